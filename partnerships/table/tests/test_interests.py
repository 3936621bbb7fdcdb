"""The book of interests: said, changed, closed; read by those who read the roster."""

from datetime import date

import pytest

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.kit.two_editors import mark_of
from bigstory.testing.opened import opened
from partnerships.models import Interest, Seat
from partnerships.table.forms.interests import FIELDS
from partnerships.tests.factories import PartnershipFactory, SeatFactory

BOOK = "/areas/ramsey/partnership/interests/"


@pytest.fixture
def seat(area):
    return SeatFactory(partnership=PartnershipFactory(area=area), name="Bernadette")


def typed(seat: Seat, **more) -> dict:
    return {
        "seat": seat.pk,
        "kind": "indirect",
        "about": "Her cousin drives the minibus.",
        "declared_on": today().isoformat(),
    } | more


@pytest.fixture
def interest(seat):
    return Interest.objects.create(
        seat=seat,
        kind="indirect",
        about="Her cousin drives the minibus.",
        declared_on=date(2024, 5, 1),
    )


def test_an_interest_is_declared_and_what_was_done_is_added_and_it_is_closed(cast, seat):
    assert cast.worker.client.post(BOOK + "new/", typed(seat)).status_code == 302
    interest = Interest.objects.get()
    page = cast.worker.client.get(BOOK).content.decode()
    assert "<bdi>Bernadette</bdi>: money of somebody close to them" in page
    assert "not written down yet" in page
    path = f"{BOOK}{interest.pk}/"
    body = opened(
        cast.worker.client, path, what_was_done="She left the room.", ended_on=today().isoformat()
    )
    assert cast.worker.client.post(path, body).status_code == 302
    page = cast.worker.client.get(BOOK).content.decode()
    assert "She left the room." in page
    assert "over since" in page
    assert list(
        AuditLine.objects.filter(verb__startswith="interest").values_list("verb", flat=True)
    ) == [
        "interest.changed",
        "interest.declared",
    ]


def test_an_empty_book_asks_gently_and_gives_an_example_of_each_kind(cast, seat):
    page = cast.worker.client.get(BOOK).content.decode()
    assert "No interest declared yet" in page
    for example in (
        "I mend the minibus",
        "My sister’s café",
        "the committee that asks for the grant",
    ):
        assert example in page
    assert "Having an interest is normal. Saying so is the rule." in page
    assert (
        "No interest is declared just now."
        in cast.member.client.get("/areas/ramsey/partnership/").content.decode()
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"seat": ""}, "Choose whose it is."),
        ({"seat": "99999999999999999999"}, "Choose somebody from the list."),
        ({"kind": ""}, "Choose the kind that fits best."),
        ({"about": " "}, "Say in a few words what it is about."),
        ({"about": "x" * 2001}, "Keep it to 2000 letters."),
        ({"declared_on": ""}, "Write the day it was said."),
        ({"declared_on": "2999-01-01"}, "has not come yet"),
    ],
)
def test_a_mistake_gets_a_sentence_and_loses_no_word(cast, seat, wrong, sentence):
    body = typed(seat, what_was_done="She stepped outside.") | wrong
    page = cast.worker.client.post(BOOK + "new/", body)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "She stepped outside." in page.content.decode()
    assert not Interest.objects.exists()


def test_it_cannot_be_over_before_it_was_said(cast, seat, interest):
    body = typed(seat, ended_on="2020-01-01")
    assert (
        "cannot be over before"
        in cast.worker.client.post(f"{BOOK}{interest.pk}/", body).content.decode()
    )


def test_nobody_of_another_area_can_be_named(cast, seat, other_area):
    theirs = SeatFactory(partnership=PartnershipFactory(area=other_area))
    page = cast.worker.client.post(BOOK + "new/", typed(theirs)).content.decode()
    assert "Choose somebody from the list." in page
    assert not Interest.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [("member", 200), ("worker", 200), ("lto", 200), ("rep", 200), ("trust", 200)]
    + [("evaluator", 403), ("neighbour", 404), ("nobody", 404), ("visitor", 302)],
)
def test_who_reads_the_book(cast, seat, interest, who, may):
    page = getattr(cast, who).client.get(BOOK)
    assert page.status_code == may
    assert ("Her cousin" in page.content.decode()) is (may == 200)


@pytest.mark.parametrize(
    "who", ["member", "lto", "rep", "trust", "evaluator", "neighbour", "visitor"]
)
def test_only_the_worker_writes_in_it(cast, seat, interest, who):
    client = getattr(cast, who).client
    client.post(BOOK + "new/", typed(seat, about="Slipped in"))
    seen = str(mark_of(interest, FIELDS))
    client.post(f"{BOOK}{interest.pk}/", typed(seat, about="Slipped in", seen=seen))
    assert not Interest.objects.filter(about="Slipped in").exists()
