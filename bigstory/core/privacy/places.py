"""Every place of the record where somebody's name stands, in rows that are not themselves.

Each model with words of people says in its app's privacy.py how its rows lead to an area. A place
is one field of one row with all that its history remembers of it. It is tied to somebody where a
key of the row leads to them; otherwise it only has their name, which may be another's, and a person
decides. Databases fold spellings in ways of their own, so rows are read and compared here: one
statement for each table, however many rows there are.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from bigstory.core.privacy.erasing import Subject, column, empty, original, with_history
from bigstory.core.privacy.fields import Kind, kinds
from bigstory.core.privacy.names import Names, Spelled

# The day of a row is the first of these that it has.
DAYS = (
    "on",
    "told_on",
    "sent_at",
    "at",
    "starts_at",
    "joined",
    "half_year",
    "as_of",
    "declared_on",
    "logged_at",
    "added_at",
)
# How the address of a place ends, by how the name is spelled there.
SUFFIXES = {Spelled.SAME: "", Spelled.NEAR: "~", Spelled.ADDRESS: "@"}
MOST_QUOTES = 3
READ_AT_ONCE = 2_000
# Rows of these models are somebody: whoever ticks one says that it is the same person.
PEOPLE: set[str] = set()
LOCATED: dict[str, "Located"] = {}


@dataclass(frozen=True)
class Located:
    """How the rows of a model lead to an area, by any of these ways; no way: found everywhere."""

    label: str
    areas: tuple[str, ...]
    derived: frozenset[str]


@dataclass(frozen=True)
class Quote:
    """A name, and a few of the words around it."""

    before: str
    words: str
    after: str


@dataclass
class Place:
    """One field of one row, with its history, where a name stands in one way of spelling it."""

    label: str
    field: str
    pk: int
    spelled: Spelled
    tied: bool = False
    area: int | None = None
    day: date | None = None
    quotes: list[Quote] = dataclasses.field(default_factory=list)

    @property
    def address(self) -> str:
        """What the place is called in forms and in the ledger: it says nothing of anybody."""
        return f"{self.label}.{self.field}:{self.pk}{SUFFIXES[self.spelled]}"


def located(labels: str, *, area: str = "", derived: str = "", people: bool = False) -> None:
    """Say how rows lead to their area: located("outcomes.Reading", area="story__area").

    `area` may name several ways. `derived` are fields that are made of others. With `people` a row
    is a person.
    """
    for label in labels.lower().split():
        LOCATED[label] = Located(label, tuple(area.split()), frozenset(derived.split()))
        if people:
            PEOPLE.add(label)


def text_fields(model: type[models.Model]) -> dict[str, Kind]:
    """The fields of a model that hold words of people, and the kind of each."""
    left_out = LOCATED[model._meta.label_lower].derived
    return {
        name: kind
        for name, kind in kinds(model).items()
        if kind != Kind.SYSTEM and name not in left_out and _is_text(model._meta.get_field(name))
    }


def _is_text(each: Any) -> bool:
    """Words somebody typed, and no choice out of a list."""
    is_text = isinstance(each, models.CharField | models.TextField | models.JSONField)
    return is_text and not each.choices and not isinstance(each, models.SlugField)


def places_of(subject: Subject, labels: Iterable[str] | None = None) -> list[Place]:
    """Every place where their name stands, in the areas they are known in.

    Rows that a key ties to them are looked at wherever they are, and so are all rows for an e-mail
    address.
    """
    names = Names(subject.names)
    places: dict[tuple[str, str, int, Spelled], Place] = {}
    for label in labels or LOCATED:
        model = apps.get_model(label)
        for table in with_history(model):
            for place in _places_in(table, subject, names):
                key = (place.label, place.field, place.pk, place.spelled)
                earlier = places.setdefault(key, place)
                earlier.tied = earlier.tied or place.tied
                new = [quote for quote in place.quotes if quote not in earlier.quotes]
                earlier.quotes += new[: MOST_QUOTES - len(earlier.quotes)]
    return list(places.values())


def _places_in(table: type[models.Model], subject: Subject, names: Names) -> Iterator[Place]:
    """The places in one table. Of a row that is in two of their areas, one place twice."""
    model = original(table)
    label = model._meta.label_lower
    ways = _ways(table)
    fields = text_fields(model)
    keys = _keys(model, subject)
    day = next((name for name in DAYS if name in kinds(model)), "id")
    gone = _keys_to(model, subject.gone)
    columns = ["id", day, *ways, *fields, *keys, *gone]
    rows = table._base_manager.filter(_candidates(table, subject, names))
    for row in rows.values_list(*columns).iterator(chunk_size=READ_AT_ONCE):
        values = dict(zip(columns, row, strict=True))
        own = subject.ids(label) | subject.gone.get(label, frozenset())
        if values["id"] in own or any(values[name] in ids for name, ids in gone.items()):
            continue
        tied = values["id"] in subject.around.get(label, ()) or any(
            values[name] in ids for name, ids in keys.items()
        )
        area = next((values[way] for way in ways if values[way]), None)
        for name, kind in fields.items():
            for spelled, quotes in names.quotes(values[name], of_a_name=kind == Kind.PERSONAL):
                place = Place(label, name, values["id"], spelled, area=area)
                place.day = _day(values[day])
                place.quotes = [Quote(*quote) for quote in quotes[:MOST_QUOTES]]
                place.tied = spelled == Spelled.ADDRESS or (tied and spelled == Spelled.SAME)
                yield place


def _keys(model: type[models.Model], subject: Subject) -> dict[str, frozenset[int]]:
    """The foreign keys of a model that may tie a row to them, and the ids that do.

    A row that is somebody is tied by a key to its account, and not by who wrote it down.
    """
    keys = _keys_to(model, subject.around)
    for name, ids in _keys_to(model, subject.rows).items():
        if kinds(model).get(name) == Kind.PERSONAL:
            keys[name] = keys.get(name, frozenset()) | ids
    people = model._meta.label_lower in PEOPLE
    return {name: ids for name, ids in keys.items() if name == "user" or not people}


def _keys_to(
    model: type[models.Model], rows: Mapping[str, frozenset[int]]
) -> dict[str, frozenset[int]]:
    """The foreign keys of a model that lead to one of these rows, and the ids of those rows."""
    return {
        each.name: ids
        for each in model._meta.concrete_fields
        if each.related_model is not None
        and (ids := rows.get(each.related_model._meta.label_lower, frozenset()))
    }


def _ways(table: type[models.Model]) -> tuple[str, ...]:
    """The ways from a row to its area. A history has none that begins in another table."""
    ways = LOCATED[original(table)._meta.label_lower].areas
    own = {each.name for each in table._meta.concrete_fields}
    return tuple(way for way in ways if table is original(table) or way.partition("__")[0] in own)


def _candidates(table: type[models.Model], subject: Subject, names: Names) -> Q:
    """The rows to look through."""
    model = original(table)
    label = model._meta.label_lower
    ways = _ways(table)
    if not LOCATED[label].areas:
        return Q()
    if not ways:
        here = model._base_manager.filter(_candidates(model, subject, names))
        return Q(id__in=here.values("id"))
    either = [Q(**{f"{way}__in": subject.areas}) for way in ways]
    either += [Q(**{f"{name}__in": ids}) for name, ids in _keys(model, subject).items()]
    if around := subject.around.get(label):
        either.append(Q(id__in=around))
    for address in names.addresses:
        either += [Q(**{f"{name}__icontains": address}) for name in text_fields(model)]
    if table is not model and any("__" in way for way in ways):
        # What the row hung on is gone, and only its history is left: nothing says where it was.
        either.append(Q(**dict.fromkeys(ways)))
    return reduce(or_, either)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value if isinstance(value, date) else None


# --- taking the name out ---


def take_out(places: Iterable[Place], subject: Subject) -> dict[str, set[int]]:
    """Take their name out of these places, in rows and history.

    Returns the ids of the rows of each model that changed, or whose history did. Call it in the
    transaction of the erasure. Two statements a table, and one for its versions.
    """
    names = Names(subject.names)
    wanted: dict[str, dict[int, set[tuple[str, Spelled]]]] = defaultdict(lambda: defaultdict(set))
    for place in places:
        wanted[place.label][place.pk].add((place.field, place.spelled))
    changed: dict[str, set[int]] = defaultdict(set)
    for label, rows in wanted.items():
        for table in with_history(apps.get_model(label)):
            changed[label] |= _take_out_of(table, rows, names)
    return changed


def _take_out_of(
    table: type[models.Model], wanted: Mapping[int, set[tuple[str, Spelled]]], names: Names
) -> set[int]:
    """The ids of the rows that changed, or whose history did."""
    fields = sorted({name for places in wanted.values() for name, _spelled in places})
    rows: Iterable[Any] = table._base_manager.filter(id__in=list(wanted)).only("id", *fields)
    changed = [row for row in rows if _change(row, wanted[row.id], names)]
    table._base_manager.bulk_update(changed, fields, batch_size=100)
    if changed and "version" in kinds(original(table)) and table is original(table):
        # Whoever has the row open is told that it was changed, and does not save the name again.
        again = table._base_manager.filter(pk__in=[row.pk for row in changed])
        again.update(version=F("version") + 1)
    return {row.id for row in changed}


def _change(row: models.Model, places: set[tuple[str, Spelled]], names: Names) -> bool:
    """Put the new values into a row that is not saved yet. Returns whether any differs."""
    differs = False
    for name, spelled in sorted(places):
        before = getattr(row, name)
        is_name = kinds(type(row)).get(name) == Kind.PERSONAL
        after = names.without(before, spelled, of_a_name=is_name)
        each = column(type(row), name)
        if is_name and not after:
            after = empty(each)
        elif isinstance(after, str) and each.max_length:
            after = after[: each.max_length]
        differs = differs or after != before
        setattr(row, name, after)
    return differs
