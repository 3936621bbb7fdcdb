"""What the book says: every figure is the length of the list it leads to."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.decisions.queries import (
    MAJORITY,
    NO_MAJORITY,
    NOT_NOTED,
    decision_figures,
    in_room,
)
from partnerships.models import Decision
from partnerships.tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db

ROOMS = [
    # residents, others, what it is
    (None, None, NOT_NOTED),
    (0, 0, NOT_NOTED),
    (4, None, MAJORITY),
    (4, 3, MAJORITY),
    (3, 3, NO_MAJORITY),
    (None, 2, NO_MAJORITY),
    (2, 3, NO_MAJORITY),
    (1, 0, MAJORITY),
]


@pytest.mark.parametrize(("residents", "others", "answer"), ROOMS)
def test_which_room_has_more_residents(area, residents, others, answer):
    made = DecisionFactory(area=area, residents=residents, workers=others)
    found = {
        each: list(in_room(Decision.objects.all(), each))
        for each in (MAJORITY, NO_MAJORITY, NOT_NOTED)
    }
    assert found == {each: [made] if each == answer else [] for each in found}


def test_all_others_are_added_up_against_the_residents(area):
    DecisionFactory(
        area=area, residents=4, workers=1, lto_people=1, reps=1, councillors=0, others=1
    )
    assert decision_figures(Decision.objects.all()).whole.majority.n == 0
    DecisionFactory(
        area=area, residents=5, workers=1, lto_people=1, reps=1, councillors=0, others=1
    )
    assert decision_figures(Decision.objects.all()).whole.majority.n == 1


def test_the_share_is_of_the_decisions_whose_room_was_noted(cast, area):
    DecisionFactory(area=area, residents=5, workers=1)
    DecisionFactory(area=area, residents=1, workers=5)
    DecisionFactory(area=area)
    page = cast.member.client.get(reverse("decisions", args=[area.slug])).content.decode()
    assert "1 of 2" in page
    assert "1 more is not counted here" in page
    assert "3 of 3" in page, "all were raised by residents"


HEADS = st.one_of(st.none(), st.integers(0, 4))
ONE = st.fixed_dictionaries(
    {
        "on": st.dates(date(2019, 1, 1), date(2022, 12, 31)),
        "raised_by": st.sampled_from(Decision.RaisedBy.values),
        **dict.fromkeys(Decision.ROOM, HEADS),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(ONE, max_size=12))
def test_every_figure_is_the_length_of_its_list(cast, area, rows):
    Decision.objects.all().delete()
    Decision.objects.bulk_create(
        Decision(area=area, title="t", decided_by="vote", **row) for row in rows
    )
    client = cast.member.client
    path = reverse("decisions", args=[area.slug])
    told = client.get(path).context["book"]
    figures = [
        each
        for row in (told.whole, *told.years)
        for each in (row.all, row.by_residents, row.majority, row.not_noted)
    ]
    for figure in figures:
        assert client.get(f"{path}?{figure.query}").context["page"].paginator.count == figure.n, (
            figure
        )
    assert sum(row.all.n for row in told.years) == told.whole.all.n == len(rows)
    for row in (told.whole, *told.years):
        assert row.noted + row.not_noted.n == row.all.n


def test_an_address_cut_short_or_made_up_shows_the_book(cast, area):
    DecisionFactory(area=area)
    path = reverse("decisions", args=[area.slug])
    for query in (
        "?year=x",
        "?room=everybody",
        "?raised=",
        "?page=0",
        "?page=x",
        "?q=%00",
        "?year=" + "9" * 30,
    ):
        assert cast.member.client.get(path + query).status_code == 200, query
