"""Everything held on somebody in stories, row by row, found by the rules that also erase it."""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from bigstory.core.folding import fold
from bigstory.core.privacy.erasing import RULES, Do, Subject
from bigstory.core.privacy.fields import DECLARED, Kind, kinds
from bigstory.core.privacy.places import Place
from outcomes.consent.queries.places import held_places
from outcomes.models import ChangeStory, Person

# Rows that lead to somebody and tell nothing of them: tokens, digests, second steps.
LEFT_OUT = {"core.formtoken", "core.auditline", "mfa.authenticator", "outcomes.personlink"}
# Fields that are given to nobody.
NEVER = {"password", "digest", "sha256", "token", "body", "data"}
MASKED = "…"
# Models all of whose fields are theirs or about them.
OWN_MODELS = {
    "outcomes.person",
    "outcomes.guardian",
    "outcomes.permissionevent",
    "outcomes.appearance",
    "outcomes.erasureasked",
}


@dataclass
class HeldRows:
    """The rows of one model: each as field names and values in text, other people masked."""

    label: str
    name: str
    rows: list[dict[str, str]]


def rows_held_on(person: Person, ticked: Set[str] = frozenset()) -> list[HeldRows]:
    """Everything held on somebody, a list for each model, in the order of their labels.

    `ticked` are addresses of places that only have their name and are theirs all the same.
    """
    places = held_places(person, ticked)
    subject = places.subject
    own_stories = ChangeStory.objects.filter(pk__in=subject.gone["outcomes.changestory"])
    held = [("outcomes.changestory", [_row(story, subject, whole=True) for story in own_stories])]
    held += [
        (label, [_row(row, subject) for row in rows])
        for label, rows in _by_model(subject)
        if label not in LEFT_OUT
    ]
    held += _rows_of([*places.tied, *places.ticked])
    return [HeldRows(label, _name(label), rows) for label, rows in _merged(held) if rows]


def _rows_of(places: list[Place]) -> list[tuple[str, list[dict[str, str]]]]:
    """Of rows that have their name, and are not theirs: the words around it, and no more."""
    rows: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for place in places:
        row = rows[place.label, place.pk]
        row["id"] = str(place.pk)
        if place.day:
            row["on"] = place.day.isoformat()
        quotes = [f"{quote.before}{quote.words}{quote.after}" for quote in place.quotes]
        row[place.field] = " / ".join([*filter(None, [row.get(place.field)]), *quotes])
    return [(label, [row]) for (label, _pk), row in rows.items()]


def _by_model(subject: Subject) -> Iterator[tuple[str, models.QuerySet]]:
    for label in DECLARED:
        model = apps.get_model(label)
        about = _about(model, subject)
        if about is not None:
            yield label, model._base_manager.filter(about).order_by("pk").distinct()


def _about(model: type[models.Model], subject: Subject) -> Q | None:
    """A filter for rows that are them or lead to them. None where the model can have no such row.

    Rows that only have their name come from the places (`outcomes.consent.queries.places`).
    """
    own_label = model._meta.label_lower
    conditions = [Q(pk__in=subject.ids(own_label))] if subject.ids(own_label) else []
    for field in model._meta.concrete_fields:
        if field.is_relation and kinds(model).get(field.name) == Kind.PERSONAL:
            ids = subject.ids(field.related_model._meta.label_lower)
            conditions += [Q(**{f"{field.name}__in": ids})] if ids else []
    for (label, _field), rule in RULES.items():
        if label == own_label and callable(rule.by):
            conditions.append(rule.by(subject))
    return reduce(or_, conditions, Q()) if conditions else None


def _row(row: models.Model, subject: Subject, *, whole: bool = False) -> dict[str, str]:
    """The fields of one row they may have. With `whole`, private words too.

    Without it, of a row that only leads to them: what others wrote there is not theirs to have.
    """
    values = {}
    for field in row._meta.concrete_fields:
        kind = kinds(type(row)).get(field.name)
        if field.name in NEVER or kind is None:
            continue
        value = getattr(row, field.attname)
        if value in (None, ""):
            continue
        if kind == Kind.PERSONAL and not _theirs(row, field, value, subject):
            value = MASKED
        elif kind == Kind.PRIVATE and not (whole or type(row)._meta.label_lower in OWN_MODELS):
            continue
        values[field.name] = str(value)
    return values


def _theirs(row: models.Model, field: models.Field, value, subject: Subject) -> bool:
    """Whether a personal value is about them and not about somebody else."""
    if field.is_relation:
        return value in subject.ids(field.related_model._meta.label_lower)
    rule = RULES.get((type(row)._meta.label_lower, field.name))
    if rule is None or rule.do == Do.NAMED:
        return fold(str(value)) in {fold(name) for name in subject.names}
    about = rule.rows(type(row), subject)
    return about is not None and type(row)._base_manager.filter(about, pk=row.pk).exists()


def _merged(held: list[tuple[str, list[dict]]]) -> Iterator[tuple[str, list[dict]]]:
    """One list for each model: a story they told stands in it once, whole and not in part.

    What a place shows of a row that leads to them is added to that row.
    """
    by_label = itemgetter(0)
    for label, group in groupby(sorted(held, key=by_label), key=by_label):
        by_id: dict[str | None, dict] = {}
        for row in (row for _label, rows in group for row in rows):
            earlier = by_id.setdefault(row.get("id"), row)
            earlier |= {
                name: value for name, value in row.items() if earlier.get(name, MASKED) == MASKED
            }
        yield label, list(by_id.values())


def _name(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))
