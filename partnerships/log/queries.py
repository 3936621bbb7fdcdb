"""What the log pages read.

The days on which something regular should have met, and those nobody has confirmed yet; what the
log form may begin with (an earlier entry, something regular, a paper card); the first photo of
each entry of a list.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low
from typing import NamedTuple

from django.db.models import IntegerField, Prefetch, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.kit.numbers.rows import row_number
from partnerships.models import Activity, DidNotMeet, MediaItem, PaperCard, Regular

A_WEEK = timedelta(days=7)
# Nobody knows how many came to something longer ago than this.
LOOK_BACK = 8 * A_WEEK
STEPS = {Regular.Every.WEEK: A_WEEK, Regular.Every.FORTNIGHT: 2 * A_WEEK}
LAST_WEEK_OF_MONTH = 5

# How many recent entries are looked through for something to log again, and how many are offered.
RECENT_READ = 40
OFFERS = 3
# What a new entry copies of an earlier one. The day, the words, who came and who told it are new
# each time.
COPIED_FROM_ACTIVITY = ("title", "led_by", "audience", "volunteers", "hours")
COPIED_FROM_REGULAR = ("title", "led_by", "audience")


# --- the days of something regular ---


class Occurrence(NamedTuple):
    """One day on which something regular should have met."""

    regular: Regular
    on: date

    @property
    def slug(self) -> str:
        """The area's, for addresses."""
        return self.regular.area.slug

    @property
    def key(self) -> str:
        """Tells the small forms of one page apart."""
        return f"{self.regular.pk}-{self.on:%Y%m%d}"


def meeting_days(regular: Regular, *, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, on which it should meet."""
    if regular.starts is None:
        return
    if regular.ends is not None:
        last = min(last, regular.ends - timedelta(days=1))
    for day in _days_from(regular, max(first, regular.starts)):
        if day > last:
            return
        yield day


def meets_on(regular: Regular, day: date) -> bool:
    """Whether it should meet on this day."""
    return day in meeting_days(regular, first=day, last=day)


def _days_from(regular: Regular, first: date) -> Iterator[date]:
    """Its days from `first` on, without an end."""
    step = STEPS.get(regular.every)
    if step:
        behind = (first - regular.starts) % step
        day = first + (step - behind if behind else behind)
        while True:
            yield day
            day += step
    month = first.replace(day=1)
    while True:
        day = _same_weekday(regular.starts, month)
        if day >= first:
            yield day
        month = (month + timedelta(days=31)).replace(day=1)


def _same_weekday(pattern: date, month: date) -> date:
    """The day of `month` (given by its first day) with the weekday and the week of `pattern`."""
    week = _week_of_month(pattern)
    first = month + timedelta(days=(pattern.weekday() - month.weekday()) % 7)
    if week < LAST_WEEK_OF_MONTH:
        return first + (week - 1) * A_WEEK
    weeks_left = (monthrange(month.year, month.month)[1] - first.day) // 7
    return first + weeks_left * A_WEEK


def _week_of_month(day: date) -> int:
    """1 for the first of its weekday in the month, and so on.

    5 stands for the last: most months have only four.
    """
    return (day.day - 1) // 7 + 1


def rhythm(regular: Regular) -> str:
    """How often, in words: “The second Tuesday of the month”."""
    if regular.starts is None:
        return regular.get_every_display()
    words = {"day": date_format(regular.starts, "l")}
    if regular.every == Regular.Every.WEEK:
        return _("Every %(day)s") % words
    if regular.every == Regular.Every.FORTNIGHT:
        return _("Every other %(day)s") % words
    return {
        1: _("The first %(day)s of the month"),
        2: _("The second %(day)s of the month"),
        3: _("The third %(day)s of the month"),
        4: _("The fourth %(day)s of the month"),
        LAST_WEEK_OF_MONTH: _("The last %(day)s of the month"),
    }[_week_of_month(regular.starts)] % words


def unconfirmed(user, areas: list[Area], at: date | None = None) -> list[Occurrence]:
    """The days of the last eight weeks this person may confirm and nobody has, the oldest first.

    Each regular thing has `usual`: how many mostly came in these weeks, None where nobody counted.
    One statement for all areas: home has none to spare.
    """
    at = at or today()
    since = at - LOOK_BACK
    may_log = {area.pk: area for area in areas if can(user, May.LOG, area)}
    if not may_log:
        return []
    regulars = []
    answered = set()
    came: dict[int | None, list[int]] = {}
    for kind, pk, area_id, title, on, ends, every, n in _regulars_and_answers(user, may_log, since):
        if kind == "regular":
            area = may_log[area_id]
            regular = Regular(pk=pk, area=area, title=title, starts=on, ends=ends, every=every)
            regulars.append(regular)
        else:
            answered |= {(pk, on), (area_id, on, _plain(title))}
            if n is not None:
                came.setdefault(pk, []).append(n)
    occurrences = []
    for regular in regulars:
        regular.usual = median_low(came[regular.pk]) if regular.pk in came else None
        days = meeting_days(regular, first=since, last=at)
        occurrences += [Occurrence(regular, day) for day in days]
    waiting = [occurrence for occurrence in occurrences if not _is_answered(occurrence, answered)]
    return sorted(waiting, key=lambda occurrence: (occurrence.on, occurrence.regular.title))


def _regulars_and_answers(user, area_ids: Iterable[int], since: date) -> QuerySet:
    """What is regular there, and what is known of its days, as rows of one union.

    An answer is an entry of it, an entry typed by hand under its name, or a day it did not meet.
    """
    regulars = Regular.objects.visible_to(user).filter(area__in=area_ids).exclude(ends__lte=since)
    logged = Activity.objects.filter(area__in=area_ids, on__gte=since)
    missed = DidNotMeet.objects.filter(regular__area__in=area_ids, on__gte=since)
    no_number = Cast(Value(None), IntegerField())
    parts = [
        regulars.order_by().values_list(
            Value("regular"), "pk", "area_id", "title", "starts", "ends", "every", no_number
        ),
        logged.order_by().values_list(
            Value("met"), "regular_id", "area_id", "title", "on", "until", "led_by", "came"
        ),
        missed.order_by().values_list(
            *(Value("missed"), "regular_id", "regular__area_id", Value(""), "on", "on", Value("")),
            no_number,
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _is_answered(occurrence: Occurrence, answered: set[tuple]) -> bool:
    regular, on = occurrence
    return (regular.pk, on) in answered or (regular.area_id, on, _plain(regular.title)) in answered


def _plain(title: str) -> str:
    """Two people write the same name in two ways: “Knit & Natter ”, “knit & natter”."""
    return " ".join(title.casefold().split())


# --- what the log form begins with ---


@dataclass(frozen=True)
class Prefill:
    """`initial` of the log form and what it came from, for the page to name.

    False where the form begins empty.
    """

    initial: dict = field(default_factory=dict)
    again: Activity | None = None
    card: PaperCard | None = None
    regular: Regular | None = None

    def __bool__(self):
        return bool(self.again or self.card or self.regular)


def prefill(query: QueryDict, *, user, area: Area) -> Prefill:
    """What ?again=, ?card= or ?regular= names.

    What this person may not read in this area is left out without a word.
    """
    if pk := row_number(query.get("again", "")):
        activities = Activity.objects.visible_to(user).filter(area=area).select_related("regular")
        if activity := activities.filter(pk=pk).first():
            return Prefill(initial=_from_activity(activity), again=activity)
    if code := query.get("card", ""):
        cards = PaperCard.objects.visible_to(user).filter(area=area).select_related("regular")
        if card := cards.filter(code=code).first():
            initial = _from_regular(card.regular) | {"card": card.code}
            return Prefill(initial=initial, card=card, regular=card.regular)
    pk = row_number(query.get("regular", ""))
    regular = pk and Regular.objects.visible_to(user).filter(area=area, pk=pk).first()
    return Prefill(initial=_from_regular(regular), regular=regular) if regular else Prefill()


def _from_activity(activity: Activity) -> dict:
    initial = {name: getattr(activity, name) for name in COPIED_FROM_ACTIVITY}
    initial["action"] = activity.action_id
    if activity.hours is not None:
        initial["hours"] = f"{activity.hours.normalize():f}"
    if activity.regular is not None and activity.regular.is_active():
        initial["regular"] = str(activity.regular_id)
    return initial


def _from_regular(regular: Regular | None) -> dict:
    if regular is None:
        return {}
    initial = {name: getattr(regular, name) for name in COPIED_FROM_REGULAR}
    return initial | {"action": regular.action_id, "regular": str(regular.pk)}


def offers(user, area: Area) -> list[Activity]:
    """Entries that may well have happened again, in one statement.

    Last week's on this weekday come first, then the newest.
    """
    recent = Activity.objects.visible_to(user).filter(area=area, on__gte=today() - LOOK_BACK)
    return offers_among(recent.only("title", "on").order_by("-on", "-pk")[:RECENT_READ])


def offers_among(recent: Iterable[Activity]) -> list[Activity]:
    """The same from entries at hand, the newest first; each name once."""
    at = today()
    latest = {}
    for activity in recent:
        if activity.on >= at - LOOK_BACK:
            latest.setdefault(_plain(activity.title), activity)
    by_likelihood = sorted(
        latest.values(),
        key=lambda activity: (at - activity.on != A_WEEK, -activity.on.toordinal()),
    )
    return by_likelihood[:OFFERS]


# --- photos of a list ---


def first_photo(path: str = "media") -> Prefetch:
    """The first photo of each activity of a list, as `first_photos`, in one statement.

    Whoever reads an activity sees its photos, so a list made with `visible_to` needs no second
    check.
    """
    return Prefetch(path, MediaItem.objects.order_by("order", "pk")[:1], to_attr="first_photos")
