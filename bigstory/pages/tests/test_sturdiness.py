"""Questions from a partnership's own record: it sees them first, and others read only what it
shared.
"""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from bigstory.testing.record import clear
from outcomes.models import Driver, Maker
from outcomes.tests.factories import StoryFactory
from partnerships.models import SturdinessShare
from partnerships.tests.factories import (
    ActivityFactory,
    DecisionFactory,
    PartnershipFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def page(area) -> str:
    return reverse("sturdiness", args=[area.slug])


@pytest.fixture
def record(cast, area):
    """Eight entries by three people, five decisions by one, four seats."""
    for n in range(8):
        who = (cast.member, cast.member, cast.worker, cast.rep)[n % 4].user
        ActivityFactory(
            area=area,
            logged_by=who,
            logged_by_name=str(who),
            led_by="residents" if n < 3 else "paid_worker",
        )
    for _ in range(5):
        DecisionFactory(
            area=area,
            recorded_by=cast.worker.user,
            recorded_by_name="Tom",
            raised_by_name="Auntie Vi",
        )
    SeatFactory.create_batch(4, partnership=PartnershipFactory(area=area))
    return area


def form(client, area) -> dict:
    asked = client.get(page(area)).context["form"]
    return {
        "token": str(uuid.uuid4()),
        "seen": asked.initial["seen"],
        "together": "on",
        "words_logging": "Denise is tired",
    }


def test_the_partnership_reads_questions_with_the_sums_in_words(cast, record):
    text = cast.member.client.get(page(record)).content.decode()
    assert "Two people logged 6 of the 8 things" in text
    assert "One person wrote down all 5 decisions" in text
    assert "Residents led 3 of the 8 things" in text
    assert "What would happen if one of them was ill?" in text


def test_too_little_to_go_by_is_said_instead_of_asked(cast, area):
    ActivityFactory(area=area)
    text = cast.member.client.get(page(area)).content.decode()
    assert text.count("Not enough yet to ask.") == 8
    assert "was ill" not in text


def test_nobody_else_reads_live_figures_and_nobody_reads_what_is_not_shared(cast, record):
    for who in ("rep", "trust"):
        answer = getattr(cast, who).client.get(page(record))
        assert answer.status_code == 200
        assert "has shared nothing yet" in answer.content.decode()
        assert "of the 8" not in answer.content.decode()
    for who, status in (
        ("lto", 403),
        ("evaluator", 403),
        ("admin", 403),
        ("neighbour", 404),
        ("nobody", 404),
    ):
        assert getattr(cast, who).client.get(page(record)).status_code == status, who
    assert cast.visitor.client.get(page(record)).status_code == 302


def test_a_share_keeps_the_figures_as_they_were_without_names(cast, record):
    client = cast.member.client
    sent = client.post(page(record), form(client, record))
    share = SturdinessShare.objects.get()
    assert sent.url == reverse("sturdiness_share", args=[record.slug, share.pk])
    assert AuditLine.objects.filter(verb="sturdiness.shared").count() == 1
    ActivityFactory.create_batch(5, area=record, logged_by=cast.rep.user, logged_by_name="Ashraf")
    for who in ("rep", "trust", "member", "worker"):
        text = getattr(cast, who).client.get(sent.url).content.decode()
        assert "Two people logged 6 of the 8 things" in text
        assert "Denise is tired" in text
        for name in ("Auntie Vi", "Tom", "Neighbour"):
            assert name not in text.partition("<main")[2], name
    for who in ("lto", "evaluator", "admin", "neighbour", "nobody"):
        assert getattr(cast, who).client.get(sent.url).status_code == 404, who
    assert "of the 8 things" in cast.rep.client.get(page(record)).content.decode()
    assert "of the 13" not in cast.rep.client.get(page(record)).content.decode()


def test_a_share_of_another_area_is_not_there(cast, record, other_area):
    share = SturdinessShare.objects.create(area=other_area, as_of=today(), signals=[], words={})
    for slug in (record.slug, other_area.slug):
        assert (
            cast.member.client.get(reverse("sturdiness_share", args=[slug, share.pk])).status_code
            == 404
        )
    assert (
        cast.trust.client.get(reverse("sturdiness_share", args=[record.slug, share.pk])).status_code
        == 404
    )


def test_only_the_partnership_shares(cast, record):
    body = form(cast.member.client, record)
    for who, status in (
        ("rep", 403),
        ("trust", 403),
        ("lto", 403),
        ("evaluator", 403),
        ("neighbour", 404),
    ):
        assert getattr(cast, who).client.post(page(record), body).status_code == status, who
    assert not SturdinessShare.objects.exists()


def test_sharing_asks_for_a_deliberate_tick_and_keeps_every_word(cast, record):
    body = form(cast.member.client, record)
    del body["together"]
    text = cast.member.client.post(page(record), body).content.decode()
    assert "Tick that you have looked at these questions together" in text
    assert "Denise is tired" in text
    assert not SturdinessShare.objects.exists()


def test_figures_nobody_looked_at_are_never_shared(cast, record):
    client = cast.member.client
    body = form(client, record)
    ActivityFactory(area=record, logged_by=cast.rep.user, logged_by_name="Ashraf")
    again = client.post(page(record), body)
    assert "the numbers have changed" in again.content.decode()
    assert "Denise is tired" in again.content.decode()
    assert not SturdinessShare.objects.exists()
    client.post(page(record), again.context["form"].data.dict())
    assert SturdinessShare.objects.get().signals[0]["figures"]["of"] == 9


def test_sent_twice_is_shared_once(cast, record):
    client = cast.member.client
    body = form(client, record)
    first, second = (client.post(page(record), body) for _ in range(2))
    assert first.url == second.url
    assert SturdinessShare.objects.count() == 1
    other = client.post(page(record), body | {"words_logging": "Other words"})
    assert "This page was sent once already" in other.content.decode()
    assert "Other words" in other.content.decode()


def test_words_of_the_last_share_are_there_to_begin_with(cast, record):
    client = cast.member.client
    client.post(page(record), form(client, record))
    assert "Denise is tired" in client.get(page(record)).content.decode()


@pytest.mark.parametrize(
    "key",
    [
        "logging",
        "writing",
        "raising",
        "residents_lead",
        "newcomers",
        "workers_log",
        "workers_lead",
        "silence",
    ],
)
def test_every_question_has_the_list_behind_it_for_the_partnership_alone(cast, record, key):
    path = reverse("sturdiness_rows", args=[record.slug, key])
    for who in ("member", "worker"):
        answer = getattr(cast, who).client.get(path)
        assert answer.context["page"].paginator.count == answer.context["question"].n
    for who, status in (
        ("rep", 403),
        ("trust", 403),
        ("lto", 403),
        ("evaluator", 403),
        ("neighbour", 404),
    ):
        assert getattr(cast, who).client.get(path).status_code == status, who


def test_a_question_nobody_asks_is_not_there(cast, record):
    assert (
        cast.member.client.get(
            reverse("sturdiness_rows", args=[record.slug, "no-such"])
        ).status_code
        == 404
    )


def test_what_other_partnerships_did_comes_from_published_stories_of_other_areas(
    cast, record, other_area
):
    from outcomes.publishing.actions.publications import publish_story

    def told(area, **more):
        story = StoryFactory(
            area=area, state="published", audience="public", people="nobody", **more
        )
        story.makers.add(Maker.objects.get(slug="volunteers"))
        story.drivers.add(Driver.objects.get(slug="new-ways-of-working"))
        return story

    shown = told(other_area)
    hidden = told(other_area)
    own = told(record)
    for story in (shown, own):
        publish_story(clear(story), by=cast.trust.user, at=timezone.now())
    answer = cast.member.client.get(reverse("sturdiness_rows", args=[record.slug, "logging"]))
    assert [one.story_id for one in answer.context["others"]] == [shown.pk]
    assert hidden.title not in answer.content.decode()
    assert "What other partnerships did" in answer.content.decode()
    empty = cast.member.client.get(reverse("sturdiness_rows", args=[record.slug, "raising"]))
    assert "What other partnerships did" not in empty.content.decode()


def test_only_the_last_twelve_months_are_asked_about(cast, record):
    ActivityFactory.create_batch(
        3, area=record, on=date.today() - timedelta(days=366), logged_by_name="Somebody else"
    )
    assert "of the 8 things" in cast.member.client.get(page(record)).content.decode()
