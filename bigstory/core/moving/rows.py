"""Saving many rows of the record with their history, in few statements."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

AT_ONCE = 1_000


def create(model: type[Model], rows: list[Model], by: Any) -> list[Model]:
    """New rows, with their first line of history where they have one; they know their keys."""
    if not rows:
        return []
    if has_history(model):
        made: list[Model] = bulk_create_with_history(
            rows, model, batch_size=AT_ONCE, default_user=by
        )
        return made
    return list(model._base_manager.bulk_create(rows, batch_size=AT_ONCE))


def update(model: type[Model], rows: Sequence[Model], fields: set[str], by: Any) -> None:
    """Rows that were changed in these fields; their version, where they have one, goes up."""
    if not rows:
        return
    if is_versioned(model):
        fields = fields | {"version"}
        for row in rows:
            row.version += 1  # type: ignore[attr-defined]
    names = sorted({model._meta.get_field(_name(model, field)).name for field in fields})
    if has_history(model):
        bulk_update_with_history(rows, model, names, batch_size=AT_ONCE, default_user=by)
    else:
        model._base_manager.bulk_update(rows, names, batch_size=AT_ONCE)


def remember_end(model: type[Model], rows: Sequence[Any], by: Any) -> None:
    """A last line of history of rows that are about to be deleted, where they have one."""
    if not has_history(model):
        return
    kept: Any = model.history.model  # type: ignore[attr-defined]
    names = [field.attname for field in kept.tracked_fields]
    about = {"history_date": timezone.now(), "history_user": by, "history_type": "-"}
    kept._base_manager.bulk_create(
        [kept(**about, **{name: getattr(row, name) for name in names}) for row in rows],
        batch_size=AT_ONCE,
    )


def _name(model: type[Model], attname: str) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.attname == attname)


def has_history(model: type[Model]) -> bool:
    return hasattr(model, "history")


def is_versioned(model: type[Model]) -> bool:
    return any(field.name == "version" for field in model._meta.concrete_fields)
