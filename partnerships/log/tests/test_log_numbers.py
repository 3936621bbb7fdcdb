"""Numbers in what is logged: read whole, or asked about, on the page and from a phone."""

import uuid
from decimal import Decimal
from html import unescape

import pytest

from partnerships.log.tests.test_log import FOUR, LOG, send
from partnerships.models import Activity


@pytest.mark.parametrize(
    ("came", "counted", "kept"),
    [
        ("41", "exact", (41, "exact")),
        ("41", "about", (41, "about")),
        ("about 40", "exact", (40, "about")),
        ("36ish", "exact", (36, "about")),
        ("10-15", "exact", (13, "about")),
        ("1,200", "exact", (1200, "exact")),
        ("forty-one", "exact", (41, "exact")),
        ("two dozen", "exact", (24, "exact")),
        ("about 4k", "exact", (4000, "about")),
        ("41", "", (41, "about")),
        ("41", "not_counted", (41, "about")),
        ("", "about", (None, "not_counted")),
        ("", "", (None, "not_counted")),
        ("nobody", "exact", (0, "exact")),
    ],
)
def test_how_many_came_is_kept_as_it_was_meant(cast, came, counted, kept):
    send(cast.member, came=came, counted=counted)
    activity = Activity.objects.get()
    assert (activity.came, activity.counted) == kept


def test_a_number_that_may_be_meant_is_asked_about_and_a_yes_saves_it_with_all_that_was_typed(cast):
    typed = {"came": "about 40 for lunch", "counted": "exact"}
    page = unescape(send(cast.member, **typed).content.decode())
    assert "How many people came? Did you mean 40?" in page
    for kept in ('value="about 40 for lunch"', "Alan brought his accordion."):
        assert kept in page
    send(cast.member, **typed, **{"came-meant": "40=about 40 for lunch"})
    activity = Activity.objects.get()
    assert (activity.came, activity.counted) == (40, "about")


def test_an_entry_from_a_phone_comes_back_with_the_question_and_goes_with_a_yes(cast):
    typed = FOUR | {"token": str(uuid.uuid4()), "came": "lunch for 41", "cost": "1.200"}
    phone = {"HTTP_X_KEPT": str(cast.member.user.pk)}
    answer = cast.member.client.post(LOG, typed, **phone).json()
    assert (answer["saved"], answer["asks"]) == (False, True)
    assert "How many people came? Did you mean 41?" in answer["says"]
    assert "What did it cost? Did you mean 1,200?" in answer["says"]
    yes = {"came-meant": "41=lunch for 41", "cost-meant": "1,200=1.200"}
    assert answer["change"] == yes
    assert cast.member.client.post(LOG, typed | yes, **phone).json()["saved"]
    activity = Activity.objects.get()
    assert (activity.came, activity.cost) == (41, Decimal(1200))


@pytest.mark.parametrize("more", [{"came": "lots"}, {"came": "lunch for 41", "title": ""}])
def test_where_something_else_is_wrong_a_yes_would_not_do(cast, more):
    typed = FOUR | {"token": str(uuid.uuid4())} | more
    answer = cast.member.client.post(LOG, typed, HTTP_X_KEPT=str(cast.member.user.pk)).json()
    assert (answer["saved"], answer["asks"], answer["change"]) == (False, False, {})
