"""What the admin calls a row: its own name, or a neutral label where a private word might be in it.

A row's name may be made of its own fields and of those of rows that it leads to, such as the title
of its story. So a model that has hidden fields, or leads to one that has, is called "Reading 5",
with its area where that was loaded. Everything in the admin that names a row asks `called`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.admin.utils import NestedObjects, quote
from django.db import models, router
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper

from bigstory.core.privacy import fields as privacy


@cache
def is_neutral(model: type[models.Model]) -> bool:
    """Whether rows of a model are called by a neutral label."""
    return _leads_to_hidden(getattr(model, "instance_type", model), frozenset())


def _leads_to_hidden(model: type[models.Model], seen: frozenset[type[models.Model]]) -> bool:
    if privacy.hidden(model):
        return True
    related = {f.related_model for f in model._meta.fields if f.is_relation} - seen
    return any(
        _leads_to_hidden(other, seen | {model}) for other in related if isinstance(other, type)
    )


def called(row: models.Model) -> str:
    """What to call a row without a private word. Reads nothing from the database for it."""
    return privacy.label(row) if is_neutral(type(row)) else str(row)


@dataclass(frozen=True)
class Called:
    """Stands for a row in a template of Django's, which prints it and asks for its key."""

    pk: object
    name: str

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, row: models.Model) -> "Called":
        return cls(row.pk, called(row))


class OwnLabel:
    """A column, or a line of a page: the row itself."""

    __name__ = "label"

    def __init__(self, model: type[models.Model]) -> None:
        self.short_description = capfirst(str(model._meta.verbose_name))
        self.admin_order_field = "pk"

    def __call__(self, row: models.Model) -> str:
        return called(row)


class RelatedLabel:
    """A column, or a line of a page: the rows that a field leads to."""

    def __init__(self, field: Any) -> None:
        self.field = field
        self.__name__ = str(field.name)
        self.short_description = capfirst(str(field.verbose_name))
        if not field.many_to_many:
            self.admin_order_field = field.attname

    def __call__(self, row: models.Model) -> str:
        found = getattr(row, self.field.name)
        if found is None:
            return ""
        rows: Iterable[models.Model] = found.all() if self.field.many_to_many else [found]
        return ", ".join(map(called, rows))


# Django compares the lines of a page by what they are, so there is one of each.
_own = cache(OwnLabel)
_related = cache(RelatedLabel)


def labelled(model: type[models.Model], name: str) -> Any:
    """A field by its name, or what stands for it where it leads to a row with a neutral label."""
    if name == "__str__":
        return _own(model)
    field = next((f for f in model._meta.get_fields() if f.name == name and f.concrete), None)
    if field is None or not field.is_relation or not isinstance(field.related_model, type):
        return name
    return _related(field) if is_neutral(field.related_model) else name


class HistoryLabels(HistoricalRecordContextHelper):
    """What changed from one state of a row to the next; a row that was named by its label."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        # simple_history has no types.
        shown: Any = super().prepare_delta_change_value(change, value)
        if isinstance(shown, list):
            return [_called(each) for each in shown]
        return _called(shown)


def _called(value: Any) -> Any:
    return called(value) if isinstance(value, models.Model) else value


# What goes with rows that are deleted, how many of each, what may not go, and what keeps them.
Deleted = tuple[list[Any], dict[str, int], set[str], list[str]]


def what_would_go(rows: Any, request: HttpRequest, site: Any) -> Deleted:
    """As Django lists what goes when rows are deleted, by their labels."""
    lacking: set[str] = set()

    def line(row: models.Model) -> str:
        kind = capfirst(str(row._meta.verbose_name))
        if not site.is_registered(type(row)):
            return f"{kind}: {called(row)}"
        if not site.get_model_admin(type(row)).has_delete_permission(request, row):
            lacking.add(str(row._meta.verbose_name))
        names = (site.name, row._meta.app_label, row._meta.model_name)
        try:
            page = reverse("{}:{}_{}_change".format(*names), args=[quote(row.pk)])
        except NoReverseMatch:
            return f"{kind}: {called(row)}"
        return format_html('{}: <a href="{}">{}</a>', kind, page, called(row))

    first: models.Model = rows[0]
    collector = NestedObjects(using=router.db_for_write(type(first)), origin=rows)
    collector.collect(rows)
    # The stubs say that models are kept here by name; they are kept by themselves.
    gone: Any = collector.model_objs
    counts = {str(model._meta.verbose_name_plural): len(gone[model]) for model in gone}
    kept = [line(row) for row in collector.protected]
    return collector.nested(line), counts, lacking, kept


def history_title(row: models.Model) -> str:
    return _("What changed: %(name)s") % {"name": called(row)}
