"""Small helpers for storing many example rows in few statements."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import models

ENGLAND = ZoneInfo("Europe/London")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in England. The example never depends on when it is loaded."""
    return datetime.combine(day, time(hour, minute), tzinfo=ENGLAND)


def store(rows: Iterable[models.Model], **moments: Callable) -> list:
    """Save new rows of one kind, with a first line of history where the kind has one.

    `moments` names times that the database would set to now, each with a function from row to time.
    """
    rows = list(rows)
    if not rows:
        return rows
    model = type(rows[0])
    model._base_manager.bulk_create(rows, batch_size=500)
    if moments:
        for row in rows:
            for name, when in moments.items():
                setattr(row, name, when(row))
        model._base_manager.bulk_update(rows, list(moments), batch_size=200)
    if hasattr(model, "history"):
        model.history.bulk_history_create(rows, batch_size=500)
    return rows


def connect(field, pairs: Iterable[tuple[models.Model, models.Model]]) -> None:
    """Fill a many-to-many field, such as ChangeStory.levels, from pairs of saved rows."""
    here = field.field.m2m_field_name()
    there = field.field.m2m_reverse_field_name()
    through = field.through
    through._base_manager.bulk_create(
        [through(**{f"{here}_id": a.pk, f"{there}_id": b.pk}) for a, b in pairs], batch_size=500
    )
