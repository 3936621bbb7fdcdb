"""The two fields for words: one line, and as many lines as somebody likes.

What is in them was cleaned at the door (bigstory/core/text/). A browser given `maxlength` cuts off
what somebody pastes and says nothing, so none is given: the form answers with a sentence, and
counts as a browser would.
"""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from bigstory.core.text.clean import length

TOO_LONG = _("That is very long. Keep it to %(limit_value)d letters.")


class MostLetters(MaxLengthValidator):
    def clean(self, x: Any) -> int:
        return length(x)


class NotCut(forms.CharField):
    """A box in which a browser takes all that is pasted; too much is told, and not cut."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class _Typed(NotCut):
    def __init__(self, **options: Any) -> None:
        messages = {"max_length": TOO_LONG} | options.pop("error_messages", {})
        super().__init__(error_messages=messages, **options)
        if self.max_length is not None:
            others = [v for v in self.validators if not isinstance(v, MaxLengthValidator)]
            self.validators = [*others, MostLetters(self.max_length)]


class LineField(_Typed):
    """One line, whatever breaks were pasted into it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput({"autocomplete": "off"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class WordsField(_Typed):
    """Any number of lines. `rows` of them are seen at once."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**options)
