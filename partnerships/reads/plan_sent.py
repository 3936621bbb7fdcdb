"""A plan as it was sent, from its frozen words: what a reviewer reads, whatever was changed
later.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.models import Action


@dataclass
class SentAction:
    thread: str
    title: str
    lead: str
    due: date | None
    cost: Decimal
    state: str

    @property
    def state_label(self) -> str:
        return (
            str(Action.State(self.state).label) if self.state in Action.State.values else self.state
        )

    @property
    def line(self) -> str:
        """All of it in a sentence or two, to be read and compared."""
        parts = [
            _("%(name)s leads.") % {"name": self.lead} if self.lead else "",
            _("Due %(month)s.") % {"month": date_format(self.due, "F Y")} if self.due else "",
            f"£{self.cost:,.2f}.".replace(".00.", ".") if self.cost else _("No cost."),
            f"{self.state_label}.",
        ]
        return " ".join(part for part in parts if part)


@dataclass
class SentPriority:
    thread: str
    own_words: str
    need: str
    how_we_know: str
    actions: list[SentAction] = field(default_factory=list)

    @property
    def planned(self) -> Decimal:
        return sum(
            (action.cost for action in self.actions if action.state != Action.State.DROPPED),
            Decimal(0),
        )


@dataclass
class SentPlan:
    title: str
    starts: date | None
    ends: date | None
    vision: str
    legacy_statement: str
    priorities: list[SentPriority] = field(default_factory=list)

    @property
    def planned(self) -> Decimal:
        return sum((priority.planned for priority in self.priorities), Decimal(0))

    @property
    def period(self) -> str:
        """From when to when, in words; empty where neither is said."""
        words = {"starts": _month(self.starts), "ends": _month(self.ends)}
        if self.starts and self.ends:
            return _("%(starts)s to %(ends)s") % words
        if self.starts:
            return _("From %(starts)s") % words
        return _("Until %(ends)s") % words if self.ends else ""


def as_sent(words: dict, *, names: bool) -> SentPlan:
    """From what plan_words wrote. Who leads is a name: left out for those who read none."""
    return SentPlan(
        title=words["title"],
        starts=_day(words["starts"]),
        ends=_day(words["ends"]),
        vision=words["vision"],
        legacy_statement=words["legacy_statement"],
        priorities=[_priority(one, names=names) for one in words["priorities"]],
    )


def _priority(one: dict, *, names: bool) -> SentPriority:
    actions = [
        SentAction(
            thread=action["thread"],
            title=action["title"],
            lead=action["lead"] if names else "",
            due=_day(action["due"]),
            cost=Decimal(action["cost"]),
            state=action["state"],
        )
        for action in one["actions"]
    ]
    return SentPriority(one["thread"], one["own_words"], one["need"], one["how_we_know"], actions)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(day: date | None) -> str:
    return date_format(day, "F Y") if day else ""
