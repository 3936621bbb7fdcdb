"""One area on one page: what everybody reads, and what only its own people see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bigstory.tests.growing import grow
from outcomes.tests.factories import StoryFactory
from partnerships.models import Activity, Award, Partnership, Plan, Priority, Seat

OURS = 'id="ours"'


@pytest.fixture
def here(area):
    return reverse("area", args=[area.slug])


def page(person, path: str) -> str:
    response = person.client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_area_of_which_nothing_is_known_says_so_kindly(cast, here):
    read = page(cast.visitor, here)
    assert "Nothing from <bdi>Ramsey</bdi> is public yet." in read
    assert "No award is written down here yet." in read
    assert OURS not in read


def test_a_member_of_an_empty_area_is_told_what_to_do_first(cast, here):
    assert "The first thing to do: log something" in page(cast.member, here)


def test_what_is_not_public_stands_only_in_the_areas_own_part(cast, area, here):
    Activity.objects.create(area=area, title="Quiet supper", on=date(2024, 5, 1), audience="area")
    Plan.objects.create(area=area, number=1, title="A plan we are still writing", state="draft")
    for person in (cast.visitor, cast.neighbour, cast.trust, cast.evaluator):
        read = page(person, here)
        assert OURS not in read
        assert "Quiet supper" not in read
        assert "still writing" not in read
    public, ours = page(cast.member, here).split(OURS)
    assert "Quiet supper" not in public
    assert "Quiet supper" in ours
    assert "A plan we are still writing" in ours
    assert "This part of the page is for your partnership and its worker" in ours


def test_a_member_is_named_to_members_and_a_resident_to_the_lto(cast, area, here):
    table = Partnership.objects.create(area=area, name="Ramsey Million")
    Seat.objects.create(partnership=table, name="Bernice", kind="resident", joined=date(2016, 1, 1))
    assert "Bernice" in page(cast.member, here)
    for person in (cast.lto, cast.rep, cast.trust, cast.visitor):
        assert "Bernice" not in page(person, here)
    assert "A resident" in page(cast.lto, here)


def test_everybody_reads_the_vision_the_priorities_and_what_is_left(cast, area, here):
    plan = Plan.objects.create(
        area=area,
        number=1,
        title="P",
        vision="A town that waits for nobody.",
        state="endorsed",
        starts=date(2020, 1, 1),
        ends=date(2090, 1, 1),
    )
    Priority.objects.create(plan=plan, own_words="Somewhere dry")
    Award.objects.create(area=area, amount=1_000_000, on=date(2015, 1, 1), what="First award")
    for person in (cast.visitor, cast.member):
        read = page(person, here)
        assert "A town that waits for nobody." in read
        assert "Somewhere dry" in read
        assert "£1,000,000" in read


def test_the_profile_asks_the_database_at_most_fifteen_times_however_full(cast, area, here):
    people = ("visitor", "member", "worker", "lto", "rep", "trust", "evaluator")
    grow(area, by=cast.member.user, first=1, last=2)
    few = {who: asked(getattr(cast, who), here) for who in people}
    grow(area, by=cast.member.user, first=3, last=60)
    for who in people:
        assert asked(getattr(cast, who), here) <= few[who] <= 15, who


def asked(person, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(person, path)
    return len(queries)


def test_an_accepted_story_still_counts_among_what_is_not_public_yet(cast, area, here):
    StoryFactory(area=area, title="The choir stayed", state="accepted", audience="public")
    assert "The choir stayed" in page(cast.member, here)
    assert "The choir stayed" not in page(cast.visitor, here)
