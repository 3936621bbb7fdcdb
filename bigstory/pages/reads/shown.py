"""What one reader may see of an area's log and stories, from whichever table is theirs to read.

Visitors, and people without a role, read publications; everybody else the record, through
`visible_to`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet, UUIDField, Value, Window
from django.db.models.functions import RowNumber

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Outcome, Publication, PublishedReading, Reading
from outcomes.querysets import StoryQuerySet
from partnerships.models import Activity, Plan

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


class Shown:
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
