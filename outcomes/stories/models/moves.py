"""The moves a story can make, and who may make them. What is not in this table cannot happen."""

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.closings.ledger import closed
from bigstory.core.db.choices import Audience
from bigstory.core.db.moves import Move, make_move
from outcomes.models import ChangeStory

State = ChangeStory.State
# Only these can be changed: what was sent is what Local Trust reads.
OPEN_STATES = (State.DRAFT, State.RETURNED)


def tells(user, story: ChangeStory) -> bool:
    """May this person tell this story: change its words, send it, take it back?"""
    return areas_where(user, May.TELL).includes(story.area_id)


def sends(user, story: ChangeStory) -> bool:
    """Only what somebody beyond the partnership may read is sent to Local Trust."""
    return tells(user, story) and story.audience != Audience.AREA


def keeps(user, story: ChangeStory) -> bool:
    """What only the partnership reads is nobody else's to approve."""
    return tells(user, story) and story.audience == Audience.AREA


def reviews(user, story: ChangeStory) -> bool:
    """Nobody approves what they wrote down or sent."""
    answers = areas_where(user, May.REVIEW_STORY).includes(story.area_id)
    if not answers or story.written_by_id == user.pk:
        return False
    return not story.versions.filter(sent_by=user).exists()


def _move(name: str, sources, target: State, may) -> Move:
    return Move(name=name, sources=frozenset(sources), target=target, may=may)


SEND = _move("send", OPEN_STATES, State.SENT, sends)
SHARE = _move("share", OPEN_STATES, State.PUBLISHED, keeps)
RETURN = _move("return", [State.SENT], State.RETURNED, reviews)
ACCEPT = _move("accept", [State.SENT], State.ACCEPTED, reviews)
PUBLISH = _move("publish", [State.SENT, State.ACCEPTED], State.PUBLISHED, reviews)
SET_ASIDE = _move("set_aside", [State.SENT], State.NOT_USED, reviews)
WITHDRAW = _move("withdraw", set(State) - {State.WITHDRAWN}, State.WITHDRAWN, tells)
TAKE_UP = _move("take_up", [State.WITHDRAWN], State.DRAFT, tells)

MOVES = (SEND, SHARE, RETURN, ACCEPT, PUBLISH, SET_ASIDE, WITHDRAW, TAKE_UP)


def taken_back_by(person) -> Move:
    """The same as WITHDRAW, for one of its tellers, by their link and without an account."""
    return _move(
        "withdraw",
        WITHDRAW.sources,
        WITHDRAW.target,
        lambda _nobody, story: told_by(person, story),
    )


TAKEN_BACK_AGAIN = _move("withdraw", WITHDRAW.sources, WITHDRAW.target, lambda *_who: True)


def told_by(person, story: ChangeStory) -> bool:
    """Whether somebody is on the list of a story as who tells it, perhaps one of several."""
    return story.appearances.filter(person=person, media=None, how="teller").exists()


def move(which: Move, story: ChangeStory, *, by, **changes) -> ChangeStory:
    """Make a move; see bigstory.core.db.moves.make_move.

    Call inside the transaction of the whole deed.
    """
    moved = make_move(which, story, by=by, area=story.area.slug, **changes)
    if moved.state == State.WITHDRAWN:
        closed("withdrawn", moved, born=moved.created_at)
    return moved


def can_take_up(story: ChangeStory, user) -> bool:
    """Whether somebody may go on telling a story that is not open: one that was taken back, or
    from which somebody has to be cut, which is taken back with it.
    """
    return can_move(TAKE_UP, story, user) or (
        story.to_be_cut and story.state not in OPEN_STATES and can_move(WITHDRAW, story, user)
    )


def can_move(which: Move, story: ChangeStory, user) -> bool:
    """Whether to offer the button. The move itself asks again, with the row locked."""
    return story.state in which.sources and which.may(user, story)
