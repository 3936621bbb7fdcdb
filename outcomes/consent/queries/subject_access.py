"""All that is held on somebody in stories, row by row, found by the same rules that erase it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from bigstory.core.privacy.erasing import RULES, Do, Subject
from bigstory.core.privacy.fields import DECLARED, Kind, kinds
from outcomes.consent.queries.people import stories_of
from outcomes.models import Person

# Rows that lead here and say nothing: keys to doors, and who may come in.
LEFT_OUT = {"core.formtoken", "core.auditline", "mfa.authenticator", "outcomes.personlink"}
NEVER = {"password", "digest", "sha256", "token", "body", "data"}
MASKED = "…"


@dataclass
class Held:
    """The rows of one sort.

    Each is its fields and what stands in them, as text; other people are masked.
    """

    label: str
    name: str
    rows: list[dict[str, str]]


def held_on(person: Person) -> list[Held]:
    """Everything, the longest-lived first: who they are, what they told, where they appear, what
    they allowed.
    """
    subject = subject_of(person)
    told = stories_of(person).filter(teller=person)
    found = [Held("outcomes.changestory", "", [_row(story, subject, whole=True) for story in told])]
    found += [
        Held(label, "", [_row(row, subject) for row in rows])
        for label, rows in _by_model(subject)
        if label not in LEFT_OUT
    ]
    return [Held(each.label, _name(each.label), each.rows) for each in _merged(found) if each.rows]


def _by_model(subject: Subject) -> Iterator[tuple[str, models.QuerySet]]:
    for label in DECLARED:
        model = apps.get_model(label)
        about = _about(model, subject)
        if about is not None:
            yield label, model._base_manager.filter(about).order_by("pk").distinct()


def _about(model: type[models.Model], subject: Subject) -> Q | None:
    """Rows that are them, that lead to them, or that hold their name where a rule looks for it."""
    questions = [Q(pk=pk) for label, pk in subject.rows.items() if label == model._meta.label_lower]
    for each in model._meta.concrete_fields:
        if each.is_relation and kinds(model).get(each.name) == Kind.PERSONAL:
            pk = subject.rows.get(each.related_model._meta.label_lower)
            questions += [Q(**{each.name: pk})] if pk else []
    for (label, _field), rule in RULES.items():
        if label == model._meta.label_lower and (rule.do == Do.NAMED or callable(rule.by)):
            questions.append(rule.rows(model, subject))
    found = Q()
    for each in questions:
        found |= each
    return found if questions else None


def _row(row: models.Model, subject: Subject, *, whole: bool = False) -> dict[str, str]:
    """`whole`: their own words too.

    Of a row that only leads to them, what others wrote in it is not theirs to have.
    """
    found = {}
    for each in row._meta.concrete_fields:
        kind = kinds(type(row)).get(each.name)
        if each.name in NEVER or kind is None:
            continue
        value = getattr(row, each.attname)
        if value in (None, ""):
            continue
        if kind == Kind.PERSONAL and not _theirs(row, each, value, subject):
            value = MASKED
        elif kind == Kind.PRIVATE and not (whole or type(row)._meta.label_lower in OWN):
            continue
        found[each.name] = str(value)
    return found


# Rows in which every word is of them or about them.
OWN = {
    "outcomes.person",
    "outcomes.guardian",
    "outcomes.permissionevent",
    "outcomes.appearance",
    "outcomes.erasureasked",
}


def _theirs(row: models.Model, each: models.Field, value, subject: Subject) -> bool:
    if each.is_relation:
        return subject.rows.get(each.related_model._meta.label_lower) == value
    rule = RULES.get((type(row)._meta.label_lower, each.name))
    if rule is None or rule.do == Do.NAMED:
        return str(value).casefold() in {name.casefold() for name in subject.names}
    about = rule.rows(type(row), subject)
    return about is not None and type(row)._base_manager.filter(about, pk=row.pk).exists()


def _merged(found: list[Held]) -> list[Held]:
    """One list for each sort: a story they told is not said twice, in whole and in part."""
    merged = []
    for label, group in groupby(
        sorted(found, key=lambda each: each.label), key=lambda each: each.label
    ):
        rows = {row.get("id"): row for each in reversed(list(group)) for row in each.rows}
        merged.append(Held(label, "", list(rows.values())))
    return merged


def _name(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))


def subject_of(person: Person) -> Subject:
    rows = {"outcomes.person": person.pk}
    names = {person.name, person.known_as, person.contact}
    if person.user is not None:
        rows["accounts.user"] = person.user.pk
        names |= {person.user.email, person.user.name}
    return Subject(rows, frozenset(name for name in names if name), frozenset([person.area_id]))
