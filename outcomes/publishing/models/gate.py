"""The gate: whether an item may go to a circle. A pure function of facts.

What is missing, unknown or in doubt means no. Nobody under 18 who can be recognised is ever shown
to everybody, whatever anybody agreed to.

The words of a story pass the gate by themselves, and so does each photo, recording or film: one
that does not pass is left out, and its place is not shown. `outcomes.publishing.queries.gate_sql`
is the same rule as SQL; a test puts every combination of facts to both and to a table written by
hand. Design: reference "Gate" of the privacy design, and docs/decisions/0012.

Changes here are tested by `bigstory.tests.mutate`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from bigstory.core.db.choices import Audience, HowFar, rung


class Age(StrEnum):
    UNDER_13 = "under_13"
    TEEN = "13_to_17"
    ADULT = "adult"
    UNKNOWN = "unknown"


class Child(StrEnum):
    """The answer of a child, beside that of whoever answers for them."""

    YES = "yes"
    NO = "no"
    TOO_YOUNG = "too_young"
    NOT_ASKED = ""


class Stage(StrEnum):
    """Where a story stands between its area and Local Trust."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    PUBLISHED = "published"


class Faces(StrEnum):
    """The faces of people in a picture whom nobody could name."""

    COVERED = "covered"  # or there are none
    GROWN_UP = "grown_up"
    OPEN = "open"


class Reason(StrEnum):
    STOPPED = "hold"
    WITHDRAWN = "withdrawn"
    NOT_SENT = "not_sent"
    NOT_PUBLISHED = "not_published"
    OWN_APPROVAL = "own_approval"
    NOT_CHOSEN = "not_chosen"
    NOT_YET = "not_yet"
    LIST_OPEN = "list_open"
    SOMEBODY_UNKNOWN = "somebody_unknown"
    WORDS_UNCHECKED = "words_unchecked"
    NOT_CLEANED = "not_cleaned"
    COVER_UNCHECKED = "cover_unchecked"
    FACES_NOT_COVERED = "faces_not_covered"
    TAKEN_OUT = "taken_out"
    CHILD_SEEN = "child_seen"
    AGE_UNKNOWN = "age_unknown"
    CHILD_SAID_NO = "child_said_no"
    CHILD_NOT_ASKED = "child_not_asked"
    NO_GUARDIAN = "no_guardian"
    SAID_NO = "said_no"
    NOT_ASKED = "not_asked"
    RAN_OUT = "ran_out"
    PRIVATE_MATTER = "private_matter"


@dataclass(frozen=True)
class PersonFacts:
    """One person in an item, on a day. Field names are stored with each copy (`Publication.gate`).

    `limit` is how far they let it go at most, the least of all who speak for them; empty: nobody
    was asked. `allowed` is how far a yes holds that day: *nowhere* where none does. `ran_out`:
    there was one, and its time is over. For a child they are of those who answer for them, and
    `child` is the child's own answer.
    """

    identifiable: bool | None = None
    age: str = Age.UNKNOWN
    limit: str = ""
    allowed: str = HowFar.NOWHERE
    ran_out: bool = False
    child: str = Child.NOT_ASKED
    private_matter: bool | None = None


@dataclass(frozen=True)
class Facts:
    """Everything the gate looks at. The default of each is what lets nothing through.

    Field names are stored with each copy (`Publication.gate`). `is_media`: it is a picture, a voice
    or a film, and not words.
    """

    stage: str | None = None
    audience: str | None = None
    approved_by_another: bool | None = None
    held_back: bool | None = None
    on_hold: bool | None = None
    list_confirmed: bool | None = None
    unknown_people: int | None = None
    words_unchecked: int | None = None
    is_media: bool = False
    cleaned: bool | None = None
    cover_checked: bool | None = None
    faces: str = Faces.OPEN
    people: tuple[PersonFacts, ...] | None = None


def may_go(facts: Facts, circle: str) -> bool:
    """Whether no reason keeps the item from a circle."""
    return not why_not(facts, circle)


def widest(facts: Facts, *, at_most: str = Audience.PUBLIC) -> str:
    """The widest circle it may go to, not beyond `at_most`; empty where it may go to none."""
    circles = [circle for circle in Audience.values if rung(circle) <= rung(at_most)]
    return next((circle for circle in reversed(circles) if may_go(facts, circle)), "")


def why_not(facts: Facts, circle: str) -> list[Reason]:
    """Every reason that keeps an item from a circle, in the order a person would put it right.

    An empty list: it may go. In its own area a stop or a story taken back is left to whoever deals
    with it, which is no circle. Raises ValueError for what is no circle.
    """
    circle = Audience(circle)
    answers = [why_not_with(person, circle, facts.is_media) for person in facts.people or ()]
    reasons = [*_why_not_of_itself(facts, circle), *filter(None, answers)]
    return list(dict.fromkeys(reasons))


def _why_not_of_itself(facts: Facts, circle: str) -> Iterator[Reason]:
    """The reasons that are nobody's answer."""
    if facts.on_hold is not False:
        yield Reason.STOPPED
    if facts.stage not in (Stage.OPEN, Stage.SENT, Stage.PUBLISHED):
        yield Reason.WITHDRAWN
    if facts.cleaned is not True:
        yield Reason.NOT_CLEANED
    if circle == Audience.AREA:
        return
    if facts.stage == Stage.OPEN:
        yield Reason.NOT_SENT
    if not facts.audience or rung(facts.audience) < rung(circle):
        yield Reason.NOT_CHOSEN
    if facts.held_back is not False:
        yield Reason.NOT_YET
    if facts.words_unchecked != 0:
        yield Reason.WORDS_UNCHECKED
    if facts.cover_checked is not True:
        yield Reason.COVER_UNCHECKED
    if facts.faces not in FACES_MAY_BE[circle == Audience.PROGRAMME]:
        yield Reason.FACES_NOT_COVERED
    if circle != Audience.PROGRAMME:
        yield from _why_not_beyond_the_programme(facts)


# For the programme it is enough that they are all said to be grown up.
FACES_MAY_BE = {True: (Faces.COVERED, Faces.GROWN_UP), False: (Faces.COVERED,)}


def _why_not_beyond_the_programme(facts: Facts) -> Iterator[Reason]:
    if facts.stage == Stage.SENT:
        yield Reason.NOT_PUBLISHED
    if facts.approved_by_another is not True:
        yield Reason.OWN_APPROVAL
    if facts.list_confirmed is not True or facts.people is None:
        yield Reason.LIST_OPEN
    if facts.unknown_people != 0:
        yield Reason.SOMEBODY_UNKNOWN


def why_not_with(person: PersonFacts, circle: str, is_media: bool = False) -> Reason | None:
    """The reason for which one person keeps an item from a circle; None where there is none."""
    # Once their part is cut nobody recognises them, and their area reads it again.
    if person.limit == HowFar.NOWHERE and person.identifiable is not False:
        return Reason.TAKEN_OUT
    if circle == Audience.AREA:
        return None
    if person.limit and rung(person.limit) < rung(circle):
        return Reason.SAID_NO
    if person.age == Age.ADULT:
        return _why_not_with_adult(person, circle, is_media)
    return _why_not_with_child(person, circle)


def _why_not_with_adult(person: PersonFacts, circle: str, is_media: bool) -> Reason | None:
    if person.identifiable is False:
        return None
    if circle == Audience.PROGRAMME and not is_media:
        # Words go to the programme on its recorded lawful basis, unless they say no; what is
        # private by law only with a yes.
        private = person.private_matter is not False and not _allows(person, circle)
        return Reason.PRIVATE_MATTER if private else None
    return _why_no_yes(person, circle, Reason.NOT_ASKED)


def _why_not_with_child(person: PersonFacts, circle: str) -> Reason | None:
    """Somebody whose age nobody knows is taken for a child old enough to be asked."""
    if person.child == Child.NO:
        return Reason.CHILD_SAID_NO
    seen = person.identifiable is not False
    if seen and circle == Audience.PUBLIC:
        return Reason.CHILD_SEEN if person.age in (Age.UNDER_13, Age.TEEN) else Reason.AGE_UNKNOWN
    nobody_asked = Reason.AGE_UNKNOWN if person.age == Age.UNKNOWN else Reason.NO_GUARDIAN
    if circle == Audience.PROGRAMME:
        return _why_no_yes(person, circle, nobody_asked) if seen else None
    if person.child not in _own_answers_needed(person.age, seen=seen):
        return Reason.CHILD_NOT_ASKED
    return _why_no_yes(person, circle, nobody_asked)


def _own_answers_needed(age: str, *, seen: bool) -> tuple[Child, ...]:
    """The child's own answers that let it go beyond the programme; a no never does."""
    if age != Age.UNDER_13:
        return (Child.YES,)
    return (Child.YES, Child.TOO_YOUNG, Child.NOT_ASKED) if seen else (Child.YES, Child.TOO_YOUNG)


def _allows(person: PersonFacts, circle: str) -> bool:
    return rung(person.allowed) >= rung(circle)


def _why_no_yes(person: PersonFacts, circle: str, nobody_asked: Reason) -> Reason | None:
    if _allows(person, circle):
        return None
    return Reason.RAN_OUT if person.ran_out else nobody_asked


SENTENCES = {
    Reason.STOPPED: _("Somebody put a stop to it. It stays in until the stop is lifted."),
    Reason.WITHDRAWN: _("It was taken back."),
    Reason.NOT_SENT: _("It has not been sent yet."),
    Reason.NOT_PUBLISHED: _("It has not been accepted for that yet."),
    Reason.OWN_APPROVAL: _("Nobody but its own writer has looked at it. Somebody else has to."),
    Reason.NOT_CHOSEN: _("The area did not choose these readers for it."),
    Reason.NOT_YET: _("Only its own area reads it until the day it chose."),
    Reason.LIST_OPEN: _("Nobody has confirmed yet who can be recognised in it."),
    Reason.SOMEBODY_UNKNOWN: _(
        "Somebody in it could not be named. Cover them, or find out who they are."
    ),
    Reason.WORDS_UNCHECKED: _(
        "Some words look like somebody’s name, number or address. Decide about each."
    ),
    Reason.NOT_CLEANED: _("It is not ready to be seen or heard yet."),
    Reason.COVER_UNCHECKED: _("What was covered in it has not been looked at by a second person."),
    Reason.FACES_NOT_COVERED: _(
        "The faces of people whom nobody could name are not covered in it."
    ),
    Reason.TAKEN_OUT: _("Somebody in it wants to be taken out. Cut their part first."),
    Reason.CHILD_SEEN: _("Somebody under 18 can be recognised in it."),
    Reason.AGE_UNKNOWN: _("Somebody can be recognised whose age nobody knows."),
    Reason.CHILD_SAID_NO: _("A child in it said no."),
    Reason.CHILD_NOT_ASKED: _("A child in it has not said yes themselves."),
    Reason.NO_GUARDIAN: _("Nobody who answers for a child in it has said yes."),
    Reason.SAID_NO: _("Somebody in it did not allow it to go so far."),
    Reason.NOT_ASKED: _("Somebody can be recognised in it and has not been asked yet."),
    Reason.RAN_OUT: _("Somebody’s permission has run out. Ask them again."),
    Reason.PRIVATE_MATTER: _(
        "It tells of somebody’s health, faith, origin or offences, and they have not said yes."
    ),
}


def in_words(reasons: list[Reason]) -> list[str]:
    """A sentence for each reason, which says what to do."""
    return [str(SENTENCES[reason]) for reason in reasons]
