"""Somebody is given all that is held on them, and is erased: nothing of theirs is left, nothing
else is gone.
"""

import json
import re
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.core.files.refused import Refused
from bigstory.core.privacy import erasing
from bigstory.core.privacy.erasing import named, without
from bigstory.testing.record import clear
from outcomes.consent import exchange as ledger
from outcomes.consent.actions.erasure import erase_person, person_of_account
from outcomes.consent.actions.people import add_guardian
from outcomes.consent.actions.permissions import record_event
from outcomes.media.tests.test_story_photos import a_photo
from outcomes.models import (
    Appearance,
    ChangeStory,
    Erasure,
    ErasureAsked,
    Evidence,
    Hold,
    Outcome,
    PermissionEvent,
    Person,
    PersonLink,
    Publication,
    Reading,
    StoryReview,
    StoryVersion,
)
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import StoryFactory
from partnerships.models import MediaItem, PlanVersion, Seat
from partnerships.tests.factories import ActivityFactory, PartnershipFactory, PlanFactory

MARK = "Zqmaureen"
OTHER = "Zqother"


def tell_of(area, cast, mark: str) -> Person:
    """Somebody with their mark wherever the record has a place for it: they told a story, are in
    one, sign in.
    """
    from bigstory.accounts.models import Invitation, User

    user = User.objects.create_user(f"{mark}@example.org".lower(), name=f"{mark} account")
    Invitation.objects.create(
        email=user.email,
        name=f"{mark} invited",
        role="member",
        digest=mark,
        invited_by=cast.trust.user,
        expires_at="2090-01-01T00:00Z",
    )
    person = Person.objects.create(
        area=area,
        name=f"{mark} Brown",
        known_as=f"{mark}, resident",
        contact=f"{mark} 01487",
        age="13_to_17",
        user=user,
    )
    guardian = add_guardian(
        person, by=cast.member.user, name=f"{mark} mother", what_they_are=f"{mark} mum"
    )
    told = _story(
        area, person, f"{mark} told it", teller=person, told_by=f"{mark}, resident", written_by=user
    )
    ChangeStory.objects.filter(pk=told.pk).update(written_by_name=f"{mark} account")
    a_photo(cast, told, alt_text=f"{mark} laughing")
    other = _story(
        area, person, "What the club did", before=f"Then {mark} Brown came.", told_by="Ken"
    )
    words = {"title": f"With {mark}", "photos": [{"alt": mark}]}
    version, _made = StoryVersion.objects.update_or_create(
        story=other, number=1, defaults={"words": words}
    )
    Evidence.objects.create(
        story=other, kind="quote", words=f"{mark} said so", said_by=f"{mark}, resident"
    )
    Reading.objects.create(
        story=other, outcome=Outcome.objects.first(), party="teller", answer="yes", because=mark
    )
    StoryReview.objects.create(
        story=other,
        version=version,
        verdict="returned",
        words=f"Thank {mark}.",
        at="2026-01-01T00:00Z",
        reviewer=user,
        reviewer_name=f"{mark} account",
    )
    Appearance.objects.filter(story=other, person=person).update(identifiable=True)
    record_event(
        person=person,
        use="public_words",
        verb="grant",
        by=cast.member.user,
        given_by="guardian",
        guardian=guardian,
        child_agreed="yes",
    )
    ErasureAsked.objects.create(person=person, words=f"{mark} please")
    PersonLink.objects.create(person=person, digest=mark.lower() * 3)
    activity = ActivityFactory(
        area=area, title="Lunch", logged_by=user, logged_by_name=f"{mark} account"
    )
    activity.told_by = f"{mark} Brown"
    activity.save()
    partnership = (
        area.partnership if hasattr(area, "partnership") else PartnershipFactory(area=area)
    )
    seat = Seat(
        partnership=partnership,
        name=f"{mark} Brown",
        role=f"{mark} chair",
        kind="resident",
        user=user,
    )
    seat.joined = "2020-01-01"
    seat.save()
    return person


def _story(area, person, title: str, **values) -> ChangeStory:
    story = StoryFactory(area=area, title=title, state="published", audience="programme", **values)
    how = "teller" if values.get("teller") else "about"
    Appearance.objects.create(story=story, person=person, how=how, identifiable=True)
    return story


@pytest.fixture
def two(area, cast) -> tuple[Person, Person]:
    return tell_of(area, cast, MARK), tell_of(area, cast, OTHER)


def whole_record(*, search: bool = True) -> str:
    """Every cell of every table of the database, history and search too.

    How often a word stands in the files of the search depends on how tidy these are, so counts are
    made without.
    """
    tables = [
        name for name in connection.introspection.table_names() if search or "_fts" not in name
    ]
    text = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            text += [repr(row) for row in cursor.fetchall()]
    return "\n".join(text)


def marks(text: str, mark: str) -> list[str]:
    # The address of the account and the digests of links are written small.
    return re.findall(rf".{{0,60}}{mark}.{{0,60}}", text, re.IGNORECASE)


# --- erased


def test_nothing_of_them_is_left_and_nothing_of_anybody_else_is_gone(
    two, cast, django_capture_on_commit_callbacks
):
    person, other = two
    before = len(marks(whole_record(search=False), OTHER))
    assert len(marks(whole_record(), MARK)) >= 20
    with django_capture_on_commit_callbacks(execute=True):
        line = erase_person(person, by=cast.trust.user, why="by letter, 3 May")
    # The digests of an invitation and of a link are random; here alone they were made of the mark.
    made_up = (MARK.lower() * 3, f"'{MARK}'")
    assert [
        hit for hit in marks(whole_record(), MARK) if not any(each in hit for each in made_up)
    ] == []
    assert len(marks(whole_record(search=False), OTHER)) == before
    person.refresh_from_db()
    assert (person.name, person.user, person.erased_at is not None) == ("", None, True)
    assert line.counts["outcomes.changestory"] >= 1
    assert settings.ERASURE_LEDGER.read_text().startswith(str(person.key))
    photos = MediaItem.objects.values_list("name", flat=True)
    assert sorted(folder.name for folder in (settings.MEDIA_ROOT / "photos").iterdir()) == sorted(
        map(str, photos)
    )


def test_a_story_they_told_is_gone_and_one_they_are_in_stays_without_them(two, cast):
    erase_person(two[0], by=cast.trust.user, why="w")
    assert not ChangeStory.objects.filter(title=f"{MARK} told it").exists()
    stays = ChangeStory.objects.filter(title="What the club did").order_by("pk").first()
    assert stays.before == "Then somebody came."
    assert stays.people_confirmed_at is None
    assert stays.versions.get().words == {"title": "With somebody", "photos": [{"alt": "somebody"}]}


def test_what_was_public_is_gone_in_the_same_moment_and_the_account_opens_nothing(area, cast):
    person = Person.objects.create(
        area=area, name="Ann Day", known_as="Ann", age="adult", user=cast.member.user
    )
    story = StoryFactory(
        area=area, state="published", audience="public", teller=person, title="Ann told it"
    )
    publish_story(clear(story), by=None)
    assert cast.member.client.get("/").status_code == 200
    erase_person(person, by=cast.trust.user, why="w")
    assert not Publication.objects.exists()
    assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 410, (
        "a quiet page where a link pointed"
    )
    assert "/account/" in cast.member.client.get(f"/areas/{area.slug}/log/").url


def test_that_permissions_were_given_stays_and_by_whom_does_not(two, cast):
    erase_person(two[0], by=cast.trust.user, why="w")
    event = PermissionEvent.objects.get(person=two[0])
    assert event.guardian.name == ""
    assert event.on is not None


def test_a_rule_that_is_switched_off_is_noticed(two, cast, monkeypatch):
    """The control: without one of the rules the look over every table finds what it left."""
    monkeypatch.delitem(erasing.RULES, ("outcomes.guardian", "name"))
    erase_person(two[0], by=cast.trust.user, why="w")
    assert any("mother" in hit for hit in marks(whole_record(), MARK))


def test_what_a_court_keeps_is_kept(two, cast):
    Hold.objects.create(person=two[0], kind="legal")
    with pytest.raises(Refused):
        erase_person(two[0], by=cast.trust.user, why="w")
    page = cast.trust.client.post(
        reverse("person_held", args=[two[0].key]), {"why": "w", "sure": "on"}
    )
    assert "A court or the law keeps" in page.content.decode()
    assert marks(whole_record(), MARK)
    assert ledger.keys_in_ledger() == []


def test_where_the_list_cannot_be_written_nothing_is_erased(two, cast, settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path  # a folder
    page = cast.trust.client.post(
        reverse("person_held", args=[two[0].key]), {"why": "w", "sure": "on"}
    )
    assert "nothing was erased" in page.content.decode()
    assert not Erasure.objects.exists()
    assert ChangeStory.objects.filter(title=f"{MARK} told it").exists()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ann Day and ANN", "somebody and somebody"),
        ("Annie had a day in Anne's shop", "Annie had a somebody in Anne's shop"),
        ({"a": ["Ann's", 3]}, {"a": ["somebody's", 3]}),
    ],
)
def test_names_are_taken_out_whole(text, left):
    assert without(text, named(frozenset({"Ann Day", "Ann"}))) == left


# --- given to them


def test_the_file_holds_all_of_theirs_and_nothing_of_anybody_elses(two, cast):
    answer = cast.trust.client.post(reverse("person_export", args=[two[0].key]))
    file = zipfile.ZipFile(BytesIO(answer.content))
    page = file.read("held.html").decode()
    data = json.loads(file.read("held.json"))
    for words in (
        " told it",
        " Brown",
        ", resident",
        " 01487",
        " mother",
        " mum",
        " please",
        " chair",
        " account",
    ):
        assert f"{MARK}{words}" in page
    assert AuditLine.objects.filter(verb="person.exported", actor=str(cast.trust.user.pk)).exists()
    assert OTHER.lower() not in page.lower() + json.dumps(data).lower()
    assert {
        "outcomes.person",
        "outcomes.changestory",
        "outcomes.permissionevent",
        "partnerships.seat",
    } <= set(data)
    assert [name for name in file.namelist() if name.startswith("photos/")]
    for secret in ("password", "digest", "sha256"):
        assert secret not in json.dumps(data)


# --- after a backup


def test_somebody_whom_a_backup_brings_back_is_erased_again(two, cast, client):
    person = two[0]
    kept = Person.objects.filter(pk=person.pk).values().get()
    erase_person(person, by=cast.trust.user, why="w")
    # The older database: the person is there, and their erasure is not.
    Erasure.objects.all().delete()
    Person.objects.filter(pk=person.pk).update(
        **{name: kept[name] for name in ("name", "known_as", "erased_at")}
    )
    assert client.get("/health/").json()["erasures"] == "pending"
    call_command("replay_erasures")
    assert Person.objects.get(pk=person.pk).name == ""
    assert client.get("/health/").json()["erasures"] == "ok"
    call_command("replay_erasures")
    assert Erasure.objects.count() == 1


def test_somebody_the_backup_never_knew_is_looked_for_once(area, client):
    settings.ERASURE_LEDGER.write_text("00000000-0000-4000-8000-000000000001 2026-01-01\nhalf a li")
    call_command("replay_erasures")
    assert ledger.keys_to_replay() == []


# --- by screen and by command


def test_local_trust_finds_who_asked_sees_the_day_it_is_owed_and_erases(two, cast):
    assert (
        reverse("person_held", args=[two[0].key])
        in cast.trust.client.get(reverse("stops")).content.decode()
    )
    place = reverse("person_held", args=[two[0].key])
    assert "They asked to be forgotten on" in cast.trust.client.get(place).content.decode()
    page = cast.trust.client.post(place, {"why": ""}).content.decode()
    assert "This line is all that stays." in page
    assert "It cannot be undone." in page
    assert cast.trust.client.post(place, {"why": "by letter", "sure": "on"}).status_code == 302
    assert (
        "Nothing that says who they were is kept." in cast.trust.client.get(place).content.decode()
    )
    assert place not in cast.trust.client.get(reverse("stops")).content.decode()


@pytest.mark.parametrize(
    ("who", "code"), [("worker", 403), ("evaluator", 403), ("neighbour", 404), ("visitor", 302)]
)
def test_nobody_else_looks_or_erases(two, cast, who, code):
    client = getattr(cast, who).client
    assert client.get(reverse("person_held", args=[two[0].key])).status_code == code
    assert client.post(reverse("person_export", args=[two[0].key])).status_code == code
    assert (
        client.post(
            reverse("person_held", args=[two[0].key]), {"why": "w", "sure": "on"}
        ).status_code
        == code
    )
    assert not Erasure.objects.exists()


def test_the_command_finds_exports_and_erases(two, tmp_path, capsys):
    key = str(two[0].key)
    call_command("person", "find", MARK)
    assert key in capsys.readouterr().out
    call_command("person", "export", key, str(tmp_path / "held.zip"))
    assert zipfile.is_zipfile(tmp_path / "held.zip")
    call_command("person", "erase", key, "--why", "by letter")
    assert not marks(Person.objects.get(key=key).name, MARK)
    with pytest.raises(CommandError):
        call_command("person", "erase", key, "--why", "again")


# --- somebody who has an account and is in no story


@pytest.fixture
def stan(area, cast):
    """He logs, sits at the table and leads a piece of the plan. Nobody tells a story of him."""
    user = cast.member.user
    type(user).objects.filter(pk=user.pk).update(name="Zqstan Pinder", email="zqstan@example.org")
    user.refresh_from_db()
    ActivityFactory(area=area, title="Lunch", logged_by=user, logged_by_name="Zqstan Pinder")
    partnership = (
        area.partnership if hasattr(area, "partnership") else PartnershipFactory(area=area)
    )
    for name, account in (("Zqstan Pinder", user), ("Rosa Hill", None)):
        seat = Seat(
            partnership=partnership, name=name, kind="resident", user=account, joined="2020-01-01"
        )
        seat.save()
    plan = PlanFactory(area=area)
    words = {"priorities": [{"lead": "Zqstan Pinder", "need": "Pinder Street is dark.", "n": 3}]}
    PlanVersion.objects.create(
        plan=plan, number=1, words=words, note="Ask zqstan@example.org", sent_at=timezone.now()
    )
    return user


def found_on_the_desk(cast, who: str):
    return cast.trust.client.get(reverse("stops"), {"who": who}).content.decode()


def test_local_trust_finds_an_account_gives_what_is_held_and_erases_it(stan, cast, area):
    page = found_on_the_desk(cast, "zqstan")
    assert reverse("account_held", args=[stan.pk]) in page
    place = cast.trust.client.post(reverse("account_held", args=[stan.pk])).url
    person = Person.objects.get(user=stan)
    assert place == reverse("person_held", args=[person.key])
    file = zipfile.ZipFile(
        BytesIO(cast.trust.client.post(reverse("person_export", args=[person.key])).content)
    )
    assert "Zqstan" in file.read("held.html").decode()
    cast.trust.client.post(place, {"why": "by letter", "sure": "on"})
    assert marks(whole_record(), "Zqstan") == []
    assert "Nobody of this name" in found_on_the_desk(cast, "zqstan")


def test_an_erased_member_leaves_the_table_that_day_and_cannot_come_in(stan, cast, area):
    erase_person(person_of_account(stan), by=cast.trust.user, why="w")
    his = Seat.objects.get(user=stan)
    hers = Seat.objects.get(name="Rosa Hill")
    assert (his.name, his.left, hers.left) == ("", today(), None)
    assert stan.area_roles.get().ends == today()
    assert cast.member.client.get(reverse("log", args=[area.slug])).status_code == 302, (
        "asked to sign in"
    )


def test_a_plan_as_it_was_sent_keeps_its_words_and_loses_the_name(stan, cast):
    erase_person(person_of_account(stan), by=cast.trust.user, why="w")
    version = PlanVersion.objects.get()
    assert version.words == {
        "priorities": [{"lead": "somebody", "need": "Pinder Street is dark.", "n": 3}]
    }
    assert version.note == "Ask somebody"


def test_an_account_that_an_older_backup_brings_back_is_erased_again(stan, cast):
    """The backup knows the account and not the row that was made for it on the day of the
    erasing.
    """
    kept = type(stan).objects.filter(pk=stan.pk).values("name", "email", "is_active").get()
    erase_person(person_of_account(stan), by=cast.trust.user, why="w")
    Erasure.objects.all().delete()
    Person.objects.all().delete()
    type(stan).objects.filter(pk=stan.pk).update(**kept)
    call_command("replay_erasures")
    stan.refresh_from_db()
    assert (stan.name, stan.is_active) == ("", False)


def test_the_command_takes_an_address_too(stan, tmp_path, capsys):
    call_command("person", "find", "zqstan")
    assert "zqstan@example.org" in capsys.readouterr().out
    call_command("person", "export", "zqstan@example.org", str(tmp_path / "held.zip"))
    assert zipfile.is_zipfile(tmp_path / "held.zip")
    call_command("person", "erase", "zqstan@example.org", "--why", "by letter")
    assert marks(whole_record(), "zqstan") == []


def test_an_account_of_no_area_is_looked_after_by_hand(cast):
    page = cast.trust.client.post(
        reverse("account_held", args=[cast.evaluator.user.pk]), follow=True
    ).content.decode()
    assert "This account belongs to no area." in page
    with pytest.raises(CommandError, match="belongs to no area"):
        call_command("person", "erase", cast.evaluator.user.email, "--why", "w")


@pytest.mark.parametrize("who", ["worker", "evaluator", "neighbour"])
def test_nobody_else_finds_or_opens_an_account_so(stan, cast, who):
    client = getattr(cast, who).client
    assert client.post(reverse("account_held", args=[stan.pk])).status_code == 403
    assert not Person.objects.filter(user=stan).exists()
