"""From a need the community chose, through what was done, to what changed and who reads it how.

A priority keeps its `thread` through every plan that carries it on, so its pounds, its activities
and its stories are added up over all of them. What a reader may not read is not counted either: no
number tells of a hidden row.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, UUIDField, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.models import Outcome, Publication, PublishedReading, Reading
from outcomes.stories.models.querysets import StoryQuerySet
from outcomes.stories.queries.roots import read_by
from partnerships.models import Action, Activity, Plan, Priority
from partnerships.money.queries.sums import spent_by_thread
from partnerships.plan.models.plan import PlanQuerySet

PARTIES = Reading.Party.values


# --- what one reader may see of an area's log and stories ---
@dataclass
class LoggedActivity:
    """Something logged under an action; `action` is the thread of that action."""

    pk: int
    title: str
    on: date
    action: UUID
    may_open: bool


@dataclass
class FollowedStory:
    """A story with each party's latest answer to each outcome, the teller's first."""

    pk: int
    title: str
    in_short: str
    on: date | None
    readings: dict[Outcome, list[tuple[str, str]]] = field(default_factory=dict)


class AreaReader:
    """One reader's view of an area's log and stories, from whichever table is theirs to read.

    Visitors, and people without a role, read of the log what was cleared for everybody. Stories are
    read in the record by the area's own people, and by all others from their cleared copies.
    Priorities and actions go in and come out as their threads.
    """

    def __init__(self, user, area: Area):
        self.area = area
        self.public = not can(user, May.READ_SHARED)
        self._plans = Plan.objects.visible_to(user).filter(area=area)
        # The names under which either table holds the same things.
        if self.public:
            activities = Publication.objects.for_everybody().filter(area=area).activities()
            self._log = "activity__"
            self._on = "told_on"
            self._activity_pk = "activity_id"
        else:
            activities = Activity.objects.visible_to(user).filter(area=area)
            self._log = ""
            self._on = "on"
            self._activity_pk = "pk"
        stories = read_by(user, area.pk)
        self._copied = stories.model is Publication
        self._story = "story__" if self._copied else ""
        self._story_pk = "story_id" if self._copied else "pk"
        self._stories = stories if self._copied else stories.filter(state__in=StoryQuerySet.SENT)
        # Under a plan still being written nothing is shown to people who may not open that plan.
        self._activities = activities.filter(
            **{f"{self._log}action__priority__plan__in": self._plans}
        )

    def activity_counts(self, priorities: list[UUID]) -> Iterator[tuple[UUID, UUID, int]]:
        """Priority, action, and how many activities were logged under it. One statement."""
        priority = f"{self._log}action__priority__thread"
        action = f"{self._log}action__thread"
        rows = self._activities.filter(**{f"{priority}__in": priorities}).order_by()
        return iter(rows.values_list(priority, action).annotate(n=Count("pk")))

    def story_ids(self, priorities: list[UUID]) -> Iterator[tuple[UUID, UUID | None, int]]:
        """Priority, action and story, for each story that grew from one of these priorities.

        The action is None where the story names the priority itself and no activity of it. A story
        that names only what this reader may not see leaves no trace. One statement.
        """
        activity = f"{self._story}activities"
        activity_ids = self._activities.order_by().values(self._activity_pk)
        through_activities = self._stories.filter(
            **{
                f"{activity}__in": activity_ids,
                f"{activity}__action__priority__thread__in": priorities,
            }
        )
        priority = f"{self._story}priorities"
        straight = self._stories.filter(
            **{f"{priority}__thread__in": priorities, f"{priority}__plan__in": self._plans}
        )
        threads = (f"{activity}__action__priority__thread", f"{activity}__action__thread")
        return iter(
            through_activities.order_by()
            .values_list(*threads, self._story_pk)
            .union(
                straight.order_by().values_list(
                    f"{priority}__thread", Value(None, UUIDField()), self._story_pk
                )
            )
        )

    def newest_activities(self, actions: list[UUID], most: int) -> list[LoggedActivity]:
        """The last few activities logged under each of these actions. One statement."""
        place = Window(
            RowNumber(),
            partition_by=F(f"{self._log}action__thread"),
            order_by=[F(self._on).desc(), F("pk").desc()],
        )
        rows = self._activities.filter(**{f"{self._log}action__thread__in": actions})
        newest = rows.annotate(place=place).filter(place__lte=most)
        return self.as_logged(newest.order_by(F(self._on).desc(), "-pk"))

    def activities(self, action: UUID) -> QuerySet:
        """Every activity under one action, newest first, to be paged; see `as_logged`."""
        return self._activities.filter(**{f"{self._log}action__thread": action}).order_by(
            f"-{self._on}", "-pk"
        )

    def as_logged(self, rows: QuerySet) -> list[LoggedActivity]:
        """The rows of `activities`, or a page of them. One statement."""
        columns = (self._activity_pk, "title", self._on, f"{self._log}action__thread")
        return [
            LoggedActivity(*row, may_open=not self.public) for row in rows.values_list(*columns)
        ]

    def stories(self, ids: list[int]) -> list[FollowedStory]:
        """These stories with every party's latest reading. Two statements."""
        rows = self._stories.filter(**{f"{self._story_pk}__in": ids})
        columns = (self._story_pk, "title", "in_short", "told_on")
        stories = {
            pk: FollowedStory(pk, *words)
            for pk, *words in rows.order_by("-told_on", "-pk").values_list(*columns)
        }
        for reading in self._readings(list(stories)):
            story_id = reading.publication.story_id if self._copied else reading.story_id
            answers = stories[story_id].readings.setdefault(reading.outcome, [])
            answers.append((reading.party, reading.answer))
        for story in stories.values():
            for answers in story.readings.values():
                # Whose story it is speaks first, as everywhere.
                answers.sort(key=lambda answer: PARTIES.index(answer[0]))
        return list(stories.values())

    def _readings(self, story_ids: list[int]) -> QuerySet:
        order = ("outcome__order", "party")
        if self._copied:
            rows = PublishedReading.objects.filter(publication__story__in=story_ids)
            return rows.select_related("outcome", "publication").order_by(*order)
        rows = Reading.objects.latest().filter(story__in=story_ids)
        return rows.select_related("outcome").order_by(*order)


# --- priorities, followed to what came of them ---
@dataclass
class FollowedAction:
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
        """What is missing, in a plain sentence; empty where nothing is."""
        if self.state == Action.State.DROPPED:
            return ""
        if not self.activities:
            return _("Nothing logged under it yet.")
        return "" if self.stories else _("Logged, no story yet.")


@dataclass
class FollowedPriority:
    """One priority through every plan that carries it, as the newest of them words it.

    `plans` are numbers and titles; `spent` is pounds.
    """

    thread: UUID
    words: str
    need: str
    plans: list[tuple[int, str]] = field(default_factory=list)
    actions: dict[UUID, FollowedAction] = field(default_factory=dict)
    stories: set[int] = field(default_factory=set)
    spent: Decimal = Decimal(0)

    @property
    def planned(self) -> Decimal:
        """Pounds, as the newest plan costs each action, without those that were dropped."""
        going_on = (a for a in self.actions.values() if a.state != Action.State.DROPPED)
        return sum((action.cost for action in going_on), Decimal(0))

    @property
    def activities(self) -> int:
        return sum(action.activities for action in self.actions.values())

    @property
    def gap(self) -> str:
        """What is missing, in a plain sentence; empty where nothing is."""
        if self.stories:
            return ""
        return _("Logged, no story yet.") if self.activities else _("Nothing logged yet.")


class FollowedPriorities:
    """The priorities of one area, for one reader."""

    def __init__(self, user, area: Area):
        self.area = area
        self.reader = AreaReader(user, area)
        # Totals are everybody's; which priority took which pounds is for those who read money line
        # by line.
        self.pounds = can(user, May.READ_MONEY, area)
        self._plans = Plan.objects.visible_to(user).filter(area=area)

    def all(self) -> list[FollowedPriority]:
        """Every priority of every plan this reader may open, the newest endorsed plan's first.

        One statement.
        """
        rows = Priority.objects.filter(plan__in=self._plans)
        return list(self._by_thread(rows).values())

    def get(self, thread: UUID) -> FollowedPriority | None:
        """One priority; None where no plan this reader may open has it. One statement."""
        rows = Priority.objects.filter(plan__in=self._plans, thread=thread)
        return self._by_thread(rows).get(thread)

    def _by_thread(self, rows: QuerySet) -> dict[UUID, FollowedPriority]:
        priorities: dict[UUID, FollowedPriority] = {}
        columns = ("thread", "own_words", "need", "plan__number", "plan__title")
        # What is planned is what was endorsed: a change that is on its way costs nothing yet.
        endorsed = Q(plan__state__in=PlanQuerySet.ENDORSED)
        cost = Case(When(endorsed, then=F("actions__cost")), default=Decimal(0))
        of_action = ("actions__thread", "actions__title", "actions__state", "planned_cost")
        rows = rows.annotate(planned_cost=cost, waits=Case(When(endorsed, then=0), default=1))
        rows = rows.order_by("waits", "-plan__number", "order", "pk", "actions__order")
        for thread, words, need, number, title, *action in rows.values_list(*columns, *of_action):
            priority = priorities.setdefault(thread, FollowedPriority(thread, words, need))
            if (number, title) not in priority.plans:
                priority.plans.append((number, title))
            if action[0] is not None:
                priority.actions.setdefault(action[0], FollowedAction(*action))
        return priorities

    def add_what_grew(self, priorities: list[FollowedPriority]) -> None:
        """Count, for each priority and each of its actions, what was logged and which stories grew.

        Two statements.
        """
        by_thread = {priority.thread: priority for priority in priorities}
        threads = list(by_thread)
        for priority, action, number in self.reader.activity_counts(threads):
            if followed := by_thread[priority].actions.get(action):
                followed.activities += number
        for priority, action, story in self.reader.story_ids(threads):
            by_thread[priority].stories.add(story)
            if followed := by_thread[priority].actions.get(action):
                followed.stories.add(story)

    def add_pounds(self, priorities: list[FollowedPriority]) -> Decimal:
        """Add to each priority the pounds reported as spent on it; return those spent on none.

        One statement.
        """
        if not self.pounds:
            return Decimal(0)
        spent = defaultdict(Decimal, spent_by_thread(self.area))
        for priority in priorities:
            priority.spent = spent[priority.thread]
        return spent[None]
