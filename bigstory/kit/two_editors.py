"""What two people who changed the same thing wrote, field by field.

For forms whose `values()` are the row's fields.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _


class Difference(NamedTuple):
    label: str
    stored: str
    typed: str
    target: str


def side_by_side(
    form: forms.Form, stored: models.Model, *, ask: dict[str, str] | None = None
) -> list[Difference]:
    """Where a valid form differs from what is stored, in the order of the page.

    `ask` names the question of the form that asks for a field, where it has another name.
    """
    found = []
    for name, typed in form.values().items():
        kept = getattr(stored, name)
        if typed != kept:
            field = form[(ask or {}).get(name, name)]
            target = (
                f"{field.auto_id}_0"
                if isinstance(field.field.widget, forms.RadioSelect)
                else field.auto_id
            )
            found.append(Difference(str(field.label), say(field, kept), say(field, typed), target))
    return found


def say(field: forms.BoundField, value) -> str:
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
    choices = dict(
        []
        if isinstance(field.field, forms.ModelChoiceField)
        else getattr(field.field, "choices", [])
    )
    if value in choices:
        return str(choices[value])
    return number_format(value) if isinstance(value, int | Decimal) else str(value)
