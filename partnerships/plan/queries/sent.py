"""The whole of a plan as words that can be kept: frozen when it is sent, and compared later.

A plan as it was sent, from its frozen words: what a reviewer reads, whatever was changed
later.

What was sent of the plans of an area, and which sending came before which.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from partnerships.models import Action, Plan, PlanVersion, Priority


def plan_words(plan: Plan) -> dict:
    """A plan as JSON holds it: days as 2024-06-30, pounds with two decimals, in the plan's own
    order.

    Three statements at most, however long the plan. `thread` says which priority or action is the
    same in two plans.
    """
    priorities = plan.priorities.order_by("order", "pk").prefetch_related("actions")
    return {
        "title": plan.title,
        "kind": plan.kind,
        "starts": _day_in_words(plan.starts),
        "ends": _day_in_words(plan.ends),
        "vision": plan.vision,
        "legacy_statement": plan.legacy_statement,
        "priorities": [_priority_words(priority) for priority in priorities],
    }


def _priority_words(priority: Priority) -> dict:
    return {
        "thread": str(priority.thread),
        "own_words": priority.own_words,
        "need": priority.need,
        "how_we_know": priority.how_we_know,
        "actions": [_action(action) for action in priority.actions.all()],
    }


def _action(action: Action) -> dict:
    return {
        "thread": str(action.thread),
        "title": action.title,
        "lead": action.lead,
        "due": _day_in_words(action.due),
        "cost": f"{action.cost:.2f}",
        "state": action.state,
    }


def _day_in_words(day) -> str | None:
    return day.isoformat() if day else None


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
        starts=_day_read(words["starts"]),
        ends=_day_read(words["ends"]),
        vision=words["vision"],
        legacy_statement=words["legacy_statement"],
        priorities=[_sent_priority(one, names=names) for one in words["priorities"]],
    )


def _sent_priority(one: dict, *, names: bool) -> SentPriority:
    actions = [
        SentAction(
            thread=action["thread"],
            title=action["title"],
            lead=action["lead"] if names else "",
            due=_day_read(action["due"]),
            cost=Decimal(action["cost"]),
            state=action["state"],
        )
        for action in one["actions"]
    ]
    return SentPriority(one["thread"], one["own_words"], one["need"], one["how_we_know"], actions)


def _day_read(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(day: date | None) -> str:
    return date_format(day, "F Y") if day else ""


def reads_letters(user, area: Area) -> bool:
    """Who reads what an area and Local Trust write to each other, and the names under it: those
    two.
    """
    return can(user, May.READ_NAMES, area)


def versions_of_area(user, area: Area) -> QuerySet:
    """Every version of every plan, the newest first, without the words themselves."""
    found = PlanVersion.objects.visible_to(user).filter(plan__area=area)
    return (
        found.select_related("plan", "review").order_by("-plan__number", "-number").defer("words")
    )


def last_reply(plan: Plan) -> PlanVersion | None:
    """The newest version that was answered, with its review."""
    answered = plan.versions.filter(review__isnull=False).select_related("review").defer("words")
    return answered.order_by("-number").first()


@dataclass(frozen=True)
class Earlier:
    """What Local Trust knew before: plan 2, version 3; or plan 2 as it stands, where no version of
    it was kept.
    """

    plan: int
    version: int | None
    words: dict


def came_before(version: PlanVersion) -> Earlier | None:
    """The version to compare with: the last one that was answered of the same plan, else of the
    plan it follows.

    None for the very first. A version that was taken back unread tells nobody what is new.
    """
    plan = version.plan
    same = Q(plan=plan, number__lt=version.number, review__isnull=False)
    earlier = PlanVersion.objects.filter(
        same | Q(plan__isnull=False, plan=plan.follows_id)
    ).select_related("plan")
    found = earlier.order_by("-plan__number", "-number").first()
    if found is not None:
        return Earlier(found.plan.number, found.number, found.words)
    return Earlier(plan.follows.number, None, plan_words(plan.follows)) if plan.follows_id else None
