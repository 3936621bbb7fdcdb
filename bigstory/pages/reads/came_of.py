"""What came of the money: from a need the community chose, through what was done, to what changed
and who says so.

A need keeps its `thread` through every plan that carries it on, so its pounds, its activities and
its stories are added up over all of them. What a reader may not read is not counted either: no
number tells of a hidden row.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.pages.reads.shown import Shown
from partnerships.models import Action, Plan, Priority
from partnerships.reads.money import spent_by_thread


@dataclass
class Did:
    """One action through every plan that carries it, as the newest of them writes it."""

    thread: UUID
    title: str
    state: str
    cost: Decimal
    activities: int = 0
    stories: set[int] = field(default_factory=set)

    @property
    def state_label(self) -> str:
        return Action.State(self.state).label

    @property
    def gap(self) -> str:
        """What is missing, said plainly; empty where nothing is."""
        if self.state == Action.State.DROPPED:
            return ""
        if not self.activities:
            return _("Nothing logged under it yet.")
        return "" if self.stories else _("Logged, no story yet.")


@dataclass
class Need:
    """One priority through every plan that carries it, as the newest of them words it."""

    thread: UUID
    words: str
    need: str
    plans: list[tuple[int, str]] = field(default_factory=list)
    actions: dict[UUID, Did] = field(default_factory=dict)
    stories: set[int] = field(default_factory=set)
    spent: Decimal = Decimal(0)

    @property
    def planned(self) -> Decimal:
        """As the newest plan costs each action, without those that were dropped."""
        return sum(
            (did.cost for did in self.actions.values() if did.state != Action.State.DROPPED),
            Decimal(0),
        )

    @property
    def activities(self) -> int:
        return sum(did.activities for did in self.actions.values())

    @property
    def gap(self) -> str:
        if self.stories:
            return ""
        return _("Logged, no story yet.") if self.activities else _("Nothing logged yet.")


class CameOf:
    """The needs of one area, for one reader."""

    def __init__(self, user, area: Area):
        self.user = user
        self.area = area
        self.shown = Shown(user, area)
        # Totals are everybody's; which need took which pounds is for those who read money line by
        # line.
        self.pounds = can(user, May.READ_MONEY, area)
        self._plans = Plan.objects.visible_to(user).filter(area=area)

    def needs(self) -> list[Need]:
        """Every need of every plan this reader may open, the newest plan's first. One statement."""
        rows = Priority.objects.filter(plan__in=self._plans).order_by(
            "-plan__number", "order", "pk", "actions__order"
        )
        return list(self._gathered(rows).values())

    def need(self, thread: UUID) -> Need | None:
        """One need; None where no plan this reader may open holds it."""
        rows = Priority.objects.filter(plan__in=self._plans, thread=thread)
        return self._gathered(rows.order_by("-plan__number", "pk", "actions__order")).get(thread)

    def _gathered(self, rows: QuerySet) -> dict[UUID, Need]:
        found: dict[UUID, Need] = {}
        wanted = ("thread", "own_words", "need", "plan__number", "plan__title")
        done = ("actions__thread", "actions__title", "actions__state", "actions__cost")
        for thread, words, why, number, title, *action in rows.values_list(*wanted, *done):
            need = found.setdefault(thread, Need(thread, words, why))
            if (number, title) not in need.plans:
                need.plans.append((number, title))
            if action[0] is not None:
                need.actions.setdefault(action[0], Did(*action))
        return found

    def add_what_grew(self, needs: list[Need]) -> None:
        """Count under each need, and each of its actions, what was logged and which stories grew.

        Three statements.
        """
        by_thread = {need.thread: need for need in needs}
        for need, action, n in self.shown.logged_under(list(by_thread)):
            if did := by_thread[need].actions.get(action):
                did.activities += n
        for need, action, story in self.shown.stories_under(list(by_thread)):
            by_thread[need].stories.add(story)
            if did := by_thread[need].actions.get(action):
                did.stories.add(story)

    def add_pounds(self, needs: list[Need]) -> Decimal:
        """Add to each need what was reported as spent on it; return what was spent on none.

        One statement.
        """
        if not self.pounds:
            return Decimal(0)
        spent = defaultdict(Decimal, spent_by_thread(self.area))
        for need in needs:
            need.spent = spent[need.thread]
        return spent[None]
