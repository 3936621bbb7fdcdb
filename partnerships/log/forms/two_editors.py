"""What two people who changed the same activity wrote, side by side."""

from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from partnerships.log.forms.activity import ChangeForm
from partnerships.models import Activity


class ActivityDifference(NamedTuple):
    """One field: its question, both texts, and the id of the box to go to."""

    label: str
    stored: str
    typed: str
    target: str


def differences(form: ChangeForm, stored: Activity) -> list[ActivityDifference]:
    """The fields in which a valid form differs from what is stored, in the order of the page."""
    return [
        ActivityDifference(
            label=str(_("How do you know?") if name == "counted" else form.fields[name].label),
            stored=_as_read(form, name, getattr(stored, name)),
            typed=_as_read(form, name, typed),
            target=form[name].auto_id,
        )
        for name, typed in form.values().items()
        if typed != getattr(stored, name)
    ]


def _as_read(form: ChangeForm, name: str, value) -> str:
    """One value as a person reads it."""
    if value is None or value == "":
        return _("nothing")
    if name in ("on", "until"):
        return date_format(value)
    choices = dict(getattr(form.fields[name], "choices", ())) if name != "action" else {}
    if value in choices:
        return str(choices[value])
    if name in ("title", "what_happened", "action", "told_by"):
        return str(value)
    return number_format(value)
