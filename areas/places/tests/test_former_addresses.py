"""An area's address changes, and what people kept of the old one still leads there."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from areas.models import Area, FormerAddress
from areas.places.actions import leave_address
from areas.places.exchange.areas_csv import import_areas
from areas.tests.factories import AreaFactory
from bigstory.accounts.models import Invitation
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.unsaved import Unsaved
from bigstory.core.files.refused import Refused


@pytest.fixture
def moved(area, cast):
    return _move(area, "ramsey-and-bury", by=cast.admin)


def _move(area, slug, *, by):
    """As an administrator changes it."""
    change = reverse("admin:areas_area_change", args=[area.pk])
    form = by.client.get(change).context["adminform"].form
    rows = [f"{name}-{n}" for name in ("codes", "stages") for n in ("TOTAL_FORMS", "INITIAL_FORMS")]
    filled = {name: value for name, value in form.initial.items() if value not in (None, False)}
    answer = by.client.post(change, filled | dict.fromkeys(rows, "0") | {"slug": slug})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Area.objects.get(pk=area.pk)


def test_a_visitors_link_leads_on_with_its_query(moved, client):
    for page in ("", "timeline/", "profile.pdf"):
        answer = client.get(f"/areas/ramsey/{page}?part=two&q=caf%C3%A9")
        assert (answer.status_code, answer.url) == (
            301,
            f"/areas/ramsey-and-bury/{page}?part=two&q=caf%C3%A9",
        )
    assert client.get("/areas/nowhere/").status_code == 404


def test_a_form_sent_to_the_former_address_arrives_whole(moved, cast):
    answer = cast.member.client.post("/areas/ramsey/log/", {"title": "Lunch"})
    assert (answer.status_code, answer.url) == (308, "/areas/ramsey-and-bury/log/")


def test_who_may_not_read_a_page_may_not_by_its_former_address(moved, cast, client):
    page = "/areas/ramsey/decisions/"
    assert client.get(page).url.startswith("/account/sign-in/")
    assert cast.member.client.get(page, follow=True).status_code == 200
    assert cast.nobody.client.get(page, follow=True).status_code in (403, 404)


def test_invitations_and_what_was_begun_follow(area, cast):
    cast.trust.client.post(
        reverse("invitations"), {"email": "new@example.org", "role": "member", "area": area.slug}
    )
    draft = Unsaved.objects.create(
        user=cast.member.user,
        address="/areas/ramsey/log/",
        is_draft=True,
        fields=[["title", ["A"]]],
    )
    _move(area, "ramsey-and-bury", by=cast.admin)
    assert Invitation.objects.get().area_slug == "ramsey-and-bury"
    draft.refresh_from_db()
    assert draft.address == "/areas/ramsey-and-bury/log/"
    line = AuditLine.objects.get(verb="area.moved")
    assert (line.area, line.data) == ("ramsey-and-bury", {"was": "ramsey"})


def test_there_and_back_again_leads_round_no_circle(moved, cast, client):
    _move(moved, "ramsey", by=cast.admin)
    assert client.get("/areas/ramsey/").status_code == 200
    assert client.get("/areas/ramsey-and-bury/").url == "/areas/ramsey/"
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["ramsey-and-bury"]


def test_no_other_area_takes_an_address_that_still_leads_somewhere(moved, tmp_path):
    with pytest.raises(ValidationError, match="another area"):
        AreaFactory.build(slug="ramsey", programme=moved.programme, region=moved.region).clean()
    file = tmp_path / "areas.csv"
    file.write_text("slug,name,region,wave,basis\nramsey,Ramsey Two,London,1,stated\n")
    with pytest.raises(Refused, match="still leads to 'Ramsey'"):
        import_areas(file)


def test_nothing_is_left_behind_where_nothing_changed(area, cast):
    leave_address(area, was=area.slug, by=cast.admin.user)
    assert not FormerAddress.objects.exists()
