"""The activities and stories of one area, year by year, as far as the reader may see."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Window
from django.db.models.functions import ExtractYear, RowNumber
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.media.queries.items import as_copied, first_shown
from outcomes.models import ChangeStory, Outcome, Publication
from outcomes.stories.models.querysets import StoryQuerySet
from outcomes.stories.queries.roots import read_by
from partnerships.log.queries import first_photo
from partnerships.models import Activity, MediaItem

STORY = "story"
ACTIVITY = "activity"


@dataclass
class Item:
    """One activity or story on a timeline, from whichever table it was read."""

    kind: str
    on: date
    title: str
    text: str
    url: str = ""
    picture: str = ""
    story_kind: str = ""
    outcomes: list = field(default_factory=list)
    photo: MediaItem | None = None
    who: str = ""  # whose words, where they are public

    @property
    def label(self) -> str:
        if self.kind == ACTIVITY:
            return _("It happened")
        return {"hard": _("A hard story"), "mixed": _("A mixed story")}.get(
            self.story_kind, _("Story")
        )


class Timeline:
    """Visitors read what was cleared for everybody. Signed-in people read the log itself, and
    stories from the table that is theirs.
    """

    def __init__(self, user, area: Area, outcomes: dict[str, Outcome] | None = None):
        """`outcomes` by slug, where the page has them already: that saves a statement."""
        self.area = area
        self._outcomes = outcomes
        self._public = not can(user, May.READ_SHARED)
        if self._public:
            self._all = Publication.objects.for_everybody().filter(area=area)
            self._stories = self._all.stories()
            self._activities = self._all.activities()
            self._day = "told_on"
        else:
            self._stories = read_by(user, area.pk)
            if self._stories.model is ChangeStory:
                self._stories = self._stories.filter(state__in=StoryQuerySet.SENT)
            self._activities = Activity.objects.visible_to(user).filter(area=area)
            self._day = "on"

    def years(self) -> list[tuple[int, int]]:
        """Each year something was told or logged, newest first, with how many. Two statements."""
        counts: Counter = Counter()
        for rows, day in ((self._stories, "told_on"), (self._activities, self._day)):
            by_year = rows.order_by().values_list(ExtractYear(day)).annotate(n=Count("pk"))
            counts.update(dict(by_year))
        counts.pop(None, None)
        return sorted(counts.items(), reverse=True)

    def items(self, year: int, most: int = 300) -> list[Item]:
        """One year, newest first; of one day, stories before activities.

        Four statements.
        """
        if self._public:
            return self._published(self._all.filter(told_on__year=year)[: 2 * most])
        stories = self._stories.filter(told_on__year=year)[:most]
        return self._items(stories, self._activities.filter(**{f"{self._day}__year": year})[:most])

    def newest(self, *, years: int, each: int) -> list[tuple[int, list[Item]]]:
        """The last years with anything in them, and at most `each` items of each.

        Four statements, however long the record.
        """
        if self._public:
            items = self._published(_first_of_each_year(self._all, self._day, each))
        else:
            stories = _first_of_each_year(self._stories, "told_on", each)
            items = self._items(stories, _first_of_each_year(self._activities, self._day, each))
        by_year: dict[int, list[Item]] = {}
        for item in items:
            by_year.setdefault(item.on.year, []).append(item)
        return [(year, items[:each]) for year, items in list(by_year.items())[:years]]

    def _items(self, stories, activities) -> list[Item]:
        if stories.model is Publication:
            items = self._published(stories)
        else:
            with_readings = stories.prefetch_related(ChangeStory.objects.latest_readings())
            items = [_story(row) for row in with_readings]
        items += [_activity(row, self.area) for row in activities.prefetch_related(first_photo())]
        return _in_order(items)

    def _published(self, rows) -> list[Item]:
        """Stories and activities come from one table here.

        One statement, one for photos, one for outcomes.
        """
        if self._outcomes is None:
            rows = rows.prefetch_related("said_yes")
        return _in_order(
            _public(row, self._outcomes) for row in rows.prefetch_related(first_shown())
        )


def _in_order(items) -> list[Item]:
    return sorted(items, key=lambda item: (item.on, item.kind == STORY), reverse=True)


def _first_of_each_year(rows, day: str, most: int):
    place = Window(
        RowNumber(), partition_by=ExtractYear(day), order_by=[F(day).desc(), F("pk").desc()]
    )
    return rows.exclude(**{day: None}).annotate(place_in_year=place).filter(place_in_year__lte=most)


def _public(row: Publication, outcomes: dict[str, Outcome] | None) -> Item:
    if row.activity_id:
        return Item(
            ACTIVITY,
            row.told_on,
            row.title,
            row.what_changed,
            photo=next((as_copied(first) for first in row.first_media), None),
        )
    return Item(
        STORY,
        row.told_on,
        row.title,
        row.in_short,
        row.get_absolute_url(),
        row.picture,
        row.kind,
        _tellers_yes(row, outcomes),
        who=row.byline,
    )


def _tellers_yes(row: Publication, outcomes: dict[str, Outcome] | None) -> list[Outcome]:
    """The outcomes its teller answered with yes."""
    if outcomes is None:
        return list(row.said_yes.all())
    yes = {
        reading["outcome"]
        for reading in row.readings
        if reading["party"] == "teller" and reading["answer"] == "yes"
    }
    return [outcome for slug, outcome in outcomes.items() if slug in yes]


def _story(row: ChangeStory) -> Item:
    yes = [
        reading.outcome
        for reading in row.read_as
        if reading.party == "teller" and reading.answer == "yes"
    ]
    return Item(
        STORY,
        row.told_on,
        row.title,
        row.in_short,
        row.get_absolute_url(),
        row.picture,
        row.kind,
        yes,
    )


def _activity(row: Activity, area: Area) -> Item:
    row.area = area
    photo = next(iter(row.first_photos), None)
    return Item(ACTIVITY, row.on, row.title, row.what_happened, row.get_absolute_url(), photo=photo)
