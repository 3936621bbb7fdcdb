"""Local Trust reads what was sent, word for word, and writes back.

One answer wins, and nobody's words are lost.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from bigstory.core.db.dated import today
from bigstory.core.db.moves import AlreadyMoved
from partnerships.models import Plan, Review
from partnerships.plan.actions.following import follow_on, vary
from partnerships.plan.actions.sending import (
    SentAgain,
    WordsOwed,
    endorse,
    send,
    send_back,
    take_back,
)
from partnerships.tests.factories import PlanFactory
from partnerships.tests.sending import sent

PAGE = "/areas/ramsey/plan/1/"


@pytest.fixture
def version(cast, area):
    return sent(area, cast.member.user)


def answer(person, version, verdict="endorsed", words="Thank you."):
    return person.client.post(
        f"/reviews/plans/{version.pk}/", {"verdict": verdict, "words": words}, follow=True
    )


def test_a_reviewer_reads_the_words_that_were_sent(cast, version):
    version.plan.priorities.update(own_words="Written afterwards")
    words = cast.trust.client.get(f"/reviews/plans/{version.pk}/").content.decode()
    assert "Nobody eats alone" in words
    assert "<bdi>Bernadette</bdi> leads" in words
    assert "Written afterwards" not in words


def test_an_endorsed_plan_is_everybodys_and_the_reply_its_areas(cast, area, version):
    page = answer(cast.trust, version, words="We read every line.").content.decode()
    assert "Endorsed, and your reply is with" in page
    area.facts.refresh_from_db()
    assert area.facts.plan_ends == version.plan.ends
    for who, reads in (
        ("member", True),
        ("lto", True),
        ("rep", True),
        ("evaluator", False),
        ("visitor", False),
    ):
        page = getattr(cast, who).client.get(PAGE)
        assert page.status_code == 200
        assert ("We read every line." in page.content.decode()) is reads, who


def test_a_plan_sent_back_can_be_changed_and_sent_again(cast, version):
    answer(cast.trust, version, "returned", "What does the bus cost?")
    words = cast.member.client.get(PAGE).content.decode()
    assert "What does the bus cost?" in words
    assert "Send it for endorsement" in words
    assert send(version.plan, by=cast.worker.user).number == 2


def test_no_verdict_without_words(cast, version):
    words = answer(cast.trust, version, words=" ").content.decode()
    assert "A reply is owed, whatever you decide." in words
    assert Plan.objects.get().state == "sent"
    with pytest.raises(WordsOwed):
        endorse(version, by=cast.trust.user, words="\n")
    assert not Review.objects.exists()


def test_a_verdict_that_never_was_keeps_the_words(cast, version):
    words = answer(cast.trust, version, "burn", "My long reply.").content.decode()
    assert "Choose one of the buttons" in words
    assert "My long reply." in words
    assert Plan.objects.get().state == "sent"


def test_of_two_reviewers_one_wins_and_the_other_keeps_what_they_typed(cast, version):
    answer(cast.trust, version, words="Well done.")
    late = answer(cast.second_trust, version, "returned", "My reasons, an hour of work.")
    assert late.status_code == 409
    words = late.content.decode()
    assert "A colleague answered it before you" in words
    assert "My reasons, an hour of work." in words
    assert "Well done." in words
    assert Plan.objects.get().state == "endorsed"
    with pytest.raises(AlreadyMoved):
        send_back(version, by=cast.second_trust.user, words="No.")
    assert Review.objects.count() == 1


def test_an_answer_to_words_that_were_taken_back_is_not_given_to_the_new_ones(cast, version):
    take_back(version.plan, by=cast.member.user)
    late = answer(cast.trust, version, words="My reply to the old words.")
    assert late.status_code == 409
    assert "My reply to the old words." in late.content.decode()
    version.plan.refresh_from_db()
    send(version.plan, by=cast.member.user)
    with pytest.raises(SentAgain):
        endorse(version, by=cast.trust.user, words="Good.")
    assert Plan.objects.get().state == "sent"
    assert (
        "This one no longer waits."
        in cast.trust.client.get(f"/reviews/plans/{version.pk}/").content.decode()
    )


def test_who_sent_it_finds_no_button_and_gets_none_by_hand(cast, version):
    version.sent_by = cast.trust.user
    version.save()
    page = cast.trust.client.get(f"/reviews/plans/{version.pk}/").content.decode()
    assert "A colleague answers this one." in page
    assert "Endorse it" not in page
    assert answer(cast.trust, version).status_code == 403
    with pytest.raises(PermissionDenied):
        endorse(version, by=cast.trust.user, words="Mine.")


@pytest.mark.parametrize(
    "who", ["member", "worker", "lto", "rep", "evaluator", "neighbour", "admin", "nobody"]
)
def test_nobody_but_local_trust_answers(cast, version, who):
    assert answer(getattr(cast, who), version).status_code in {403, 404}
    assert Plan.objects.get().state == "sent"


def test_endorsing_a_change_ends_the_plan_it_changes_today(cast, area):
    plan = endorse(
        sent(area, cast.member.user), by=cast.trust.user, words="Good."
    ).plan_version.plan
    change = send(vary(plan, by=cast.member.user), by=cast.member.user)
    endorse(change, by=cast.trust.user, words="Good.")
    plan.refresh_from_db()
    assert (plan.state, plan.ends) == ("ended", today())
    assert [plan.number for plan in Plan.objects.current()] == [2]


def test_a_change_of_a_plan_that_has_not_begun_begins_when_that_would_have(cast, area):
    begins = today() + timedelta(days=40)
    first = sent(area, cast.member.user, starts=begins, ends=begins + timedelta(days=700))
    plan = endorse(first, by=cast.trust.user, words="Good.").plan_version.plan
    change = vary(plan, by=cast.member.user)
    assert (change.starts, change.ends) == (begins, plan.ends)
    endorse(send(change, by=cast.member.user), by=cast.trust.user, words="Good.")
    plan.refresh_from_db()
    assert plan.state == "ended"
    assert [plan.number for plan in Plan.objects.current(begins)] == [2]


def test_a_plan_that_had_ended_keeps_its_own_last_day(cast, area):
    last = today() - timedelta(days=40)
    old = PlanFactory(area=area, number=1, ends=last)
    endorse(sent(area, cast.member.user, number=2), by=cast.trust.user, words="Good.")
    old.refresh_from_db()
    assert (old.state, old.ends) == ("ended", last)


def test_until_a_plan_that_follows_begins_the_one_before_it_still_holds(cast, area):
    plan = endorse(
        sent(area, cast.member.user), by=cast.trust.user, words="Good."
    ).plan_version.plan
    following = follow_on(
        plan, by=cast.member.user, carry=plan.priorities.values_list("pk", flat=True)
    )
    assert following.starts == plan.ends
    endorse(send(following, by=cast.member.user), by=cast.trust.user, words="Good.")
    plan.refresh_from_db()
    assert [plan.number for plan in Plan.objects.current()] == [1]
    assert [plan.number for plan in Plan.objects.current(plan.ends)] == [2]
