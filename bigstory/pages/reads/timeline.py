"""What happened and what changed in one area, year by year, as far as the reader may see."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Publication
from outcomes.querysets import StoryQuerySet
from partnerships.models import Activity

STORY, ACTIVITY = "story", "activity"


@dataclass
class Item:
    """One thing on a timeline, wherever it was read from."""

    kind: str
    on: date
    title: str
    text: str
    url: str = ""
    picture: str = ""
    told_by: str = ""
    story_kind: str = ""
    outcomes: list = field(default_factory=list)

    @property
    def label(self) -> str:
        if self.kind == ACTIVITY:
            return _("It happened")
        return {"hard": _("A hard story"), "mixed": _("A mixed story")}.get(self.story_kind, _("Story"))


class Timeline:
    """Visitors read publications. Signed-in people read the record itself, through `visible_to`."""

    def __init__(self, user, area: Area):
        public = not can(user, May.READ_SHARED)
        self.area = area
        if public:
            found = Publication.objects.visible_to(user).filter(area=area)
            self._stories, self._activities = found.stories(), found.activities()
            self._story_day = self._activity_day = "told_on"
        else:
            self._stories = ChangeStory.objects.visible_to(user).filter(area=area, state__in=StoryQuerySet.SENT)
            self._activities = Activity.objects.visible_to(user).filter(area=area)
            self._story_day, self._activity_day = "told_on", "on"
        self._public = public

    def years(self) -> list[tuple[int, int]]:
        """Each year something was told or logged, newest first, with how many. Two statements."""
        counts: Counter = Counter()
        for queryset, day in ((self._stories, self._story_day), (self._activities, self._activity_day)):
            counts.update(queryset.order_by().values_list(ExtractYear(day), flat=True))
        counts.pop(None, None)
        return sorted(counts.items(), reverse=True)

    def items(self, year: int, most: int = 300) -> list[Item]:
        """What one year holds, newest first; stories before what was logged on the same day."""
        stories = self._stories.filter(**{f"{self._story_day}__year": year})[:most]
        activities = self._activities.filter(**{f"{self._activity_day}__year": year})[:most]
        if self._public:
            found = [_public(row) for row in [*stories.prefetch_related("said_yes"), *activities]]
        else:
            found = [_story(row) for row in stories.prefetch_related(ChangeStory.objects.latest_readings())]
            found += [_activity(row, self.area) for row in activities]
        return sorted(found, key=lambda item: (item.on, item.kind == STORY), reverse=True)


def _public(row: Publication) -> Item:
    if row.activity_id:
        return Item(ACTIVITY, row.told_on, row.title, row.what_changed)
    return Item(
        STORY, row.told_on, row.title, row.in_short, row.get_absolute_url(), row.picture, row.told_by, row.kind,
        list(row.said_yes.all()),
    )  # fmt: skip


def _story(row: ChangeStory) -> Item:
    yes = [reading.outcome for reading in row.read_as if reading.party == "teller" and reading.answer == "yes"]
    return Item(
        STORY, row.told_on, row.title, row.in_short, row.get_absolute_url(), row.picture, row.told_by, row.kind, yes
    )


def _activity(row: Activity, area: Area) -> Item:
    row.area = area
    return Item(ACTIVITY, row.on, row.title, row.what_happened, row.get_absolute_url())
