"""What one reader may see of an area's log and stories, from whichever table is theirs to read.

Visitors, and people without a role, read publications; everybody else the record, through
`visible_to`.

What came of the money: from a need the community chose, through what was done, to what changed
and who says so.

A need keeps its `thread` through every plan that carries it on, so its pounds, its activities and
its stories are added up over all of them. What a reader may not read is not counted either: no
number tells of a hidden row.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, QuerySet, UUIDField, Value, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Outcome, Publication, PublishedReading, Reading
from outcomes.stories.models.story import StoryQuerySet
from partnerships.models import Action, Activity, Plan, Priority
from partnerships.money.queries.sums import spent_by_thread

PARTIES = Reading.Party.values


@dataclass
class Logged:
    pk: int
    title: str
    on: date
    action: UUID
    may_open: bool


@dataclass
class Told:
    pk: int
    title: str
    in_short: str
    on: date | None
    # outcome → whose reading, and what they said
    said: dict[Outcome, list[tuple[str, str]]] = field(default_factory=dict)


class AreaReader:
    def __init__(self, user, area: Area):
        self.public = not can(user, May.READ_SHARED)
        plans = Plan.objects.visible_to(user).filter(area=area)
        if self.public:
            copies = Publication.objects.visible_to(user).filter(area=area)
            self._activities = copies.activities()
            self._stories = copies.stories()
            self._log = "activity__"
            self._story = "story__"
            self._on = "told_on"
        else:
            told = ChangeStory.objects.visible_to(user).filter(area=area)
            self._activities = Activity.objects.visible_to(user).filter(area=area)
            self._stories = told.filter(state__in=StoryQuerySet.SENT)
            self._log = ""
            self._story = ""
            self._on = "on"
        # Under a plan still being written nothing is shown to people who may not open that plan.
        self._activities = self._activities.filter(
            **{f"{self._log}action__priority__plan__in": plans}
        )
        self._plans = plans
        self.area = area

    def logged_under(self, needs: list[UUID]) -> Iterator[tuple[UUID, UUID, int]]:
        """How much was logged under each action of these needs. One statement."""
        need = f"{self._log}action__priority__thread"
        action = f"{self._log}action__thread"
        rows = self._activities.filter(**{f"{need}__in": needs}).order_by()
        return iter(rows.values_list(need, action).annotate(n=Count("pk")))

    def stories_under(self, needs: list[UUID]) -> Iterator[tuple[UUID, UUID | None, int]]:
        """Each story with the need it grew from; with the action too where it grew through
        something logged.

        A story that names only what this reader may not see leaves no trace. One statement.
        """
        way = f"{self._story}activities"
        through = self._stories.filter(
            **{f"{way}__in": self._logged_ids(), f"{way}__action__priority__thread__in": needs}
        )
        named = f"{self._story}priorities"
        straight = self._stories.filter(
            **{f"{named}__thread__in": needs, f"{named}__plan__in": self._plans}
        )
        key = "story_id" if self.public else "pk"
        return iter(
            through.order_by()
            .values_list(f"{way}__action__priority__thread", f"{way}__action__thread", key)
            .union(
                straight.order_by().values_list(f"{named}__thread", Value(None, UUIDField()), key)
            )
        )

    def _logged_ids(self) -> QuerySet:
        return self._activities.order_by().values("activity_id" if self.public else "pk")

    def newest_logged(self, actions: list[UUID], each: int) -> list[Logged]:
        """The last few things logged under each of these actions. One statement."""
        place = Window(
            RowNumber(),
            partition_by=F(f"{self._log}action__thread"),
            order_by=[F(self._on).desc(), F("pk").desc()],
        )
        rows = self._activities.filter(**{f"{self._log}action__thread__in": actions}).annotate(
            place=place
        )
        return self._as_logged(rows.filter(place__lte=each).order_by(F(self._on).desc(), "-pk"))

    def logged(self, action: UUID) -> QuerySet:
        """Everything logged under one action, newest first, for a list of pages; `as_logged` turns
        a page into rows.
        """
        return self._activities.filter(**{f"{self._log}action__thread": action}).order_by(
            f"-{self._on}", "-pk"
        )

    def as_logged(self, rows) -> list[Logged]:
        return self._as_logged(rows)

    def _as_logged(self, rows) -> list[Logged]:
        names = (
            "activity_id" if self.public else "pk",
            "title",
            self._on,
            f"{self._log}action__thread",
        )
        return [Logged(*row, may_open=not self.public) for row in rows.values_list(*names)]

    def stories(self, ids) -> list[Told]:
        """These stories with every party's latest reading. Two statements."""
        key = "story_id" if self.public else "pk"
        rows = self._stories.filter(**{f"{key}__in": ids}).order_by("-told_on", "-pk")
        found = {
            pk: Told(pk, *words)
            for pk, *words in rows.values_list(key, "title", "in_short", "told_on")
        }
        for reading in self._readings(list(found)):
            told = found[reading.publication.story_id if self.public else reading.story_id]
            told.said.setdefault(reading.outcome, []).append((reading.party, reading.answer))
        for told in found.values():
            for answers in told.said.values():  # whose story it is speaks first, as everywhere
                answers.sort(key=lambda said: PARTIES.index(said[0]))
        return list(found.values())

    def _readings(self, ids: list[int]) -> QuerySet:
        order = ("outcome__order", "party")
        if self.public:
            rows = PublishedReading.objects.filter(publication__story__in=ids)
            return rows.select_related("outcome", "publication").order_by(*order)
        return (
            Reading.objects.latest()
            .filter(story__in=ids)
            .select_related("outcome")
            .order_by(*order)
        )


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


class FollowedPriority:
    """The needs of one area, for one reader."""

    def __init__(self, user, area: Area):
        self.user = user
        self.area = area
        self.shown = AreaReader(user, area)
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
