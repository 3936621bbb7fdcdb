"""Controls that know our big choices."""

from typing import Any

from django import forms
from django.utils.functional import Promise


class _Hinted(forms.Widget):
    """Each choice may carry a small hint: hints={"public": "After the people in it say yes"}.

    `shape` is how they stand: "one" under each other, "three" or "four" in a row where there is
    room.
    """

    def __init__(
        self,
        *args: Any,
        hints: dict[str, str | Promise] | None = None,
        shape: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.shape = shape


class Picks(_Hinted, forms.RadioSelect):
    """One of a few, as big targets."""


class ManyPicks(_Hinted, forms.CheckboxSelectMultiple):
    """Any of a few, as big targets."""
