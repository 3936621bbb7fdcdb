"""A plan as it was sent.

The whole of a plan as words that can be kept (frozen when it is sent, and compared later); those
frozen words read back, for a reviewer, whatever was changed since; and which versions of an area's
plans were sent, one before the other.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from partnerships.models import Action, Plan, PlanVersion, Priority
from partnerships.plan.queries.progress import planned_cost

# --- the words as they are frozen ---


def plan_words(plan: Plan) -> dict:
    """A plan as JSON holds it: days as 2024-06-30, pounds with two decimals, in the plan's own
    order. `thread` says which priority or action is the same in two plans.

    Three statements at most, however long the plan.
    """
    priorities = plan.priorities.order_by("order", "pk").prefetch_related("actions")
    return {
        "title": plan.title,
        "kind": plan.kind,
        "starts": _iso_day(plan.starts),
        "ends": _iso_day(plan.ends),
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
        "actions": [_action_words(action) for action in priority.actions.all()],
    }


def _action_words(action: Action) -> dict:
    return {
        "thread": str(action.thread),
        "title": action.title,
        "lead": action.lead,
        "due": _iso_day(action.due),
        "cost": f"{action.cost:.2f}",
        "state": action.state,
    }


def _iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- the frozen words read back ---


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
        """The state in words; a state that is no longer known stands as it was written."""
        if self.state not in Action.State.values:
            return self.state
        return str(Action.State(self.state).label)

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
        return planned_cost(self.actions)


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
        """From when to when, in words; empty where neither day is set."""
        words = {"starts": _month(self.starts), "ends": _month(self.ends)}
        if self.starts and self.ends:
            return _("%(starts)s to %(ends)s") % words
        if self.starts:
            return _("From %(starts)s") % words
        return _("Until %(ends)s") % words if self.ends else ""


def as_sent(words: dict, *, names: bool) -> SentPlan:
    """The plan from what plan_words wrote. Who leads is a name: without `names` it is empty."""
    return SentPlan(
        title=words["title"],
        starts=_day_from(words["starts"]),
        ends=_day_from(words["ends"]),
        vision=words["vision"],
        legacy_statement=words["legacy_statement"],
        priorities=[_sent_priority(priority, names=names) for priority in words["priorities"]],
    )


def _sent_priority(words: dict, *, names: bool) -> SentPriority:
    return SentPriority(
        thread=words["thread"],
        own_words=words["own_words"],
        need=words["need"],
        how_we_know=words["how_we_know"],
        actions=[_sent_action(action, names=names) for action in words["actions"]],
    )


def _sent_action(words: dict, *, names: bool) -> SentAction:
    return SentAction(
        thread=words["thread"],
        title=words["title"],
        lead=words["lead"] if names else "",
        due=_day_from(words["due"]),
        cost=Decimal(words["cost"]),
        state=words["state"],
    )


def _day_from(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(day: date | None) -> str:
    return date_format(day, "F Y") if day else ""


# --- which versions were sent ---


def reads_letters(user, area: Area) -> bool:
    """Whether this person reads what an area and Local Trust write to each other, and the names
    under it: only those two do.
    """
    return can(user, May.READ_NAMES, area)


def versions_of_area(user, area: Area) -> QuerySet:
    """Every version of every plan, the newest first, without the words themselves."""
    versions = PlanVersion.objects.visible_to(user).filter(plan__area=area)
    in_order = versions.select_related("plan", "review").order_by("-plan__number", "-number")
    return in_order.defer("words")


def last_reply(plan: Plan) -> PlanVersion | None:
    """The newest version that was answered, with its review."""
    answered = plan.versions.filter(review__isnull=False).select_related("review").defer("words")
    return answered.order_by("-number").first()


@dataclass(frozen=True)
class EarlierPlan:
    """What was there before: plan 2, version 3; or plan 2 as it stands, without a version."""

    plan: Plan
    version: int | None
    words: dict

    @property
    def in_force(self) -> bool:
        """Whether it is the plan that holds until another is endorsed."""
        holds = self.plan.state == Plan.State.ENDORSED and self.plan.is_active()
        return self.version is None and holds


def followed_plan(plan: Plan, words: dict) -> EarlierPlan | None:
    """The plan in force that a plan would change or take the place of, to be compared with its
    `words`; None for the very first.

    How far an action has got is marked in both and is no change of the plan; to drop one is.
    """
    if not plan.follows_id:
        return None
    before = plan_words(plan.follows)
    dropped = Action.State.DROPPED
    now = {
        action["thread"]: action["state"]
        for priority in words["priorities"]
        for action in priority["actions"]
    }
    for priority in before["priorities"]:
        for action in priority["actions"]:
            state = now.get(action["thread"], action["state"])
            if dropped not in (state, action["state"]):
                action["state"] = state
    return EarlierPlan(plan.follows, None, before)


def answered_before(version: PlanVersion) -> EarlierPlan | None:
    """The last version of the same plan that was answered; None where there is none.

    One that was taken back unread tells nobody what is new.
    """
    versions = version.plan.versions.filter(number__lt=version.number, review__isnull=False)
    earlier = versions.order_by("-number").first()
    return EarlierPlan(version.plan, earlier.number, earlier.words) if earlier else None
