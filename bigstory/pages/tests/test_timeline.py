"""What happened to an area stands beside its stories, for whoever may read it on its own page."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from areas.models import AreaStanding
from bigstory.core.db.dated import today
from bigstory.testing.record import log, publish
from partnerships.models import Award, HandOver, Officership, Payment
from partnerships.tests.factories import (
    DecisionFactory,
    LtoAppointmentFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlanFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

READERS = "visitor nobody neighbour member worker lto rep trust evaluator admin".split()
EVERYBODY = READERS
THE_TABLE = ["member", "worker"]
OWN_AREA_AND_TRUST = ["member", "worker", "lto", "rep", "trust"]
OF_THE_BOOK = [*OWN_AREA_AND_TRUST, "evaluator"]
DAY = date(2019, 5, 4)

# What the page says, and who reads it there.
SAID = [
    ("Plan · 4 May | Plan 3 began: A town awake", EVERYBODY),
    ("Plan · 9 August | Plan 2 ended: Out of the house", EVERYBODY),
    ("Decision · 4 May | Three benches, no shelter", OF_THE_BOOK),
    ("People · March | The partnership was formed", EVERYBODY),
    ("People · 4 May | Bernadette joined the partnership", OWN_AREA_AND_TRUST),
    ("People · 5 May | Colette joined the partnership", THE_TABLE),
    ("People · 5 May | A resident joined the partnership", ["lto", "rep", "trust"]),
    ("People · 6 May | Colette left the partnership", THE_TABLE),
    ("People · 6 May | A resident left the partnership", ["lto", "rep", "trust"]),
    ("Money · May | Fen Works began to hold the money", EVERYBODY),
    ("Money · April | Great Drain stopped holding the money", EVERYBODY),
    ("Money · 4 May | £50,000 awarded: More for a hard year", OWN_AREA_AND_TRUST),
    ("Money · 5 May | £12,345.67 paid to Fen Works", OWN_AREA_AND_TRUST),
    ("Money · 7 May | Great Drain handed £709.28 on to Fen Works", OWN_AREA_AND_TRUST),
    ("Money · 8 May | Great Drain gave £10 back to Local Trust", OWN_AREA_AND_TRUST),
    ("Area · June | Ramsey began to close", EVERYBODY),
    ("Area · July | Ramsey closed", EVERYBODY),
]


A_LINE = re.compile(
    r'<p class="kicker">(?P<head>[^<]*)</p>\s*'
    r'<p>\s*(?:<a href="(?P<to>[^"]*)">)?(?P<says>.*?)\s*</p>'
)


def opened(person, name: str = "timeline", **query):
    answer = person.client.get(reverse(name, args=["ramsey"]), query)
    assert answer.status_code == 200
    return answer


def read(page: str) -> str:
    """The words of a part of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def lines(person, **query) -> list[str]:
    """Each line beside the stories, as it is read: what it is, its day, and what it says."""
    found = A_LINE.finditer(opened(person, **query).content.decode())
    return [read(f"{line['head']} | {line['says']}") for line in found]


@pytest.fixture
def works(db):
    return OrganisationFactory(name="Fen Works")


@pytest.fixture
def drain(db):
    return OrganisationFactory(name="Great Drain")


def a_year(area, works, drain):
    """One of everything."""
    PlanFactory(area=area, number=3, title="A town awake", starts=DAY, ends=None)
    PlanFactory(
        area=area,
        number=2,
        title="Out of the house",
        state="ended",
        starts=date(2014, 1, 1),
        ends=date(2019, 8, 9),
    )
    DecisionFactory(area=area, title="Three benches, no shelter", on=DAY)
    group = PartnershipFactory(area=area, formed_on=date(2012, 3, 15))
    SeatFactory(partnership=group, name="Bernadette", named_outside=True, joined=DAY)
    SeatFactory(partnership=group, name="Colette", joined=date(2019, 5, 5), left=date(2019, 5, 6))
    LtoAppointmentFactory(
        area=area, organisation=drain, starts=date(2013, 1, 1), ends=date(2019, 4, 30)
    )
    LtoAppointmentFactory(area=area, organisation=works, starts=date(2019, 5, 1))
    Award.objects.create(area=area, amount=50_000, on=DAY, what="More for a hard year")
    Payment.objects.create(area=area, organisation=works, amount="12345.67", on=date(2019, 5, 5))
    HandOver.objects.create(
        area=area, giver=drain, taker=works, amount="709.28", giver_said=date(2019, 5, 7)
    )
    HandOver.objects.create(area=area, giver=drain, amount=10, taker_said=date(2019, 5, 8))
    AreaStanding.objects.create(area=area, standing="closing", on=date(2019, 6, 1))
    AreaStanding.objects.create(area=area, standing="closed", on=date(2019, 7, 1))
    return area


@pytest.fixture
def eventful(area, works, drain):
    return a_year(area, works, drain)


@pytest.mark.parametrize("who", READERS)
def test_each_reader_sees_what_they_may_read_elsewhere_and_no_more(cast, eventful, who):
    heads = {"Plan", "Decision", "People", "Money", "Area"}
    seen = {line for line in lines(getattr(cast, who)) if line.split(" · ")[0] in heads}
    known = {says for says, readers in SAID if who in readers}
    from_other_years = {
        "Plan · 1 January | Plan 2 began: Out of the house",
        "Money · January | Great Drain began to hold the money",
    }
    assert seen - from_other_years == known


@pytest.mark.parametrize("who", READERS)
def test_nobody_is_sent_to_a_page_they_may_not_open(cast, eventful, who):
    person = getattr(cast, who)
    there = [line["to"] for line in A_LINE.finditer(opened(person).content.decode()) if line["to"]]
    assert len(there) >= 5
    assert {path: person.client.get(path).status_code for path in there} == dict.fromkeys(
        there, 200
    )


def test_what_happened_elsewhere_is_no_line_here(cast, area, other_area, works, drain):
    a_year(other_area, works, drain)
    assert lines(cast.trust) == lines(cast.neighbour) == []


def test_whoever_gave_the_money_on_and_left_reads_that_and_nothing_else_of_it(
    cast, eventful, drain
):
    Officership.objects.create(user=cast.nobody.user, organisation=drain)
    told = [line for line in lines(cast.nobody) if "£" in line]
    assert told == [
        "Money · 8 May | Great Drain gave £10 back to Local Trust",
        "Money · 7 May | Great Drain handed £709.28 on to Fen Works",
    ]


@pytest.mark.parametrize("who", READERS)
def test_what_did_not_happen_or_not_yet_is_no_line(cast, area, works, drain, who):
    soon = today() + timedelta(days=30)
    for number, state in enumerate(("draft", "endorsed"), start=1):
        PlanFactory(area=area, number=number, state=state, starts=soon, ends=None)
    PlanFactory(area=area, number=5, state="ended", starts=DAY, ends=DAY)
    group = PartnershipFactory(area=area, formed_on=None)
    SeatFactory(partnership=group, joined=DAY, left=DAY)
    SeatFactory(partnership=group, joined=soon)
    LtoAppointmentFactory(area=area, organisation=works, starts=DAY, ends=DAY)
    HandOver.objects.create(area=area, giver=drain, taker=works, amount=5)
    AreaStanding.objects.create(area=area, standing="closing", on=soon)
    assert lines(getattr(cast, who)) == []


@pytest.mark.parametrize("state", ["draft", "sent", "returned"])
def test_a_plan_on_its_way_is_no_line_for_those_who_write_it_either(cast, area, state):
    PlanFactory(area=area, state=state, starts=DAY, ends=date(2020, 5, 4))
    assert lines(cast.member) == []


def test_people_who_came_on_one_day_are_one_line(cast, area):
    group = PartnershipFactory(area=area, formed_on=None)
    for name in ("Abi", "Ken", "Tariq", "Wei"):
        SeatFactory(partnership=group, name=name, joined=DAY, named_outside=name < "L")
    assert lines(cast.member) == ["People · 4 May | Abi, Ken, Tariq and Wei joined the partnership"]
    assert lines(cast.trust) == ["People · 4 May | Abi, Ken and 2 more joined the partnership"]
    SeatFactory(partnership=group, name="Zoe", joined=DAY)
    assert lines(cast.member) == [
        "People · 4 May | Abi, Ken, Tariq and 2 more joined the partnership"
    ]


def test_people_whom_nobody_outside_may_name_are_a_number(cast, area):
    group = PartnershipFactory(area=area, formed_on=None)
    for _n in range(3):
        SeatFactory(partnership=group, joined=DAY)
    assert lines(cast.rep) == ["People · 4 May | 3 people joined the partnership"]


def test_a_year_in_which_only_such_things_happened_is_one_of_the_years(cast, eventful):
    log(eventful, "Lunch", audience="network", on=date(2021, 2, 3))
    context = opened(cast.visitor).context
    assert dict(context["record"].years) == {2019: 6, 2014: 1, 2013: 1, 2012: 1}
    context = opened(cast.member).context
    assert dict(context["record"].years) == {2021: 1, 2019: 14, 2014: 1, 2013: 1, 2012: 1}
    assert "Out of the house" in " ".join(lines(cast.visitor, year="2014"))


def test_one_kind_can_be_looked_at_alone_and_the_years_count_that(cast, eventful):
    publish(eventful, "The benches stayed", told_on=date(2020, 6, 1))
    page = opened(cast.member, show="plans")
    assert {line.split(" · ")[0] for line in lines(cast.member, show="plans")} == {
        *("Plan", "Decision", "Area")
    }
    assert dict(page.context["record"].years) == {2019: 5, 2014: 1}
    assert {line.split(" · ")[0] for line in lines(cast.member, show="people")} == {
        *("People", "Money")
    }
    told = opened(cast.member, show="told")
    assert dict(told.context["record"].years) == {2020: 1}
    assert "The benches stayed" in told.content.decode()
    assert lines(cast.member, show="everything") == lines(cast.member)


def test_a_year_of_a_kind_keeps_the_kind(cast, eventful):
    page = opened(cast.member, show="plans")
    assert "?show=plans&amp;year=2014" in page.content.decode()
    assert lines(cast.member, show="plans", year="2014") == [
        "Plan · 1 January | Plan 2 began: Out of the house"
    ]


def test_many_lines_of_a_year_are_folded_and_all_there(cast, area):
    for n in range(12):
        DecisionFactory(area=area, title=f"Choice {n}", on=DAY)
    page = opened(cast.member).content.decode()
    assert "6 more of 2019" in page
    assert len(lines(cast.member)) == 12


def test_of_many_lines_one_year_is_shown_at_a_time(cast, area):
    for n in range(122):
        DecisionFactory(area=area, on=date(2018 + n % 2, 3, 4))
    context = opened(cast.member).context
    assert [group.year for group in context["groups"]] == [2019]
    assert context["year"] == 2019


def test_an_area_of_which_nothing_is_written_down_says_what_will_stand_there(cast, area):
    page = read(opened(cast.visitor).content.decode())
    assert "Nothing from Ramsey is here to read yet." in page
    assert "as soon as there is some of it" in page
    assert "Plans and decisions" not in page
    assert "Nothing of this kind" in read(opened(cast.visitor, show="plans").content.decode())


def test_a_profile_without_a_story_leads_to_the_years_where_a_plan_is_there(cast, area):
    link = f'class="head__more" href="{reverse("timeline", args=["ramsey"])}"'
    assert link not in opened(cast.visitor, "area").content.decode()
    PlanFactory(area=area)
    assert link in opened(cast.visitor, "area").content.decode()
