"""A plan is sent as it is, cannot be sent half done where a rule forbids it, and comes back when
its area asks.
"""

import pytest

from bigstory.core.db.versioned import Conflict
from partnerships.models import Plan, PlanVersion
from partnerships.plan.actions.sending import NotReady, digest, send
from partnerships.plan.models.moves import RETURN, move
from partnerships.plan.queries.sent import plan_words
from partnerships.tests.factories import PlanFactory
from partnerships.tests.sending import a_plan, sent

SEND = "/areas/ramsey/plan/1/send/"
TAKE_BACK = "/areas/ramsey/plan/1/take-back/"


def press(person, path=SEND, **typed):
    return person.client.post(path, typed, follow=True)


def test_a_member_sends_a_plan_and_its_words_are_kept_as_they_were(cast, area):
    plan = a_plan(area)
    page = cast.member.client.get(SEND).content.decode()
    assert "Send it to Local Trust?" in page
    answer = press(cast.member, note="Be kind.", seen=digest(plan_words(plan)))
    version = PlanVersion.objects.get()
    assert "Sent. Local Trust will read it and write back." in answer.content.decode()
    assert (version.number, version.note, version.sent_by, version.sent_by_name) == (
        1,
        "Be kind.",
        cast.member.user,
        "Denise",
    )
    plan.priorities.update(own_words="Something else")
    version.refresh_from_db()
    assert version.words["priorities"][0]["own_words"] == "Nobody eats alone"
    assert Plan.objects.get().state == "sent"


def test_pressed_twice_it_is_sent_once(cast, area):
    a_plan(area)
    press(cast.member)
    answer = press(cast.worker)
    assert PlanVersion.objects.count() == 1
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (
            {"vision": "", "legacy_statement": "The hall."},
            "Write down a vision or one priority first",
        ),
        (
            {"vision": "Warm.", "legacy_statement": " "},
            "Say first what should stay when the money is gone",
        ),
    ],
)
def test_what_must_be_there_is_said_in_a_sentence_and_nothing_is_sent(
    cast, area, missing, sentence
):
    PlanFactory(area=area, number=1, state="draft", **missing)
    answer = press(cast.member, note="My careful note.")
    words = answer.content.decode()
    assert sentence in words
    assert "My careful note." in words
    assert Plan.objects.get().state == "draft"
    assert not PlanVersion.objects.exists()


def test_before_the_rule_no_legacy_statement_was_asked(cast, area):
    area.programme.rules.filter(name="legacy_statement_required").delete()
    plan = PlanFactory(area=area, number=1, state="draft", vision="Warm.", legacy_statement="")
    assert send(plan, by=cast.member.user).number == 1


def test_what_is_open_is_asked_and_stops_nobody(cast, area):
    PlanFactory(
        area=area, number=1, state="draft", vision="Warm.", legacy_statement="The hall.", ends=None
    )
    page = cast.member.client.get(SEND).content.decode()
    assert "What did people choose to put right first?" in page
    assert "When does it begin, and when does it end?" in page
    press(cast.member)
    assert Plan.objects.get().state == "sent"


def test_words_somebody_changed_meanwhile_are_looked_over_again_and_the_note_is_kept(cast, area):
    plan = a_plan(area)
    seen = digest(plan_words(plan))
    plan.priorities.update(need="Most do.")
    words = press(cast.member, seen=seen, note="My note.").content.decode()
    assert "Please look once more." in words
    assert "My note." in words
    assert Plan.objects.get().state == "draft"
    with pytest.raises(Conflict):
        send(plan, by=cast.member.user, seen=seen)


def test_a_plan_that_is_not_ready_keeps_its_state_in_the_database(cast, area):
    plan = PlanFactory(area=area, number=1, state="draft", vision="", legacy_statement="x")
    with pytest.raises(NotReady):
        send(plan, by=cast.member.user)
    assert Plan.objects.get().state == "draft"


def test_a_plan_is_taken_back_until_it_is_answered_and_sent_again_as_the_next_version(cast, area):
    version = sent(area, cast.member.user)
    assert "You can change it and send it again." in press(cast.worker, TAKE_BACK).content.decode()
    assert Plan.objects.get().state == "draft"
    assert list(PlanVersion.objects.waiting()) == []
    press(cast.member)
    assert [version.number for version in PlanVersion.objects.waiting()] == [2]
    move(RETURN, version.plan, by=cast.trust.user)
    assert "answered it a moment ago" in press(cast.member, TAKE_BACK).content.decode()
    assert Plan.objects.get().state == "returned"


@pytest.mark.parametrize(
    "who", ["lto", "rep", "trust", "evaluator", "neighbour", "nobody", "admin", "visitor"]
)
@pytest.mark.parametrize("path", [SEND, TAKE_BACK, "/areas/ramsey/plan/1/next/"])
def test_nobody_else_sends_takes_back_or_begins(cast, area, who, path):
    sent(area, cast.member.user) if path == TAKE_BACK else a_plan(area)
    state = Plan.objects.get().state
    answer = getattr(cast, who).client.post(path, {"kind": "variation"})
    assert answer.status_code in ({302} if who == "visitor" else {403, 404})
    assert Plan.objects.get().state == state


def test_the_plan_page_says_where_it_stands_to_its_own_people_only(cast, area):
    version = sent(area, cast.member.user)
    page = "/areas/ramsey/plan/1/"
    assert "<bdi>Denise</bdi> sent it on" in cast.rep.client.get(page).content.decode()
    as_evaluator = cast.evaluator.client.get(page).content.decode()
    assert "It is with Local Trust." in as_evaluator
    assert "Denise" not in as_evaluator
    assert "Take it back" not in as_evaluator
    assert cast.visitor.client.get(page).status_code == 404
    assert version.number == 1
