"""Filters of a list, under stable names in its address, so that it can be sent to somebody."""

from typing import Any

from django import forms

from bigstory.kit.words import LineField


class AddressFilter(forms.Form):
    """What does not make sense in an address is left out rather than refused: a link may be old or
    cut short. `complains`: the page has a place that says so.
    """

    complains = False

    def full_clean(self) -> None:
        super().full_clean()
        if not self.complains:
            self.errors.clear()

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are in use."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


def search_box(label: Any) -> LineField:
    """Words to look for; too many are left out as a whole."""
    return LineField(
        label=label, max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
