"""Many rows of a table at once: COPY on PostgreSQL, a long INSERT on SQLite.

For rows that were made from rows the product wrote; nothing here looks whether they are right.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from django.core.management.color import no_style
from django.db import connection, models

_NULL = r"\N"


def load(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write rows that have their ids already."""
    rows = list(rows)
    if not rows:
        return
    if connection.vendor != "postgresql":
        model._base_manager.bulk_create(rows)
        return
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_as_text(field, row) for field in fields])
    text.seek(0)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {model._meta.db_table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{_NULL}')",
            text,
        )


def _as_text(field: models.Field, row: models.Model) -> str:
    value = field.pre_save(row, add=True)
    if value is None:
        return _NULL
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return str(field.get_db_prep_save(value, connection))


def ids_from(model: type[models.Model]) -> int:
    """The first id that no row of a table has, nor any before it."""
    return (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def go_on_after(tables: Sequence[type[models.Model]]) -> None:
    """Let the next row that the product writes get an id of its own, and the database learn what
    it holds now.
    """
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def settle() -> None:
    """What PostgreSQL does by itself in a quiet hour."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
