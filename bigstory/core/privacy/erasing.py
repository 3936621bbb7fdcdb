"""Takes somebody's names out of words: out of a text, or out of whatever holds texts.

What erasing somebody does to each field that says who they are.

One rule for each, declared in its app's privacy.py.

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

SHORTEST = 3  # letters; a shorter part of a name stands in too many other words


def named(names: frozenset[str]) -> re.Pattern[str] | None:
    """Their whole names, and each part of one that is long enough to be theirs.

    For words that are about them.
    """
    parts = {part for name in names if "@" not in name for part in re.findall(r"\w+", name)}
    return _pattern(
        {*names, *(part for part in parts if len(part) >= SHORTEST and part[0].isupper())}
    )


def whole_names(names: frozenset[str]) -> re.Pattern[str] | None:
    """Only names of more than one word, and addresses: in words about something else, “Hill” is
    mostly a hill.
    """
    return _pattern({name for name in names if "@" in name or len(name.split()) > 1})


@overload
def without(thing: str, pattern: re.Pattern[str] | None) -> str: ...
@overload
def without(thing: object, pattern: re.Pattern[str] | None) -> object: ...
def without(thing: object, pattern: re.Pattern[str] | None) -> object:
    """The same words with “somebody” for each name."""
    if isinstance(thing, str):
        return pattern.sub(_("somebody"), thing) if pattern else thing
    if isinstance(thing, dict):
        return {key: without(value, pattern) for key, value in thing.items()}
    return [without(each, pattern) for each in thing] if isinstance(thing, list) else thing


def _pattern(words: set[str]) -> re.Pattern[str] | None:
    """The longest first, so that a whole name goes before its parts."""
    longest = sorted(words, key=len, reverse=True)
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
        if longest
        else None
    )


class Do(StrEnum):
    BLANK = "blank"
    NAMED = "named"
    DELETE = "delete"
    POINTS = "points"


@dataclass(frozen=True)
class Subject:
    """Whom it is about: the rows that are them ("accounts.user": 7), their names, and where they
    are known.
    """

    rows: dict[str, int]
    names: frozenset[str] = frozenset()
    areas: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Rule:
    """`by` is the way from a row to the subject: a foreign key, "pk", or a function of the subject.
    `area` leads from a row to its area, for what is only found by name.
    """

    model: str
    field: str
    do: Do
    by: str | Callable[[Subject], Q] = ""
    area: str = ""

    def rows(self, model: type[models.Model], subject: Subject) -> Q | None:
        """Which rows of this model are about them;

        None: it cannot be about this sort of somebody.
        """
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
    done: Counter[str] = Counter()
    for rule in RULES.values():
        for model in with_history(apps.get_model(rule.model)):
            rows = rule.rows(model, subject)
            if rows is None:
                continue
            found = model._base_manager.filter(rows)
            if rule.do == Do.DELETE:
                done[rule.model] += found.delete()[0]
            else:
                value = empty(_column(model, rule.field))
                done[rule.model] += found.exclude(**{rule.field: value}).update(
                    **{rule.field: value}
                )
    return +done


def with_history(model: type[models.Model]) -> list[type[models.Model]]:
    return [
        each
        for each in apps.get_models()
        if each is model or getattr(each, "instance_type", None) is model
    ]


def empty(each: "models.Field[Any, Any]") -> object:
    """What stands where somebody's data stood. An address has to be one, and nobody's."""
    if isinstance(each, models.EmailField) and each.unique:
        return f"{uuid.uuid4()}@erased.invalid"
    if each.null:
        return None
    return each.get_default() if each.has_default() else ""


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is kept in another table.")
    return found


def _original(model: type[models.Model]) -> type[models.Model]:
    return getattr(model, "instance_type", None) or model


def _any(questions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for each in questions:
        found |= each
    return found
