"""The moves a plan can make from state to state, and who may make them. What is not in this table
cannot happen.

A plan that ran out by its dates stays endorsed until the next one is: what to do about it is for
people to decide.
"""

from areas.access import areas_where
from areas.models import AreaRole
from bigstory.accounts.roles import TABLE, May
from bigstory.core.db.moves import Move, make_move
from partnerships.models import Plan

State = Plan.State
# A plan can be written in these states only: what was sent is what Local Trust reads.
OPEN_STATES = (State.DRAFT, State.RETURNED)
# An area has one plan on its way at a time; see the constraint partnerships_one_plan_on_its_way.
ON_ITS_WAY = (*OPEN_STATES, State.SENT)


def writes(user, plan: Plan) -> bool:
    """May this person change the plan, send it, take it back?"""
    return areas_where(user, May.EDIT_PLAN).includes(plan.area_id)


def oversees(user, plan: Plan) -> bool:
    """May this person read what the area sends, and end its plans?"""
    return areas_where(user, May.REVIEW_PLAN).includes(plan.area_id)


def reviews(user, plan: Plan) -> bool:
    """May this person endorse the plan or send it back?

    Nobody approves what they wrote: not who sent it, nor anybody who could ever write for this
    area.
    """
    if not oversees(user, plan) or plan.versions.filter(sent_by=user).exists():
        return False
    writing_roles = AreaRole.objects.filter(
        user=user, area=plan.area_id, role__in=list(TABLE[May.EDIT_PLAN])
    )
    return not writing_roles.exists()


def _move(name: str, sources, target: State, may) -> Move:
    return Move(name=name, sources=frozenset(sources), target=target, may=may)


SEND = _move("send", OPEN_STATES, State.SENT, writes)
TAKE_BACK = _move("take_back", [State.SENT], State.DRAFT, writes)
ENDORSE = _move("endorse", [State.SENT], State.ENDORSED, reviews)
RETURN = _move("return", [State.SENT], State.RETURNED, reviews)
END = _move("end", [State.ENDORSED], State.ENDED, oversees)

MOVES = (SEND, TAKE_BACK, ENDORSE, RETURN, END)


def move(which: Move, plan: Plan, *, by, **changes) -> Plan:
    """Make a move, save it with `changes`, and return the plan as it is now.

    Call it inside the transaction of all that goes with the move. The version goes up too, so that
    somebody who began to write before cannot save over what was sent. Raises PermissionDenied, and
    AlreadyMoved where the plan is in none of the states the move starts from; see
    bigstory.core.db.moves.make_move.
    """
    current = Plan.objects.select_for_update().get(pk=plan.pk)
    return make_move(
        which, current, by=by, area=current.area.slug, version=current.version + 1, **changes
    )


def can_move(which: Move, plan: Plan, user) -> bool:
    """Whether to offer the button. The move itself asks again, with the row locked."""
    return plan.state in which.sources and which.may(user, plan)
