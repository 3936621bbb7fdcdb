"""The yearly review: ready filled, sent once, kept as it was, answered once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bigstory.core.db import dated
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from partnerships.models import PartnershipReview, Review
from partnerships.table.actions.roster import reply
from partnerships.table.queries.year import year_of
from partnerships.tests.factories import PartnershipFactory, SeatFactory

PAGE = "/areas/ramsey/partnership/review/"
ALL = "/areas/ramsey/partnership/reviews/"
A_WHILE = timedelta(days=60)


@pytest.fixture
def group(area):
    group = PartnershipFactory(area=area)
    for n in range(6):
        SeatFactory(partnership=group, name=f"Stayer {n}")
    SeatFactory(partnership=group, name="Newcomer", joined=today() - A_WHILE)
    SeatFactory(partnership=group, name="Leaver", left=today() - A_WHILE)
    SeatFactory(partnership=group, name="Councillor", kind="councillor")
    SeatFactory(partnership=group, name="Long gone", left=date(2016, 1, 1))
    return group


def seen(cast) -> str:
    return cast.worker.client.get(PAGE).context["form"]["seen"].value()


def send(cast, **more):
    return cast.worker.client.post(
        PAGE, {"seen": seen(cast), "note": "Two are moving away."} | more, follow=True
    )


@pytest.fixture
def review(cast, group):
    send(cast)
    return PartnershipReview.objects.get()


def answer_page(review) -> str:
    return f"/reviews/partnerships/{review.pk}/"


def test_it_opens_ready_filled_with_who_joined_left_and_stayed(cast, group):
    page = cast.worker.client.get(PAGE)
    words = page.content.decode()
    assert page.context["counts"] == {
        "members": 8,
        "residents": 7,
        "votes": 8,
        "resident_votes": 7,
        "joined": 1,
        "left": 1,
        "stayed": 7,
    }
    for name in ("Newcomer", "Leaver", "Stayer 3", "Councillor"):
        assert name in words
    assert "Long gone" not in words
    assert "7 of the 8 who sat here at the start are still here, 87%." in words
    assert "just enough" in words
    assert "Put the roster right" in words


def test_looking_writes_nothing(cast, group):
    cast.worker.client.get(PAGE)
    assert not PartnershipReview.objects.exists()


def test_it_is_sent_with_a_press_and_kept_as_it_was(cast, group):
    words = send(cast).content.decode()
    assert "Two are moving away." in words
    review = PartnershipReview.objects.get()
    assert (review.members, review.residents, review.stayed, review.sent_by) == (
        8,
        7,
        7,
        cast.worker.user,
    )
    group.seats.all().delete()
    page = cast.member.client.get(ALL).content.decode()
    assert "7 of the 8 who sat here at the start are still here, 87%." in page
    assert "sent by <bdi>Tom</bdi>" in page
    assert AuditLine.objects.filter(verb="partnership_review.sent").count() == 1


def test_sent_twice_is_sent_once_and_a_second_note_is_kept(cast, group, review):
    token = {"token": "7b0f2c8e-0b9a-4a53-9a1e-9a2a1f6f4f11"}
    page = cast.worker.client.post(
        PAGE, {"seen": "x", "note": "One more thing."} | token
    ).content.decode()
    assert "A review was sent already." in page
    assert "One more thing." in page
    assert PartnershipReview.objects.count() == 1
    assert "was sent today" in cast.worker.client.get(PAGE).content.decode()


def test_the_same_sending_twice_makes_one(cast, group):
    body = {"seen": seen(cast), "note": "", "token": "7b0f2c8e-0b9a-4a53-9a1e-9a2a1f6f4f11"}
    for _time in range(2):
        cast.worker.client.post(PAGE, body)
    assert PartnershipReview.objects.count() == 1


def test_nobody_confirms_numbers_they_did_not_see(cast, group):
    before = seen(cast)
    SeatFactory(partnership=group, name="Just come in", joined=today())
    page = cast.worker.client.post(
        PAGE, {"seen": before, "note": "Two are moving away."}
    ).content.decode()
    assert "The roster changed while you were reading." in page
    assert "Just come in" in page
    assert "Two are moving away." in page
    assert not PartnershipReview.objects.exists()
    assert send(cast).status_code == 200
    assert PartnershipReview.objects.get().members == 9


def test_the_next_one_begins_where_the_last_one_ended(cast, group, review):
    PartnershipReview.objects.update(on=today() - timedelta(days=30))
    last = PartnershipReview.objects.get()
    year = year_of(group, last)
    assert (year.since, year.counts["joined"], year.counts["left"]) == (last.on, 0, 0)


@pytest.mark.parametrize(
    ("who", "sees", "sends"),
    [
        ("member", 200, False),
        ("worker", 200, True),
        ("lto", 200, False),
        ("rep", 200, False),
        ("trust", 200, False),
    ]
    + [("evaluator", 403, False), ("neighbour", 404, False), ("visitor", 302, False)],
)
def test_who_looks_and_who_sends(cast, group, who, sees, sends):
    client = getattr(cast, who).client
    body = {"seen": seen(cast), "note": ""}
    assert client.get(PAGE).status_code == sees
    client.post(PAGE, body)
    assert PartnershipReview.objects.exists() is sends


def test_an_area_without_a_partnership_is_led_to_the_roster(cast, area):
    assert "Nobody is at the table yet" in cast.worker.client.get(PAGE).content.decode()
    assert "No review has been sent yet" in cast.worker.client.get(ALL).content.decode()


def test_only_who_may_is_told_to_write_down_who_sits_there_and_the_others_who_does(cast, area):
    tells = "Write down who sits there first."
    assert tells in cast.worker.client.get(PAGE).content.decode()
    for who in ("member", "lto", "rep", "trust"):
        client = getattr(cast, who).client
        words = " ".join(client.get(PAGE).content.decode().split())
        assert tells not in words
        assert "The paid worker, or the member who keeps the roster, writes down" in words
        leads = reverse("keeper", args=[area.slug])
        assert f'href="{leads}"' in words
        assert client.get(leads).status_code == 200


def test_local_trust_reads_the_sums_and_answers_and_the_area_reads_the_reply(cast, review):
    page = cast.trust.client.get(answer_page(review)).content.decode()
    assert "7 of 8 members live here, 87%." in page
    assert "Two are moving away." in page
    assert (
        cast.trust.client.post(answer_page(review), {"words": "Thank you, good luck."}).status_code
        == 302
    )
    answer = Review.objects.get(partnership_review=review)
    assert (answer.reviewer, answer.verdict) == (cast.trust.user, "read")
    for who in ("member", "worker", "lto", "rep"):
        assert "Thank you, good luck." in getattr(cast, who).client.get(ALL).content.decode()


def test_a_reply_without_words_is_not_a_reply(cast, review):
    assert (
        "A reply is owed."
        in cast.trust.client.post(answer_page(review), {"words": " "}).content.decode()
    )
    assert not Review.objects.exists()


def test_of_two_replies_one_wins_and_the_other_keeps_its_words(cast, review):
    cast.trust.client.post(answer_page(review), {"words": "Thank you."})
    late = cast.second_trust.client.post(answer_page(review), {"words": "Mine came second."})
    assert late.status_code == 409
    assert "A colleague answered it before you." in late.content.decode()
    assert "Mine came second." in late.content.decode()
    assert Review.objects.get().words == "Thank you."


def test_nobody_answers_what_they_sent(cast, review):
    PartnershipReview.objects.update(sent_by=cast.trust.user)
    review.refresh_from_db()
    assert (
        "A colleague answers this one."
        in cast.trust.client.get(answer_page(review)).content.decode()
    )
    assert (
        cast.trust.client.post(answer_page(review), {"words": "Well done me."}).status_code == 403
    )
    with pytest.raises(PermissionDenied):
        reply(review=review, by=cast.trust.user, words="Well done me.")
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "who", ["member", "worker", "lto", "rep", "evaluator", "neighbour", "visitor"]
)
def test_nobody_else_answers(cast, review, who):
    getattr(cast, who).client.post(answer_page(review), {"words": "Slipped in."})
    assert not Review.objects.exists()


def test_the_rules_on_the_reply_page_are_those_of_the_day_it_was_sent(cast, area, review):
    area.programme.rules.create(name="min_members", value=20, from_date=today() + timedelta(days=1))
    assert "at least 8" in cast.trust.client.get(answer_page(review)).content.decode()
    assert dated.today() == review.on


def test_these_pages_cost_the_same_for_one_and_for_many(
    cast, group, review, django_assert_max_num_queries
):
    table = "/areas/ramsey/partnership/"
    for path in (table, table + "history/", table + "interests/", PAGE, ALL):
        counts = []
        for _more in range(2):
            with django_assert_max_num_queries(12) as queries:
                cast.worker.client.get(path)
            counts.append(len(queries))
            SeatFactory.create_batch(30, partnership=group)
        assert counts[0] == counts[1], path
