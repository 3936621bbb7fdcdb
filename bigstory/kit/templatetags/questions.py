"""Filters and tags of the crispy pack in templates/bigstory/: controls, choices and problems."""

import re
from typing import NamedTuple

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from bigstory.kit.numbers.meant import Answer, answers

register = template.Library()
LISTED = "problems_told"  # the attribute of a form whose problems stand on the page already
TYPED = ("text", "search")
CALENDAR = "%Y-%m-%d"  # the only form the browser's own calendar reads
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_CLOCK = re.compile(r"\d{2}:\d{2}")


class Problem(NamedTuple):
    words: str
    target: str  # the id of the control to put right; empty for a problem of the whole form


class Choice(NamedTuple):
    tag: str
    label: str
    hint: str


@register.filter
def is_group(field: BoundField) -> bool:
    """Several controls under one question: a fieldset with a legend."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_file(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.FileInput)


@register.filter
def unit(field: BoundField) -> str:
    """What stands before the number: TextInput(attrs={"data-unit": "£"})."""
    before: str = field.field.widget.attrs.get("data-unit", "")
    return before


@register.filter
def described_by(field: BoundField) -> str:
    """Ids of the hint and the error, in the order in which they are shown."""
    own: str = field.field.widget.attrs.get("aria-describedby", "")
    return field.aria_describedby or own


@register.filter
def target(field: BoundField) -> str:
    """The id a link to this question leads to: the control, or the first of several."""
    return f"{field.auto_id}_0" if is_group(field) else field.id_for_label or field.auto_id


@register.simple_tag
def problems(form: BaseForm) -> list[Problem]:
    """All that needs putting right, in the order of the page.

    The form remembers that they were listed, so that a page lists them once.
    """
    if not getattr(form, "is_bound", False):
        return []
    setattr(form, LISTED, True)
    whole = [Problem(str(words), "") for words in form.non_field_errors()]
    hidden = [Problem(str(words), "") for field in form.hidden_fields() for words in field.errors]
    visible = [
        Problem(str(words), target(field))
        for field in form.visible_fields()
        for words in field.errors
    ]
    return whole + hidden + visible


@register.simple_tag
def holds_words(form: BaseForm) -> bool:
    """Whether what was typed stands in the form again: passwords never do."""
    return any(
        not isinstance(box.field.widget, forms.PasswordInput) for box in form.visible_fields()
    )


@register.simple_tag
def answers_to(field: BoundField) -> list[Answer]:
    """The ways to say yes to a “Did you mean 4,000?” beside this question."""
    return answers(field)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control itself, dressed in our classes.

    None has `maxlength`: with it a browser cuts off what somebody pastes, and says nothing.
    """
    widget = field.field.widget
    widget.attrs.pop("maxlength", None)
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{_dress(field)} {own}".strip()}
    if isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in TYPED:
        attrs["dir"] = "auto"  # words are written from the side their own letters begin on
    return field.as_widget(attrs=attrs)


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or not value or ISO_DAY.fullmatch(value) is not None


def _is_clock(value: object) -> bool:
    return not isinstance(value, str) or not value or ISO_CLOCK.fullmatch(value) is not None


def _dress(field: BoundField) -> str:
    """Our class for a control."""
    widget = field.field.widget
    if isinstance(widget, forms.TimeInput):
        # Its clock too would drop words that are no time.
        widget.input_type = "time" if _is_clock(field.value()) else "text"
    # A month, or anything else with a form of its own, is typed in words.
    if isinstance(widget, forms.DateInput) and widget.format in (None, CALENDAR):
        widget.format = CALENDAR
        # A calendar would silently drop words that are no day; they are shown as typed.
        widget.input_type = "date" if _is_day(field.value()) else "text"
        return "input input--date"
    return "" if isinstance(widget, forms.FileInput) else "input"


@register.simple_tag
def choices(field: BoundField) -> list[Choice]:
    """The choices of a group, each with the small hint that `widget.hints` gives its value."""
    hints = getattr(field.field.widget, "hints", {})
    group = []
    for option in field.subwidgets:
        value = str(option.data["value"])
        group.append(Choice(option.tag(), option.choice_label, hints.get(value, "")))
    return group
