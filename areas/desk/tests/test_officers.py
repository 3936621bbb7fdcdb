"""Each area has one named officer, many at once, with cover and hand-over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from areas.desk.actions.officers import NotOfTheTrust, cover, end_officer, name_officer
from areas.desk.queries.officers import officer_of, rounds
from areas.models import AreaRole, Officer
from areas.roles.actions.ending import end_role
from bigstory.accounts.models import User
from bigstory.core.db.audit import AuditLine

pytestmark = pytest.mark.django_db

TODAY = date.today()
A_DAY = timedelta(days=1)


@pytest.fixture
def tom(cast):
    user = User.objects.create_user("tom@example.org", name="Tom")
    AreaRole.objects.create(user=user, role="trust", starts=TODAY - 900 * A_DAY)
    AreaRole.objects.filter(user=cast.trust.user).update(starts=TODAY - 900 * A_DAY)
    return user


def name(cast, user, areas, on=TODAY):
    return name_officer(areas=areas, user=user, on=on, by=cast.trust.user)


def who(area, at=None):
    row = officer_of(area, at).officer
    return row.user.name if row else None


def test_one_officer_for_two_areas_in_one_go_and_each_is_written_down(cast, area, other_area):
    sent = {
        "user": cast.trust.user.pk,
        "on": TODAY.isoformat(),
        "areas": [area.slug, "whitley-bay"],
    }
    page = cast.trust.client.post(reverse("officer_name"), sent, follow=True)
    assert "Saved for 2 places." in page.content.decode()
    assert who(area) == who(other_area) == "Priya"
    assert AuditLine.objects.filter(verb="officer.named").count() == 2


def test_a_whole_region_or_pasted_names_choose_as_well(cast, area, other_area):
    sent = {"user": cast.trust.user.pk, "on": TODAY.isoformat()}
    cast.trust.client.post(reverse("officer_name"), sent | {"regions": ["north-east"]})
    assert (who(area), who(other_area)) == (None, "Priya")
    cast.trust.client.post(reverse("officer_name"), sent | {"names": "RAMSEY\n\nwhitley  bay"})
    assert (who(area), who(other_area)) == ("Priya", "Priya")


def test_a_name_that_is_no_area_is_told_at_the_field_and_every_word_is_kept(cast, area):
    sent = {"user": cast.trust.user.pk, "on": TODAY.isoformat(), "names": "Ramsey\nRamsy\nAtlantis"}
    page = cast.trust.client.post(reverse("officer_name"), sent)
    html = page.content.decode()
    assert "“Ramsy”: write which you mean: Ramsey." in html
    assert "“Atlantis”: nothing is called that." in html
    assert "Ramsey\nRamsy\nAtlantis</textarea>" in html
    assert not Officer.objects.exists()


def test_the_next_officer_begins_on_the_day_the_last_one_ends(cast, area, tom):
    name(cast, tom, [area], TODAY - 100 * A_DAY)
    name(cast, cast.trust.user, [area], TODAY)
    assert (who(area, TODAY - A_DAY), who(area)) == ("Tom", "Priya")
    assert [row.user.name for row in officer_of(area).before] == ["Tom"]
    html = cast.trust.client.get(reverse("area_desk", args=[area.slug])).content.decode()
    assert "Before: <bdi>Tom</bdi>" in html


def test_naming_whoever_it_is_already_changes_nothing(cast, area):
    name(cast, cast.trust.user, [area])
    assert name(cast, cast.trust.user, [area], TODAY + A_DAY) == []
    assert Officer.objects.count() == 1


def test_a_day_before_gives_way_to_what_is_said_later(cast, area, tom):
    name(cast, tom, [area], TODAY + 10 * A_DAY)
    name(cast, cast.trust.user, [area], TODAY)
    assert who(area, TODAY + 20 * A_DAY) == "Priya"
    assert Officer.objects.filter(ends=None).count() == 1


def test_only_whoever_works_for_local_trust_on_that_day_can_be_the_officer(cast, area, tom):
    with pytest.raises(NotOfTheTrust):
        name(cast, cast.member.user, [area])
    AreaRole.objects.filter(user=tom).update(ends=TODAY + 5 * A_DAY)
    with pytest.raises(NotOfTheTrust):
        name(cast, tom, [area], TODAY + 6 * A_DAY)
    sent = {"user": tom.pk, "on": (TODAY + 6 * A_DAY).isoformat(), "areas": [area.slug]}
    page = cast.trust.client.post(reverse("officer_name"), sent)
    assert "Choose somebody of the list" in page.content.decode()


def test_when_the_role_of_an_officer_ends_the_area_says_that_it_has_none(cast, area, tom):
    name(cast, tom, [area], TODAY - A_DAY)
    assert who(area) == "Tom"
    end_role(area_role=AreaRole.objects.get(user=tom), by=cast.trust.user)
    assert who(area) is None
    html = cast.trust.client.get(reverse("area_desk", args=[area.slug])).content.decode()
    assert "It was <bdi>Tom</bdi>, whose role has ended." in html
    assert [each.slug for each in rounds()[1]] == ["ramsey", "whitley-bay"]


def test_all_that_one_person_looks_after_is_handed_over_on_a_day(cast, area, other_area, tom):
    name(cast, tom, [area, other_area], TODAY - 9 * A_DAY)
    end_role(area_role=AreaRole.objects.get(user=tom), by=cast.trust.user)
    sent = {"was": tom.pk, "user": cast.trust.user.pk, "on": TODAY.isoformat()}
    cast.trust.client.post(reverse("officer_hand_over"), sent)
    assert who(area) == who(other_area) == "Priya"


def test_only_whoever_looks_after_some_area_is_asked_to_hand_over(cast, area, other_area, tom):
    def asked() -> list[str]:
        page = cast.trust.client.get(reverse("officer_hand_over"))
        return [str(user) for user in page.context["form"].fields["was"].queryset]

    assert asked() == []
    name(cast, tom, [area, other_area], TODAY - 9 * A_DAY)
    assert asked() == ["Tom"]
    sent = {"was": tom.pk, "user": cast.trust.user.pk, "on": TODAY.isoformat()}
    cast.trust.client.post(reverse("officer_hand_over"), sent)
    assert asked() == ["Priya"]


def test_of_what_is_handed_over_only_the_ticked_areas_go(cast, area, other_area, tom):
    name(cast, tom, [area, other_area], TODAY - 9 * A_DAY)
    sent = {"was": tom.pk, "user": cast.trust.user.pk, "on": TODAY.isoformat(), "areas": ["ramsey"]}
    cast.trust.client.post(reverse("officer_hand_over"), sent)
    assert (who(area), who(other_area)) == ("Priya", "Tom")


def test_whoever_covers_stands_beside_the_officer_and_stops_by_themselves(cast, area, tom):
    name(cast, cast.trust.user, [area], TODAY - A_DAY)
    sent = {
        "absent": cast.trust.user.pk,
        "user": tom.pk,
        "starts": TODAY.isoformat(),
        "last": (TODAY + 6 * A_DAY).isoformat(),
    }
    cast.trust.client.post(reverse("officer_cover"), sent)
    now = officer_of(area)
    assert (now.officer.user.name, now.cover.user.name) == ("Priya", "Tom")
    assert officer_of(area, TODAY + 6 * A_DAY).cover is not None
    assert officer_of(area, TODAY + 7 * A_DAY).cover is None
    html = cast.trust.client.get(reverse("officers")).content.decode()
    assert "Covers just now:" in html


def test_two_covers_of_the_same_days_leave_the_later_one(cast, area, tom):
    name(cast, cast.trust.user, [area], TODAY - A_DAY)
    days = {"starts": TODAY, "ends": TODAY + 7 * A_DAY, "by": cast.trust.user}
    for _time in range(2):
        cover(areas=[area], absent=cast.trust.user, user=tom, **days)
    assert Officer.objects.exclude(covers=None).count() == 1


def test_nobody_is_an_answer(cast, area):
    name(cast, cast.trust.user, [area], TODAY - A_DAY)
    assert end_officer(areas=[area], on=TODAY, by=cast.trust.user) == [area]
    assert who(area) is None
    sent = {"user": "nobody", "on": TODAY.isoformat(), "areas": ["ramsey"]}
    page = cast.trust.client.post(reverse("officer_name"), sent, follow=True)
    assert "It was so already" in page.content.decode()


def test_nobody_has_to_be_said(cast, area):
    name(cast, cast.trust.user, [area], TODAY - A_DAY)
    sent = {"user": "", "on": TODAY.isoformat(), "areas": ["ramsey"]}
    page = cast.trust.client.post(reverse("officer_name"), sent)
    assert "Choose somebody of the list" in page.content.decode()
    assert who(area) == "Priya"


@pytest.mark.parametrize("who_asks", ["rep", "member", "evaluator", "admin", "nobody"])
def test_nobody_but_local_trust_names_officers(cast, area, who_asks):
    client = getattr(cast, who_asks).client
    sent = {"user": cast.trust.user.pk, "on": TODAY.isoformat(), "areas": ["ramsey"]}
    assert client.post(reverse("officer_name"), sent).status_code == 403
    assert client.get(reverse("officers")).status_code == 403
    assert not Officer.objects.exists()
