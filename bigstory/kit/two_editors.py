"""What two people who changed the same row wrote, field by field."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple, Protocol

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _


class RowForm(Protocol):
    """A valid form whose `values()` are fields of a row."""

    def values(self) -> Mapping[str, object]: ...
    def __getitem__(self, name: str, /) -> forms.BoundField: ...


class Difference(NamedTuple):
    """One field two people wrote differently; `target` is the id of its control."""

    label: str
    stored: str
    typed: str
    target: str


def side_by_side(
    form: RowForm, stored: models.Model, *, ask: Mapping[str, str] | None = None
) -> list[Difference]:
    """Where a valid form differs from what is stored, in the order of the page.

    `ask` maps a field of the row to the field of the form, where that has another name.
    """
    return list(_differences(form, stored, ask or {}))


def _differences(
    form: RowForm, stored: models.Model, form_fields: Mapping[str, str]
) -> Iterator[Difference]:
    for name, typed in form.values().items():
        value = getattr(stored, name)
        if typed == value:
            continue
        field = form[form_fields.get(name, name)]
        several = isinstance(field.field.widget, forms.RadioSelect)
        target = f"{field.auto_id}_0" if several else field.auto_id
        yield Difference(str(field.label), _readable(field, value), _readable(field, typed), target)


def _readable(field: forms.BoundField, value: object) -> str:
    """One value as a person reads it."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return f"{date_format(moment, 'l j F Y')}, {time_format(moment, 'g.i a')}"
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, time):
        return time_format(value)
    if not isinstance(field.field, forms.ModelChoiceField):
        choices = dict(getattr(field.field, "choices", []))
        if value in choices:
            return str(choices[value])
    return number_format(value) if isinstance(value, int | Decimal) else str(value)
