"""Every state of a plan, every move, everybody: what happens is what the table says, and nothing
else.
"""

import itertools
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from areas.models import AreaRole
from bigstory.core.db.audit import AuditLine
from bigstory.core.db.moves import AlreadyMoved
from partnerships.models import Plan
from partnerships.plan.models.moves import ENDORSE, MOVES, RETURN, SEND, can_move, move
from partnerships.tests.factories import PlanFactory
from partnerships.tests.sending import sent

OWN = ("member", "worker")
REVIEWERS = ("trust", "second_trust")
EVERYBODY = (
    "member",
    "worker",
    "lto",
    "rep",
    "neighbour",
    *REVIEWERS,
    "evaluator",
    "admin",
    "nobody",
)
# In words: whoever writes the plan sends it, and takes it back while nobody has answered; Local
# Trust endorses it or returns it; it ends when Local Trust endorses the next. An LTO officer, a Rep
# and an evaluator read, and move nothing.
TABLE = {
    "send": ({"draft", "returned"}, "sent", OWN),
    "take_back": ({"sent"}, "draft", OWN),
    "endorse": ({"sent"}, "endorsed", REVIEWERS),
    "return": ({"sent"}, "returned", REVIEWERS),
    "end": ({"endorsed"}, "ended", REVIEWERS),
}


def test_the_table_names_every_move():
    assert {move.name for move in MOVES} == set(TABLE)


@pytest.mark.parametrize("which", MOVES, ids=lambda move: move.name)
def test_a_move_is_made_from_its_states_by_its_people_only(cast, area, which):
    sources, target, people = TABLE[which.name]
    plan = PlanFactory(area=area)
    for state, who in itertools.product(Plan.State.values, EVERYBODY):
        Plan.objects.filter(pk=plan.pk).update(state=state)
        plan.refresh_from_db()
        by = getattr(cast, who).user
        allowed = who in people and state in sources
        assert can_move(which, plan, by) is allowed
        if allowed:
            assert move(which, plan, by=by).state == target
        else:
            with pytest.raises(AlreadyMoved if who in people else PermissionDenied):
                move(which, plan, by=by)
        plan.refresh_from_db()
        assert plan.state == (target if allowed else state), f"{who} {which.name} from {state}"


@pytest.mark.parametrize("which", [ENDORSE, RETURN], ids=lambda move: move.name)
def test_nobody_answers_a_plan_they_sent(cast, area, which):
    version = sent(area, cast.member.user)
    version.plan.versions.update(sent_by=cast.trust.user)
    with pytest.raises(PermissionDenied):
        move(which, version.plan, by=cast.trust.user)
    move(which, version.plan, by=cast.second_trust.user)


def test_whoever_once_wrote_for_an_area_does_not_endorse_its_plans(cast, area):
    version = sent(area, cast.member.user)
    AreaRole.objects.create(user=cast.trust.user, role="member", area=area, ends=date(2020, 1, 1))
    with pytest.raises(PermissionDenied):
        move(ENDORSE, version.plan, by=cast.trust.user)


def test_each_move_leaves_a_line_of_the_audit_without_words_and_counts_the_version_up(cast, area):
    plan = PlanFactory(area=area, state="draft", title="Only for us")
    moved = move(SEND, plan, by=cast.member.user)
    line = AuditLine.objects.get(verb="plan.send")
    assert (line.actor, line.area, line.data) == (
        str(cast.member.user.pk),
        area.slug,
        {"was": "draft", "now": "sent"},
    )
    assert moved.version == plan.version + 1


@pytest.mark.parametrize("state", ["draft", "sent", "returned"])
def test_the_database_itself_keeps_one_plan_on_its_way_in_an_area(area, other_area, state):
    PlanFactory(area=area, number=1, state="returned")
    PlanFactory(area=other_area, number=1, state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(area=area, number=2, state=state)
