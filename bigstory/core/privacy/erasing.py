"""Erasing somebody: a rule for each field that says who they are.

One rule a field, declared in its app's privacy.py.

  blank   emptied, in the rows that are about them
  named   holds a name and no key to anybody: `bigstory.core.privacy.places` finds whose it may be
  delete  the whole row goes
  points  leads to a row that says nobody once that row is emptied: every foreign key, without
          being declared

A test walks every personal field of every model and fails on one without a rule. History tables
follow their original. No trace of the old words is kept, so these are the only updates that history
does not see.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q


class Do(StrEnum):
    BLANK = "blank"
    NAMED = "named"
    DELETE = "delete"
    POINTS = "points"


@dataclass(frozen=True)
class Subject:
    """Somebody to erase.

    `rows` are the ids of the rows that are them, by model ("accounts.user"); `around` those of rows
    that are about them, such as the stories they are in; `gone` those that go whole with them.
    `areas` are the ids of the areas they are known in.
    """

    rows: Mapping[str, frozenset[int]]
    names: frozenset[str] = frozenset()
    areas: frozenset[int] = field(default_factory=frozenset)
    around: Mapping[str, frozenset[int]] = field(default_factory=dict)
    gone: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def ids(self, label: str) -> frozenset[int]:
        """The ids of the rows of a model that are them."""
        return self.rows.get(label, frozenset())

    def and_also(self, label: str, ids: Iterable[int]) -> "Subject":
        """The same with more rows that are them."""
        return replace(self, rows={**self.rows, label: self.ids(label) | frozenset(ids)})


@dataclass(frozen=True)
class Rule:
    """What happens to one field of one model.

    `by` is the way from a row to the subject: a foreign key, "pk", or a function of the subject.
    """

    model: str
    field: str
    do: Do
    by: str | Callable[[Subject], Q] = ""

    def rows(self, model: type[models.Model], subject: Subject) -> Q | None:
        """Which rows of this model are about the subject; None where no key leads to anybody."""
        if self.do == Do.NAMED:
            return None
        if callable(self.by):
            return self.by(subject)
        target = model if self.by == "pk" else model._meta.get_field(self.by).related_model
        if target is None:
            raise TypeError(f"{self.model}.{self.by} leads to nobody.")
        ids = subject.ids(original(target)._meta.label_lower)
        return Q(**{f"{'id' if self.by == 'pk' else self.by}__in": ids}) if ids else None


# How the address of an account ends that was somebody's.
NOBODYS = "@erased.invalid"
RULES: dict[tuple[str, str], Rule] = {}


def erasing(
    label: str,
    *,
    blank: str = "",
    named: str = "",
    delete: str = "",
    by: str | Callable[[Subject], Q] = "",
) -> None:
    """Say what becomes of fields: erasing("partnerships.Seat", by="user", blank="name role")."""
    for do, names in ((Do.BLANK, blank), (Do.NAMED, named), (Do.DELETE, delete)):
        for name in names.split():
            RULES[label.lower(), name] = Rule(label.lower(), name, do, by)


def rule_of(model: type[models.Model], name: str) -> Rule | None:
    """The rule of a field, or of the field it is the history of; foreign keys point."""
    label = original(model)._meta.label_lower
    if (label, name) in RULES:
        return RULES[label, name]
    return Rule(label, name, Do.POINTS) if model._meta.get_field(name).is_relation else None


def carry_out(subject: Subject) -> dict[str, set[int]]:
    """Follow every rule, in the transaction of the erasure.

    Returns the ids of the rows of each model that were emptied or deleted, or whose history was.
    """
    touched: dict[str, set[int]] = defaultdict(set)
    for rule in RULES.values():
        for model in with_history(apps.get_model(rule.model)):
            rows = rule.rows(model, subject)
            if rows is None:
                continue
            queryset = model._base_manager.filter(rows)
            if rule.do == Do.DELETE:
                touched[rule.model] |= set(queryset.values_list("id", flat=True))
                queryset.delete()
            else:
                touched[rule.model] |= _blank(queryset, column(model, rule.field))
    return touched


def _blank(rows: "models.QuerySet[Any]", field: "models.Field[Any, Any]") -> set[int]:
    """Empty one field of these rows; where no two may be the same, each with a value of its own.

    Returns their ids.
    """
    if field.unique:
        ids = set(rows.values_list("id", flat=True))
        for pk in ids:
            rows.filter(pk=pk).update(**{field.name: empty(field)})
        return ids
    value = {field.name: empty(field)}
    full = rows.exclude(**value)
    ids = set(full.values_list("id", flat=True))
    if ids:
        full.update(**value)
    return ids


def with_history(model: type[models.Model]) -> list[type[models.Model]]:
    """The model and, where it has one, its history."""
    return [other for other in apps.get_models() if model in (other, original(other))]


def empty(field: "models.Field[Any, Any]") -> object:
    """What stands where somebody's data stood. An address has to be one, and nobody's."""
    if isinstance(field, models.EmailField) and field.unique:
        return f"{uuid.uuid4()}{NOBODYS}"
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""


def column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """A stored field of a model. Raises TypeError for one that is kept in another table."""
    column = model._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is kept in another table.")
    return column


def original(model: type[models.Model]) -> type[models.Model]:
    """The model, or the one that it is the history of."""
    return getattr(model, "instance_type", None) or model
