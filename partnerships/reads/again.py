"""What the log form may begin with: an earlier entry, something regular, or a paper card."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.http import QueryDict

from areas.models import Area
from bigstory.core.models import today
from partnerships.models import Activity, PaperCard, Regular
from partnerships.reads.regulars import plain

A_WEEK = timedelta(days=7)
# Older than this and it is not "again" any more.
LOOK_BACK = 8 * A_WEEK
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
