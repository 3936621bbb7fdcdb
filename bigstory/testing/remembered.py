"""What was put on the record once in each process, and is afterwards put back row by row.

Nearly every test asks for Big Local's framework. Reading, checking and storing the file takes forty
milliseconds, the rows alone take two; and each test still begins with an empty record and undoes
what it did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

BIG_LOCAL = Path(__file__).resolve().parents[2] / "outcomes" / "data" / "big-local.toml"


@dataclass
class Rows:
    """Rows as the database gave them."""

    # A statement for each table, and the rows it is sent with.
    inserts: list[tuple[str, list[tuple]]] = field(default_factory=list)

    def put_back(self) -> bool:
        """False where nothing was noted yet, or a test put rows of its own in the way."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, rows in self.inserts:
                    cursor.executemany(statement, rows)
        except IntegrityError:
            return False
        return bool(self.inserts)


@contextmanager
def rows_noted() -> Iterator[Rows]:
    """Afterwards it holds every row that came meanwhile, or nothing where others changed too."""
    noted = Rows()
    before = {model: set(_rows(model)) for model in _tables()}
    yield noted
    inserts = []
    # What hangs on something comes before it: no line can be added to a report that was sent.
    for model, earlier in reversed(before.items()):
        now = _rows(model)
        if not earlier.issubset(now):
            return
        if new := [row for row in now if row not in earlier]:
            inserts.append((_insert(model), new))
    noted.inserts = inserts


@dataclass
class Remembered:
    """A framework's programme, rules, outcomes and words."""

    path: Path
    rows: Rows = field(default_factory=Rows)

    def put(self):
        """The programme, with all of it on the record."""
        from areas.models import Programme
        from outcomes.framework.exchange.framework import load_framework

        if self.rows.put_back():
            return Programme.objects.current()
        with rows_noted() as noted:
            programme = load_framework(self.path).programme
        self.rows = self.rows if self.rows.inserts else noted
        return programme


def _tables() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _stored(model: type[models.Model]) -> list[str]:
    """Its columns, without those that the database makes of others by itself."""
    fields = model._meta.local_concrete_fields
    return [each.column for each in fields if not each.generated]


def _columns(model: type[models.Model]) -> str:
    return ", ".join(map(connection.ops.quote_name, _stored(model)))


def _rows(model: type[models.Model]) -> list[tuple]:
    """In the order of their keys."""
    table, key = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model)} FROM {table} ORDER BY {key}")
        return cursor.fetchall()


def _insert(model: type[models.Model]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(_stored(model)))
    return f"INSERT INTO {table} ({_columns(model)}) VALUES ({places})"
