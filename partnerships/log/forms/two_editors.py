"""What two people who changed the same activity wrote, side by side."""

from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from partnerships.log.forms.activity import ChangeForm
from partnerships.models import Activity


class ActivityDifference(NamedTuple):
    label: str
    stored: str
    typed: str
    target: str


def differences(form: ChangeForm, stored: Activity) -> list[ActivityDifference]:
    """The fields in which a valid form differs from what is stored, in the order of the page."""
    found = []
    for name, typed in form.values().items():
        kept = getattr(stored, name)
        if typed != kept:
            label = str(_("How do you know?") if name == "counted" else form.fields[name].label)
            found.append(
                ActivityDifference(
                    label, say(form, name, kept), say(form, name, typed), form[name].auto_id
                )
            )
    return found


def say(form: ChangeForm, name: str, value) -> str:
    """One value as a person reads it."""
    if value is None or value == "":
        return _("nothing")
    if name in ("on", "until"):
        return date_format(value)
    choices = dict(getattr(form.fields[name], "choices", ())) if name != "action" else {}
    if value in choices:
        return str(choices[value])
    return (
        str(value)
        if name in ("title", "what_happened", "action", "told_by")
        else number_format(value)
    )
