"""“Did you mean 4,000?”: asked beside a box, answered with a tick, and what was typed is kept."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _

MEANT = "meant"


class Answer(NamedTuple):
    """A way to say yes: the name and value that are sent with the form, and the number in words."""

    name: str
    value: str
    number: str


class MayMean(forms.TextInput):
    """A text box. A yes to what was asked beside it stands for its words while they stay."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        number, _is, words = data.get(_name_of(name), "").partition("=")
        return number if number and words.strip() == (typed or "").strip() else typed


def did_you_mean(label: str | Promise | None, *numbers: str) -> forms.ValidationError:
    """Asks whether a number is meant that was only thought to be; or which one of several."""
    words = {"label": asked(label), "numbers": _(" or ").join(numbers), "options": numbers}
    if len(numbers) > 1:
        sentence = _("%(label)s Did you mean %(numbers)s? Choose one, or put it right.")
    else:
        sentence = _("%(label)s Did you mean %(numbers)s? Say yes, or put it right.")
    return forms.ValidationError(sentence, code=MEANT, params=words)


def asked(label: str | Promise | None) -> str:
    """What was asked, before a sentence about the answer: “How many came?”, “Residents:”."""
    words = str(label or "")
    return words if words.endswith("?") or not words else f"{words}:"


def plain(number: Decimal, *, pence: bool = False) -> str:
    """As people write it: 4,000 or 2.5; pounds with their pence, 12.50."""
    if number == number.to_integral_value():
        return f"{number:,.0f}"
    return f"{number:,.2f}" if pence else f"{number.normalize():,f}"


def answers(field: BoundField) -> list[Answer]:
    """The ways to say yes to what was asked beside this box; none where nothing was."""
    return [
        Answer(_name_of(field.html_name), f"{number}={field.value()}", number)
        for problem in field.form.errors.as_data().get(field.name, [])
        if problem.code == MEANT
        for number in (problem.params or {})["options"]
    ]


def _name_of(name: str) -> str:
    return f"{name}-meant"
