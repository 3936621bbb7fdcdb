"""The programme's rules for a partnership, counted on one day and put in words.

A sum, never a score. The rules are data (areas.ProgrammeRule), each row with its own source;
residents are counted by heads and by votes.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Programme
from partnerships.models import Partnership, PartnershipReview, Seat

MEMBERS = "min_members"
SHARE = "resident_share"
MONTHS = "partnership_review_months"
# A review is mentioned this long before it is due.
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Heads:
    """Who sits at the table, in four numbers."""

    members: int = 0
    residents: int = 0
    votes: int = 0
    resident_votes: int = 0

    @classmethod
    def count(cls, seats: Iterable[tuple[str, bool]]) -> "Heads":
        """From (kind, has a vote) of everybody who sits."""
        seats = list(seats)
        lives_here = [kind == Seat.Kind.RESIDENT for kind, _votes in seats]
        votes = [bool(votes) for _kind, votes in seats]
        both = sum(here and vote for here, vote in zip(lives_here, votes, strict=True))
        return cls(len(seats), sum(lives_here), sum(votes), both)

    @classmethod
    def of_review(cls, review: PartnershipReview) -> "Heads":
        """As they were when a review was sent."""
        return cls(review.members, review.residents, review.votes, review.resident_votes)


class State(StrEnum):
    """How a rule stands. JUST: it is met, but not for long or not by much."""

    MET = "met"
    JUST = "just"
    NOT_MET = "not met"


@dataclass(frozen=True)
class Line:
    """One rule: how it stands, and the sum in words."""

    rule: str
    state: State
    words: str


@dataclass(frozen=True)
class SortOut:
    """What to sort out, and what is as it should be."""

    to_do: list[Line]
    fine: list[Line]

    @classmethod
    def of(cls, lines: list[Line]) -> "SortOut":
        """The lines, parted by whether the rule is met for good."""
        return cls(
            [line for line in lines if line.state is not State.MET],
            [line for line in lines if line.state is State.MET],
        )


def heads_on(partnership: Partnership, day: date) -> Heads:
    """The heads at the table on a day. Numbers name nobody, so anybody may read them."""
    return Heads.count(
        Seat.objects.filter(partnership=partnership).sitting(day).values_list("kind", "votes")
    )


def rules_on(programme: Programme, day: date) -> dict:
    """What the programme required of a partnership on a day: the values by the rules' names.

    A rule that did not exist then is not among them.
    """
    return programme.rules_on(day, MEMBERS, SHARE, MONTHS)


def required_heads(rules: dict) -> dict | None:
    """The least number of members and the least share of residents, such as 8 and "51%".

    None where the programme does not have both rules.
    """
    if not {MEMBERS, SHARE} <= rules.keys():
        return None
    share = Fraction(rules[SHARE])
    return {"members": int(rules[MEMBERS]), "share": percent(share, places_of(share))}


# --- who sits there ---


def about_people(rules: dict, heads: Heads) -> list[Line]:
    """The rules about the number of members and the share of residents."""
    lines = []
    if MEMBERS in rules:
        lines.append(_enough(heads.members, int(rules[MEMBERS])))
    if SHARE in rules and heads.members:
        share = Fraction(rules[SHARE])
        lines += [_by_heads(heads, share), _by_votes(heads, share)]
    return lines


def _enough(members: int, least: int) -> Line:
    words = {"n": members, "least": least}
    if members > least:
        return Line(MEMBERS, State.MET, _("%(n)s members. The rule is at least %(least)s.") % words)
    if members == least:
        just = _(
            "%(n)s members; the rule is at least %(least)s: just enough. If one leaves, "
            "there is one too few."
        )
        return Line(MEMBERS, State.JUST, just % words)
    words["more"] = _more(least - members)
    short = ngettext(
        "%(n)s member; the rule is at least %(least)s: find %(more)s.",
        "%(n)s members; the rule is at least %(least)s: find %(more)s.",
        members,
    )
    return Line(MEMBERS, State.NOT_MET, short % words)


def _by_heads(heads: Heads, share: Fraction) -> Line:
    missing = still_missing(heads.residents, heads.members, share)
    sentence = _("%(n)s of %(all)s members live here, %(is)s. The rule is at least %(rule)s.")
    put_right = ngettext(
        "One more resident would put it right.",
        "%(k)s more residents would put it right.",
        missing,
    )
    words = _share_words(heads.residents, heads.members, share)
    return _share_line("resident_heads", sentence % words, put_right, missing)


def _by_votes(heads: Heads, share: Fraction) -> Line:
    if not heads.votes:
        nobody = _(
            "Nobody at the table has a vote. The rule is that residents hold at least "
            "%(rule)s of the votes."
        )
        rule = percent(share, places_of(share))
        return Line("resident_votes", State.NOT_MET, nobody % {"rule": rule})
    missing = still_missing(heads.resident_votes, heads.votes, share)
    sentence = _(
        "%(n)s of %(all)s votes are held by residents, %(is)s. The rule is at least %(rule)s."
    )
    put_right = ngettext(
        "One more resident with a vote would put it right.",
        "%(k)s more residents with a vote would put it right.",
        missing,
    )
    words = _share_words(heads.resident_votes, heads.votes, share)
    return _share_line("resident_votes", sentence % words, put_right, missing)


def _share_words(some: int, whole: int, share: Fraction) -> dict:
    places = places_of(share)
    return {
        "n": some,
        "all": whole,
        "is": percent(Fraction(some, whole), places),
        "rule": percent(share, places),
    }


def _share_line(rule: str, sentence: str, put_right: str, missing: int) -> Line:
    if not missing:
        return Line(rule, State.MET, sentence)
    return Line(rule, State.NOT_MET, f"{sentence} {put_right % {'k': missing}}")


def still_missing(some: int, whole: int, share: Fraction) -> int:
    """How many more of `some` would make the share of the `whole`; 0 where it is made."""
    if some >= share * whole:
        return 0
    return ceil((share * whole - some) / (1 - share)) if share < 1 else whole - some


def _more(n: int) -> str:
    return _("one more") if n == 1 else _("%(n)s more") % {"n": n}


def places_of(share: Fraction) -> int:
    """How many decimals of a percent the rule itself is written with."""
    return next((places for places in range(3) if (share * 100 * 10**places).denominator == 1), 2)


def percent(share: Fraction, places: int = 0) -> str:
    """Always rounded down: 50.9% never reads as 51%, so that what falls short of a rule is seen
    to.
    """
    whole, part = divmod(int(share * 100 * 10**places), 10**places)
    return f"{whole}.{part:0{places}}%" if places else f"{whole}%"


# --- the yearly review ---


def about_the_review(
    rules: dict, partnership: Partnership, last: PartnershipReview | None, *, at: date
) -> list[Line]:
    """When the last review was sent, and by when the next is due; no line without such a rule."""
    months = rules.get(MONTHS)
    if months is None:
        return []
    due = due_on(partnership, last, int(months))
    words = {
        "every": every(int(months)),
        "due": date_format(due) if due else "",
        "last": date_format(last.on) if last else "",
    }
    return [_first_review(due, words, at) if last is None else _next_review(due, words, at)]


def _first_review(due: date | None, words: dict, at: date) -> Line:
    if due and due > at:
        in_time = _("The first review is due by %(due)s. The rule is one %(every)s.")
        return Line(MONTHS, State.MET, in_time % words)
    none = _("No yearly review has been sent from here yet. The rule is one %(every)s.")
    return Line(MONTHS, State.NOT_MET, none % words)


def _next_review(due: date, words: dict, at: date) -> Line:
    if due <= at:
        late = _(
            "The last yearly review was sent on %(last)s. The rule is one %(every)s: it "
            "was due by %(due)s."
        )
        return Line(MONTHS, State.NOT_MET, late % words)
    in_time = _(
        "The last yearly review was sent on %(last)s. The rule is one %(every)s: the "
        "next is due by %(due)s."
    )
    return Line(MONTHS, State.JUST if due - at <= SOON else State.MET, in_time % words)


def every(months: int) -> str:
    """How often, in words."""
    if months == 12:
        return _("every year")
    return ngettext("every month", "every %(n)s months", months) % {"n": months}


def due_on(partnership: Partnership, last: PartnershipReview | None, months: int) -> date | None:
    """The day by which the next review is due; None where nobody wrote down when the partnership
    began.
    """
    begins = last.on if last else partnership.formed_on
    return months_after(begins, months) if begins else None


def months_after(day: date, months: int) -> date:
    """The same day some months later (or, with a minus, earlier); the last of the month where it
    has no such day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
