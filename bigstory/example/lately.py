"""Stores what happened in Ramsey in the last weeks, and what comes in the next, counted from the
day of loading: all else in the example has dates that stand still.
"""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.example.check import LAST_DAY
from bigstory.example.people import cast_of
from bigstory.example.store import moment, store
from partnerships.models import Action, Activity, Meeting

FILE = Path(__file__).parent / "lately.toml"
WHEN = ("weekday", "weeks")


def store_lately(ramsey: Area, people: dict[str, User]) -> None:
    """Call it before the regular things are joined to their entries. What would fall on days that
    the record itself tells of is left out.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    actions = {
        action.title: action
        for action in Action.objects.filter(
            priority__plan__area=ramsey, priority__plan__state="endorsed"
        )
    }
    rows = [
        _activity(ramsey, entry, actions, cast_of(ramsey.slug, people))
        for entry in told["activity"]
    ]
    store((row for row in rows if row.on > LAST_DAY), logged_at=lambda row: moment(row.on, 20, 15))
    meeting = told["meeting"]
    on = _last(meeting["weekday"], weeks=1) + timedelta(weeks=1 + meeting["weeks"])
    words = {name: text for name, text in meeting.items() if name not in WHEN}
    store([Meeting(area=ramsey, starts_at=moment(on, 19), minutes=90, **words)])


def _activity(area: Area, entry: dict, actions: dict[str, Action], cast: dict) -> Activity:
    left_out = (*WHEN, "action", "logged_by")
    return Activity(
        area=area,
        on=_last(entry["weekday"], weeks=entry["weeks"]),
        action=actions.get(entry.get("action")),
        logged_by=cast.get(entry["logged_by"]),
        logged_by_name=entry["logged_by"],
        **{name: value for name, value in entry.items() if name not in left_out},
    )


def _last(weekday: int, *, weeks: int) -> date:
    """That day of the week, so many times before today; today itself is none of them."""
    before = (today().weekday() - weekday - 1) % 7 + 1
    return today() - timedelta(days=before + 7 * (weeks - 1))
