"""Erasing somebody: names taken out of texts, and a rule for each field that says who they are.

One rule a field, declared in its app's privacy.py.

  blank   emptied, in the rows that are about them
  named   emptied where it holds their very name, in the areas they are known in
  delete  the whole row goes
  points  leads to a row that says nobody once that row is emptied: every foreign key, without
          being declared

A test walks every personal field of every model and fails on one without a rule. History tables
follow their original. No trace of the old words is kept, so these are the only updates that history
does not see.
"""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, overload

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

# --- names in texts ---
SHORTEST = 3  # letters; a shorter part of a name stands in too many other words


def named(names: frozenset[str]) -> re.Pattern[str] | None:
    """Whole names, and each part of one that is long enough; for words about these people."""
    parts = {part for name in names if "@" not in name for part in re.findall(r"\w+", name)}
    return _pattern(
        {*names, *(part for part in parts if len(part) >= SHORTEST and part[0].isupper())}
    )


def whole_names(names: frozenset[str]) -> re.Pattern[str] | None:
    """Only names of more than one word, and addresses; for words about something else.

    There, “Hill” is mostly a hill.
    """
    return _pattern({name for name in names if "@" in name or len(name.split()) > 1})


@overload
def without(words: str, pattern: re.Pattern[str] | None) -> str: ...
@overload
def without(words: object, pattern: re.Pattern[str] | None) -> object: ...
def without(words: object, pattern: re.Pattern[str] | None) -> object:
    """The same text, list or dict with “somebody” for each name; anything else as it is."""
    if isinstance(words, str):
        return pattern.sub(_("somebody"), words) if pattern else words
    if isinstance(words, dict):
        return {key: without(value, pattern) for key, value in words.items()}
    return [without(value, pattern) for value in words] if isinstance(words, list) else words


def _pattern(words: set[str]) -> re.Pattern[str] | None:
    """The longest first, so that a whole name goes before its parts."""
    if not words:
        return None
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


# --- rules for fields ---
class Do(StrEnum):
    BLANK = "blank"
    NAMED = "named"
    DELETE = "delete"
    POINTS = "points"


@dataclass(frozen=True)
class Subject:
    """Somebody to erase: the rows that are them ("accounts.user": 7), and their names.

    `areas` are the ids of the areas they are known in.
    """

    rows: dict[str, int]
    names: frozenset[str] = frozenset()
    areas: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Rule:
    """What happens to one field of one model.

    `by` is the way from a row to the subject: a foreign key, "pk", or a function of the subject.
    `area` leads from a row to its area, for what is only found by name.
    """

    model: str
    field: str
    do: Do
    by: str | Callable[[Subject], Q] = ""
    area: str = ""

    def rows(self, model: type[models.Model], subject: Subject) -> Q | None:
        """Which rows of this model are about the subject; None where none can be."""
        if self.do == Do.NAMED:
            here = Q(**{f"{self.area}__in": subject.areas})
            return here & _any(Q(**{f"{self.field}__iexact": name}) for name in subject.names)
        if callable(self.by):
            return self.by(subject)
        target = model if self.by == "pk" else model._meta.get_field(self.by).related_model
        if target is None:
            raise TypeError(f"{self.model}.{self.by} leads to nobody.")
        key = subject.rows.get(_original(target)._meta.label_lower)
        return None if key is None else Q(**{"id" if self.by == "pk" else self.by: key})


RULES: dict[tuple[str, str], Rule] = {}


def erasing(
    label: str,
    *,
    blank: str = "",
    named: str = "",
    delete: str = "",
    by: str | Callable[[Subject], Q] = "",
    area: str = "",
) -> None:
    """Say what becomes of fields: erasing("partnerships.Seat", by="user", blank="name role")."""
    for do, names in ((Do.BLANK, blank), (Do.NAMED, named), (Do.DELETE, delete)):
        for name in names.split():
            RULES[label.lower(), name] = Rule(label.lower(), name, do, by, area)


def rule_of(model: type[models.Model], name: str) -> Rule | None:
    """The rule of a field, or of the field it is the history of; foreign keys point."""
    label = _original(model)._meta.label_lower
    if (label, name) in RULES:
        return RULES[label, name]
    return Rule(label, name, Do.POINTS) if model._meta.get_field(name).is_relation else None


def carry_out(subject: Subject) -> Counter[str]:
    """Follow every rule, in the transaction of the erasure.

    Returns how many rows of each model were touched.
    """
    touched: Counter[str] = Counter()
    for rule in RULES.values():
        for model in with_history(apps.get_model(rule.model)):
            rows = rule.rows(model, subject)
            if rows is None:
                continue
            queryset = model._base_manager.filter(rows)
            if rule.do == Do.DELETE:
                touched[rule.model] += queryset.delete()[0]
            else:
                value = {rule.field: empty(_column(model, rule.field))}
                touched[rule.model] += queryset.exclude(**value).update(**value)
    return +touched


def with_history(model: type[models.Model]) -> list[type[models.Model]]:
    """The model and, where it has one, its history."""
    return [other for other in apps.get_models() if model in (other, _original(other))]


def empty(field: "models.Field[Any, Any]") -> object:
    """What stands where somebody's data stood. An address has to be one, and nobody's."""
    if isinstance(field, models.EmailField) and field.unique:
        return f"{uuid.uuid4()}@erased.invalid"
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    column = model._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is kept in another table.")
    return column


def _original(model: type[models.Model]) -> type[models.Model]:
    return getattr(model, "instance_type", None) or model


def _any(conditions: Iterable[Q]) -> Q:
    either = Q(pk__in=[])
    for condition in conditions:
        either |= condition
    return either
