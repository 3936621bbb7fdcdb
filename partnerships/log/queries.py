"""The days something regular should have met, and those of them nobody has said anything about
yet.

What the log form may begin with: an earlier entry, something regular, or a paper card.

Photos beside lists of what happened.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Prefetch, Value
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from partnerships.models import Activity, DidNotMeet, MediaItem, PaperCard, Regular

A_WEEK = timedelta(days=7)
# Nobody knows how many came to something longer ago than this; what was missed stays missed.
LOOK_BACK = 8 * A_WEEK
STEPS = {Regular.Every.WEEK: A_WEEK, Regular.Every.FORTNIGHT: 2 * A_WEEK}
LAST = 5


class Ask(NamedTuple):
    """Did this meet on this day?"""

    regular: Regular
    on: date

    @property
    def slug(self) -> str:
        return self.regular.area.slug

    @property
    def key(self) -> str:
        return f"{self.regular.pk}-{self.on:%Y%m%d}"


def days(regular: Regular, *, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, on which it should meet."""
    if regular.starts is None:
        return
    if regular.ends is not None:
        last = min(last, regular.ends - timedelta(days=1))
    for day in _all_days(regular, max(first, regular.starts)):
        if day > last:
            return
        yield day


def meets_on(regular: Regular, day: date) -> bool:
    return day in days(regular, first=day, last=day)


def _all_days(regular: Regular, first: date) -> Iterator[date]:
    """From `first` on, without an end."""
    step = STEPS.get(regular.every)
    if step:
        behind = (first - regular.starts) % step
        day = first + (step - behind if behind else behind)
        while True:
            yield day
            day += step
    month = first.replace(day=1)
    while True:
        day = in_month(regular.starts, month)
        if day >= first:
            yield day
        month = (month + timedelta(days=31)).replace(day=1)


def which_week(day: date) -> int:
    """The how-manieth of its weekday in the month.

    The fifth means the last: most months have only four.
    """
    return (day.day - 1) // 7 + 1


def in_month(pattern: date, month: date) -> date:
    """The day of `month` (its first day) that is the same weekday, in the same week, as
    `pattern`.
    """
    week = which_week(pattern)
    first = month + timedelta(days=(pattern.weekday() - month.weekday()) % 7)
    if week < LAST:
        return first + (week - 1) * A_WEEK
    weeks_left = (monthrange(month.year, month.month)[1] - first.day) // 7
    return first + weeks_left * A_WEEK


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
        LAST: _("The last %(day)s of the month"),
    }[which_week(regular.starts)] % words


def waiting(user, areas: list[Area], at: date | None = None) -> list[Ask]:
    """The days this person may be asked about, the oldest first.

    One statement: home has none to spare.
    """
    at = at or today()
    since = at - LOOK_BACK
    known = {area.pk: area for area in areas if can(user, May.LOG, area)}
    if not known:
        return []
    regulars = []
    told = set()
    for kind, pk, area_id, title, on, ends, every in _rows(user, known, since):
        if kind == "regular":
            regulars.append(
                Regular(pk=pk, area=known[area_id], title=title, starts=on, ends=ends, every=every)
            )
        else:
            told |= {(pk, on), (area_id, on, plain(title))}
    asks = [
        Ask(regular, day) for regular in regulars for day in days(regular, first=since, last=at)
    ]
    return sorted(
        (ask for ask in asks if not _is_told(ask, told)),
        key=lambda ask: (ask.on, ask.regular.title),
    )


def _rows(user, area_ids, since: date):
    """What is regular there, and what is known of its days: logged, also by hand under the same
    name, or not met.
    """
    regulars = Regular.objects.visible_to(user).filter(area__in=area_ids).exclude(ends__lte=since)
    logged = Activity.objects.filter(area__in=area_ids, on__gte=since)
    missed = DidNotMeet.objects.filter(regular__area__in=area_ids, on__gte=since)
    parts = [
        regulars.order_by().values_list(
            Value("regular"), "pk", "area_id", "title", "starts", "ends", "every"
        ),
        logged.order_by().values_list(
            Value("met"), "regular_id", "area_id", "title", "on", "until", "led_by"
        ),
        missed.order_by().values_list(
            Value("missed"), "regular_id", "regular__area_id", Value(""), "on", "on", Value("")
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _is_told(ask: Ask, told: set[tuple]) -> bool:
    regular = ask.regular
    return (regular.pk, ask.on) in told or (regular.area_id, ask.on, plain(regular.title)) in told


def plain(title: str) -> str:
    """Two people write the same name in two ways: “Knit & Natter ”, “knit & natter”."""
    return " ".join(title.casefold().split())


LOOKED_AT = 40
OFFERED = 3
# The day, the words, who came and who told it are new each time.
KEPT = ("title", "led_by", "audience", "volunteers", "hours")


@dataclass(frozen=True)
class Begun:
    """`initial` for the form; what it came from, to say so on the page. Nothing: an empty form."""

    initial: dict = field(default_factory=dict)
    again: Activity | None = None
    card: PaperCard | None = None
    regular: Regular | None = None

    def __bool__(self):
        return bool(self.again or self.card or self.regular)


def begin(asked: QueryDict, *, user, area: Area) -> Begun:
    """?again=, ?card= or ?regular=.

    What this person may not read in this area is left out without a word.
    """
    if pk := _number(asked.get("again", "")):
        visible = Activity.objects.visible_to(user).filter(area=area).select_related("regular")
        if found := visible.filter(pk=pk).first():
            return Begun(initial=_from_activity(found), again=found)
    if code := asked.get("card", ""):
        cards = PaperCard.objects.visible_to(user).filter(area=area).select_related("regular")
        if found := cards.filter(code=code).first():
            return Begun(initial=_from_regular(found.regular), card=found, regular=found.regular)
    pk = _number(asked.get("regular", ""))
    found = Regular.objects.visible_to(user).filter(area=area, pk=pk).first() if pk else None
    return Begun(initial=_from_regular(found), regular=found) if found else Begun()


def _from_activity(found: Activity) -> dict:
    kept = {name: getattr(found, name) for name in KEPT} | {"action": found.action_id}
    if found.hours is not None:
        kept["hours"] = f"{found.hours.normalize():f}"
    if found.regular is not None and found.regular.is_active():
        kept["regular"] = str(found.regular_id)
    return kept


def _from_regular(regular: Regular | None) -> dict:
    if regular is None:
        return {}
    kept = {name: getattr(regular, name) for name in ("title", "led_by", "audience")}
    return kept | {"action": regular.action_id, "regular": str(regular.pk)}


def offers(user, area: Area) -> list[Activity]:
    """What may well have happened again: last week's on this weekday first, then the newest.

    One statement.
    """
    recent = Activity.objects.visible_to(user).filter(area=area, on__gte=today() - LOOK_BACK)
    return first_of(recent.only("title", "on").order_by("-on", "-pk")[:LOOKED_AT])


def first_of(recent: Iterable[Activity]) -> list[Activity]:
    """The same from entries at hand, the newest first; each name once."""
    at = today()
    latest = {}
    for activity in recent:
        if activity.on >= at - LOOK_BACK:
            latest.setdefault(plain(activity.title), activity)
    return sorted(latest.values(), key=lambda one: (at - one.on != A_WEEK, -one.on.toordinal()))[
        :OFFERED
    ]


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def first_photo(path: str = "media") -> Prefetch:
    """The first photo of each activity of a list, as `first_photos`.

    One statement, however long the list.

    Whoever reads an activity sees its photos, so a list that asked `visible_to` needs no second
    question.
    """
    return Prefetch(path, MediaItem.objects.order_by("order", "pk")[:1], to_attr="first_photos")
