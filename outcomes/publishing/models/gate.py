"""The gate: whether everybody may read an item. A pure function of facts.

What is missing, unknown or in doubt means no. Nobody under 18 who can be recognised is ever public,
whatever anybody agreed to.

The words of a story pass the gate by themselves, and so does each photo, recording or film: one
that does not pass is left out, and its place is not shown. `outcomes.publishing.queries.gate_sql`
is the same rule as SQL; a test puts every combination of facts to both and to a table written by
hand. Design: reference "Gate" of the privacy design, and docs/decisions/0007.

Changes here are tested by `bigstory.tests.mutate`.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Age(StrEnum):
    UNDER_13 = "under_13"
    TEEN = "13_to_17"
    ADULT = "adult"
    UNKNOWN = "unknown"


class PermissionAnswer(StrEnum):
    """What the latest permission event of a person amounts to on a day, for one use of a story."""

    YES = "yes"
    NO = "no"
    RAN_OUT = "ran_out"
    OLD_WORDS = "old_words"
    NOTHING = ""


class Child(StrEnum):
    """The answer of a child, beside that of whoever answers for them."""

    YES = "yes"
    NO = "no"
    TOO_YOUNG = "too_young"
    NOT_ASKED = ""


class Reason(StrEnum):
    NOT_ACCEPTED = "not_accepted"
    NOT_FOR_EVERYBODY = "not_for_everybody"
    OWN_APPROVAL = "own_approval"
    NOT_YET = "not_yet"
    STOPPED = "hold"
    LIST_OPEN = "list_open"
    SOMEBODY_UNKNOWN = "somebody_unknown"
    WORDS_UNCHECKED = "words_unchecked"
    NOT_CLEANED = "not_cleaned"
    CHILD_SEEN = "child_seen"
    AGE_UNKNOWN = "age_unknown"
    CHILD_SAID_NO = "child_said_no"
    CHILD_NOT_ASKED = "child_not_asked"
    NO_GUARDIAN = "no_guardian"
    SAID_NO = "said_no"
    NOT_ASKED = "not_asked"
    RAN_OUT = "ran_out"
    OLD_WORDS = "old_words"


@dataclass(frozen=True)
class PersonFacts:
    """One person in an item. Field names are stored with each public copy (`Publication.gate`).

    `said` is their own answer; for a child, that of all who answer for them: one no makes it a no.
    """

    identifiable: bool | None = None
    age: str = Age.UNKNOWN
    said: str = PermissionAnswer.NOTHING
    child: str = Child.NOT_ASKED


@dataclass(frozen=True)
class Facts:
    """Everything the gate looks at. The default of each is what lets nothing through.

    Field names are stored with each public copy (`Publication.gate`).
    """

    accepted: bool | None = None
    for_everybody: bool | None = None
    approved_by_another: bool | None = None
    held_back: bool | None = None
    on_hold: bool | None = None
    list_confirmed: bool | None = None
    unknown_people: int | None = None
    words_unchecked: int | None = None
    cleaned: bool | None = None
    people: tuple[PersonFacts, ...] | None = None


def why_not(facts: Facts) -> list[Reason]:
    """Every reason that keeps an item from the public, in the order a person would put it right.

    An empty list: it may be public.
    """
    checks = (
        (facts.on_hold is False, Reason.STOPPED),
        (facts.accepted is True, Reason.NOT_ACCEPTED),
        (facts.approved_by_another is True, Reason.OWN_APPROVAL),
        (facts.for_everybody is True, Reason.NOT_FOR_EVERYBODY),
        (facts.held_back is False, Reason.NOT_YET),
        (facts.list_confirmed is True and facts.people is not None, Reason.LIST_OPEN),
        (facts.unknown_people == 0, Reason.SOMEBODY_UNKNOWN),
        (facts.words_unchecked == 0, Reason.WORDS_UNCHECKED),
        (facts.cleaned is True, Reason.NOT_CLEANED),
    )
    reasons = [reason for passed, reason in checks if not passed]
    reasons += [reason for person in facts.people or () if (reason := why_not_with(person))]
    return list(dict.fromkeys(reasons))


def may_be_public(facts: Facts) -> bool:
    """Whether no reason keeps the item in."""
    return not why_not(facts)


def why_not_with(person: PersonFacts) -> Reason | None:
    """The reason for which one person in an item keeps it in; None where there is none."""
    if person.age == Age.ADULT:
        return _why_not_with_adult(person)
    return _why_not_with_child(person)


def _why_not_with_adult(person: PersonFacts) -> Reason | None:
    if person.said == PermissionAnswer.NO:
        return Reason.SAID_NO
    if person.identifiable is False:
        return None
    return {
        PermissionAnswer.YES: None,
        PermissionAnswer.RAN_OUT: Reason.RAN_OUT,
        PermissionAnswer.OLD_WORDS: Reason.OLD_WORDS,
    }.get(person.said, Reason.NOT_ASKED)


def _why_not_with_child(person: PersonFacts) -> Reason | None:
    """Somebody whose age nobody knows is taken for a child old enough to be asked."""
    if person.identifiable is not False:
        return Reason.CHILD_SEEN if person.age in (Age.UNDER_13, Age.TEEN) else Reason.AGE_UNKNOWN
    if person.child == Child.NO:
        return Reason.CHILD_SAID_NO
    enough = (Child.YES, Child.TOO_YOUNG) if person.age == Age.UNDER_13 else (Child.YES,)
    if person.child not in enough:
        return Reason.CHILD_NOT_ASKED
    return {
        PermissionAnswer.YES: None,
        PermissionAnswer.NO: Reason.SAID_NO,
        PermissionAnswer.RAN_OUT: Reason.RAN_OUT,
        PermissionAnswer.OLD_WORDS: Reason.OLD_WORDS,
    }.get(person.said, Reason.NO_GUARDIAN)


SENTENCES = {
    Reason.STOPPED: _("Somebody put a stop to it. It stays in until the stop is lifted."),
    Reason.NOT_ACCEPTED: _("It has not been accepted, so not everybody can read it."),
    Reason.OWN_APPROVAL: _("Nobody but its own writer has looked at it. Somebody else has to."),
    Reason.NOT_FOR_EVERYBODY: _("The area did not choose “Everybody” for this story."),
    Reason.NOT_YET: _("Only the partnership reads it until the day it chose."),
    Reason.LIST_OPEN: _("Nobody has confirmed yet who can be recognised in it."),
    Reason.SOMEBODY_UNKNOWN: _(
        "Somebody in it could not be named. Cover them, or find out who they are."
    ),
    Reason.WORDS_UNCHECKED: _(
        "Some words look like somebody’s name, number or address. Decide about each."
    ),
    Reason.NOT_CLEANED: _("What was covered in it has not been looked at by a second person."),
    Reason.CHILD_SEEN: _("Somebody under 18 can be recognised in it."),
    Reason.AGE_UNKNOWN: _("Somebody can be recognised whose age nobody knows."),
    Reason.CHILD_SAID_NO: _("A child in it said no."),
    Reason.CHILD_NOT_ASKED: _("A child in it has not said yes themselves."),
    Reason.NO_GUARDIAN: _("Nobody who answers for a child in it has said yes."),
    Reason.SAID_NO: _("Somebody in it said no."),
    Reason.NOT_ASKED: _("Somebody can be recognised in it and has not been asked yet."),
    Reason.RAN_OUT: _("Somebody’s permission has run out. Ask them again."),
    Reason.OLD_WORDS: _(
        "Nobody knows what somebody in it was told when they said yes. Ask them again."
    ),
}


def in_words(reasons: list[Reason]) -> list[str]:
    """A sentence for each reason, which says what to do."""
    return [str(SENTENCES[reason]) for reason in reasons]
