"""The decision book: writing, reading, changing, and what is kept from whom."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from partnerships.models import Decision
from partnerships.tests.factories import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def words(**more) -> dict:
    return {
        "title": "To keep the café open on Saturdays",
        "on": (today() - timedelta(days=2)).isoformat(),
        "raised_by": "resident",
        "decided_by": "together",
        "token": str(uuid.uuid4()),
    } | more


def new(area) -> str:
    return reverse("decision_new", args=[area.slug])


def test_a_member_writes_a_decision_down_in_four_questions(cast, area):
    sent = cast.member.client.post(new(area), words())
    decision = Decision.objects.get()
    assert sent.url == decision.get_absolute_url()
    assert (decision.area, decision.recorded_by, decision.recorded_by_name) == (
        area,
        cast.member.user,
        "Denise",
    )
    assert decision.residents is None, "a room nobody noted stays not noted"
    assert AuditLine.objects.filter(verb="decision.recorded").count() == 1
    assert "To keep the café open" in cast.member.client.get(sent.url, follow=True).content.decode()


def test_the_same_page_sent_twice_is_one_decision_and_other_words_are_kept(cast, area):
    body = words()
    for _ in range(2):
        cast.member.client.post(new(area), body)
    assert Decision.objects.count() == 1
    other = cast.member.client.post(new(area), body | {"title": "To close the café"})
    assert Decision.objects.count() == 1
    page = other.content.decode()
    assert "This page was sent once already" in page
    assert "To close the café" in page


def test_an_empty_box_of_the_room_means_nobody_once_another_is_filled_in(cast, area):
    cast.worker.client.post(new(area), words(residents="6", workers="one"))
    decision = Decision.objects.get()
    assert [getattr(decision, name) for name in Decision.ROOM] == [6, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("wrong", "field", "say"),
    [
        ({"title": ""}, "title", "Say in a sentence what was decided"),
        ({"title": "x" * 201}, "title", "Keep it to one sentence"),
        ({"on": "2999-01-01"}, "on", "has not come yet"),
        ({"on": "soon"}, "on", "Write the day like this"),
        ({"raised_by": ""}, "raised_by", "Say who raised it first"),
        ({"decided_by": "nobody"}, "decided_by", "Select a valid choice"),
        ({"residents": "lots"}, "residents", "Write one number"),
        ({"residents": "0", "others": "0"}, "residents", "Somebody must have been in the room"),
        ({"pounds": "99999999999"}, "pounds", "very large number"),
        ({"pounds": "-4"}, "pounds", "Write one number"),
        ({"meeting": "987654321"}, "meeting", "not one of your meetings"),
    ],
)
def test_what_is_wrong_is_said_at_the_question_and_no_word_is_lost(cast, area, wrong, field, say):
    page = cast.member.client.post(new(area), words(because="So that people can eat") | wrong)
    assert page.status_code == 200
    assert say in " ".join(page.context["form"].errors[field])
    assert "So that people can eat" in page.content.decode()
    assert f'href="#id_{field}' in page.content.decode()
    assert Decision.objects.count() == 0


def test_a_meeting_of_another_area_is_no_choice(cast, area, other_area):
    theirs = MeetingFactory(
        area=other_area, starts_at="2024-01-01T19:00Z", what="Behind closed doors"
    )
    page = cast.member.client.post(new(area), words(meeting=theirs.pk))
    assert "meeting" in page.context["form"].errors
    assert "Behind closed doors" not in page.content.decode()


def test_an_evaluator_reads_the_book_without_names(cast, area):
    decision = DecisionFactory(area=area, raised_by_name="Auntie Vi", recorded_by_name="Denise Q")
    for who, sees in (
        ("member", True),
        ("rep", True),
        ("lto", True),
        ("trust", True),
        ("evaluator", False),
    ):
        page = getattr(cast, who).client.get(decision.get_absolute_url()).content.decode()
        assert decision.title in page
        assert ("Auntie Vi" in page, "Denise Q" in page) == (sees, sees), who


def test_nobody_finds_a_decision_by_the_name_of_who_raised_it(cast, area):
    DecisionFactory(area=area, raised_by_name="Auntie Vi")
    page = cast.evaluator.client.get(reverse("decisions", args=[area.slug]), {"q": "Auntie"})
    assert page.context["page"].paginator.count == 0


@pytest.mark.parametrize(
    ("who", "book", "write"),
    [
        ("member", 200, 200),
        ("worker", 200, 200),
        ("lto", 200, 403),
        ("rep", 200, 403),
        ("trust", 200, 403),
        ("evaluator", 200, 403),
        ("admin", 403, 403),
        ("neighbour", 404, 404),
        ("nobody", 404, 404),
        ("visitor", 302, 302),
    ],
)
def test_who_opens_the_book_and_who_writes_in_it(cast, area, who, book, write):
    decision = DecisionFactory(area=area)
    client = getattr(cast, who).client
    assert client.get(reverse("decisions", args=[area.slug])).status_code == book
    assert client.get(decision.get_absolute_url()).status_code == (404 if who == "admin" else book)
    assert client.get(new(area)).status_code == write
    refused = 404 if who == "admin" else write
    for name in ("decision_change", "decision_followed"):
        assert client.get(reverse(name, args=[area.slug, decision.pk])).status_code == refused


def test_a_decision_under_another_area_is_not_there(cast, area, other_area):
    decision = DecisionFactory(area=other_area)
    for name in ("decision", "decision_change", "decision_followed"):
        assert (
            cast.member.client.get(reverse(name, args=[area.slug, decision.pk])).status_code == 404
        )
        assert (
            cast.trust.client.get(reverse(name, args=[area.slug, decision.pk])).status_code == 404
        )


def test_an_empty_book_teaches_whoever_may_write_in_it(cast, area):
    page = cast.member.client.get(reverse("decisions", args=[area.slug])).content.decode()
    assert "The book is empty" in page
    assert "Write down the first one" in page
    page = cast.rep.client.get(reverse("decisions", args=[area.slug])).content.decode()
    assert "Write down the first one" not in page
