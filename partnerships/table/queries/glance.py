"""A partnership at a glance: five numbers, and what the programme's rule says of them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.models import ProgrammeRule
from bigstory.core.db.dated import today
from partnerships.models import Interest, Partnership, Seat
from partnerships.table.queries.rules import (
    MEMBERS,
    SHARE,
    Heads,
    Line,
    about_people,
    percent,
    places_of,
    rules_on,
)

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Glance:
    """Heads and votes are counted apart: somebody may sit there without a vote."""

    partnership: Partnership
    heads: Heads
    new: int
    interests: int
    rule: str = ""
    if_one_leaves: str = ""
    lines: list[Line] = field(default_factory=list)


def at_a_glance(user, partnership: Partnership, at: date | None = None) -> Glance:
    """Three statements. Interests are counted for those who may read them."""
    at = at or today()
    seats = list(Seat.objects.filter(partnership=partnership).sitting(at))
    heads = Heads.count((seat.kind, seat.votes) for seat in seats)
    declared = Interest.objects.visible_to(user).filter(seat__partnership=partnership)
    rules = rules_on(partnership.area.programme, at)
    return Glance(
        partnership=partnership,
        heads=heads,
        new=sum(seat.joined > at - A_YEAR for seat in seats),
        interests=declared.open(at).count(),
        rule=_rule(partnership, rules, heads, at),
        if_one_leaves=_if_one_leaves(rules, heads),
        lines=about_people(rules, heads),
    )


def _rule(partnership: Partnership, rules: dict, heads: Heads, at: date) -> str:
    """The share of each, and the rule with the day it holds from."""
    if not {MEMBERS, SHARE} <= rules.keys() or not (heads.members and heads.votes):
        return ""
    share = Fraction(rules[SHARE])
    places = places_of(share)
    since = _since(partnership, at)
    words = {
        "heads": percent(Fraction(heads.residents, heads.members), places),
        "votes": percent(Fraction(heads.resident_votes, heads.votes), places),
        "share": percent(share, places),
        "least": int(rules[MEMBERS]),
        "since": date_format(since, "Y") if since else "",
    }
    if since is None:
        return (
            _(
                "Residents are %(heads)s of heads and %(votes)s of votes; the rule is %(share)s of "
                "each and %(least)s members."
            )
            % words
        )
    return (
        _(
            "Residents are %(heads)s of heads and %(votes)s of votes; the rule since %(since)s is "
            "%(share)s of each and %(least)s members."
        )
        % words
    )


def _since(partnership: Partnership, at: date) -> date | None:
    """From when the present rule about residents holds; None from the beginning."""
    rows = ProgrammeRule.objects.filter(programme=partnership.area.programme, name=SHARE)
    return (
        rows.filter(from_date__lte=at)
        .order_by("-from_date")
        .values_list("from_date", flat=True)
        .first()
    )


def _if_one_leaves(rules: dict, heads: Heads) -> str:
    """What would be missing if one resident left; empty where the rule would still be met, or is
    not met now.
    """
    if SHARE not in rules or heads.members < 2 or not heads.residents:
        return ""
    share = Fraction(rules[SHARE])
    now = Fraction(heads.residents, heads.members)
    then = Fraction(heads.residents - 1, heads.members - 1)
    if now < share or then >= share:
        return ""
    fallen = percent(then, places_of(share))
    return _("If one resident leaves, the heads fall to %(share)s.") % {"share": fallen}
