"""Big Local's framework, loaded once in each process and afterwards put back row by row.

Nearly every test asks for it. Reading, checking and storing the file takes forty milliseconds, the
rows alone take two; and each test still begins with an empty record and undoes what it did.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

BIG_LOCAL = Path(__file__).resolve().parents[2] / "outcomes" / "data" / "big-local.toml"


@dataclass
class Remembered:
    """The rows that loading a framework leaves, as the database gave them."""

    path: Path
    # A statement for each table, and the rows it is sent with.
    inserts: list[tuple[str, list[tuple]]] = field(default_factory=list)

    def put(self):
        """The programme, with its rules, outcomes and words on the record."""
        from areas.models import Programme

        if not self.inserts or not self._put_back():
            return self._load()
        return Programme.objects.current()

    def _load(self):
        from outcomes.framework.exchange.framework import load_framework

        before = {model: set(_keys(model)) for model in _tables()}
        programme = load_framework(self.path).programme
        self.inserts = [
            _insert(model, new) for model, keys in before.items() if (new := _keys(model) - keys)
        ]
        return programme

    def _put_back(self) -> bool:
        """False where a test put rows of its own in the way: then the file has to be loaded."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, rows in self.inserts:
                    cursor.executemany(statement, rows)
        except IntegrityError:
            return False
        return True


def _tables() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _keys(model: type[models.Model]) -> set:
    return set(model._base_manager.values_list("pk", flat=True))


def _insert(model: type[models.Model], keys: set) -> tuple[str, list[tuple]]:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    key = quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(f"SELECT * FROM {table} WHERE {key} IN ({marks})", list(keys))
        columns = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    places = ", ".join(["%s"] * len(columns))
    names = ", ".join(map(quote, columns))
    return f"INSERT INTO {table} ({names}) VALUES ({places})", rows
