"""The words of the framework chosen for one story, all of them in one statement."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import CharField, F, IntegerField, Model, Q, Value
from django.db.models.functions import Cast

from areas.models import Programme
from outcomes.models import Barrier, ChangeKind, ChangeLevel, Driver, Maker

CHOSEN = ("levels", "kinds", "makers", "drivers", "barriers")


def chosen(thing: Model, names: tuple[str, ...] = CHOSEN) -> dict[str, list[str]]:
    """For each of the named choices, the names of what was chosen, in the framework's order."""
    parts = [
        getattr(thing, name)
        .order_by()
        .annotate(which=Value(name, CharField()), place=Cast(F("order"), IntegerField()))
        .values_list("which", "place", "pk", "name")
        for name in names
    ]
    found = defaultdict(list)
    for which, _place, _pk, name in sorted(parts[0].union(*parts[1:], all=True)):
        found[which].append(name)
    return {name: found[name] for name in names}


class Offer(NamedTuple):
    """One word that can be chosen, with what it means in plain words."""

    pk: int
    name: str
    plain: str


TERMS = {
    "levels": ChangeLevel,
    "kinds": ChangeKind,
    "makers": Maker,
    "drivers": Driver,
    "barriers": Barrier,
}


def offered(programme: Programme, already: dict[str, list[int]]) -> dict[str, list[Offer]]:
    """For each name in `already`, what can be chosen: words in use, and any that was chosen before
    it was retired.
    """
    parts = [
        TERMS[name]
        .objects.filter(Q(retired=False) | Q(pk__in=ids), programme=programme)
        .order_by()
        .annotate(which=Value(name, CharField()), place=Cast(F("order"), IntegerField()))
        .values_list("which", "place", "pk", "name", "plain")
        for name, ids in already.items()
    ]
    found = {name: [] for name in already}
    for which, _place, pk, name, plain in sorted(parts[0].union(*parts[1:], all=True)):
        found[which].append(Offer(pk, name, plain))
    return found
