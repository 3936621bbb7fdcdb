"""The form fields that read numbers and money as people type them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.kit.numbers.pounds import MOST, NotPounds, read_pounds
from bigstory.kit.numbers.reading import Of, read


def did_you_mean(number: Decimal | int) -> forms.ValidationError:
    """Asks whether a number is meant that was only thought to be; what was typed stays."""
    plain = f"{Decimal(number).normalize():,f}"
    return forms.ValidationError(
        _("Did you mean %(number)s? Write it like that, or put it right.") % {"number": plain},
        code="meant",
    )


class KindNumberField(forms.CharField):
    """A number in a text box, `of` something.

    `places` is how many decimals it has at most, `most` the largest number we believe, and
    `example` the number named when it is refused. What may be meant is asked about.
    """

    def __init__(
        self,
        *,
        of: Of = Of.PEOPLE,
        places: int = 0,
        most: int,
        example: str,
        attrs: dict[str, str],
        **kwargs: Any,
    ) -> None:
        self.of = of
        self.places = places
        self.most = Decimal(most)
        self.example = example
        kwargs.setdefault("max_length", 40)
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: object) -> Decimal | int | None:
        """A whole number where `places` is 0, else a Decimal; None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = read(text, self.of)
        if found is None:
            raise forms.ValidationError(
                gettext_lazy("%(label)s Write one number, such as %(example)s."), params=vars(self)
            )
        number = found.number
        if number > self.most:
            raise forms.ValidationError(
                gettext_lazy("%(label)s That is a very large number. Please check it."),
                params=vars(self),
            )
        if number != round(number, self.places):
            raise forms.ValidationError(self._too_many_decimals(), params=vars(self))
        kept = round(number, self.places) if self.places else int(number)
        if not found.sure:
            raise did_you_mean(kept)
        return kept

    def _too_many_decimals(self) -> str:
        if self.places == 0:
            return _("%(label)s Write a whole number, such as %(example)s.")
        if self.places == 1:
            return _("%(label)s One figure after the point is enough, such as %(example)s.")
        return _("%(label)s Write pounds and pence, such as %(example)s.")


POUNDS_ATTRS = {
    "class": "input--short",
    "inputmode": "decimal",
    "autocomplete": "off",
    "data-unit": "£",
}


class PoundsField(forms.CharField):
    """Pounds and pence in a text box; what was typed comes back with the reason."""

    default_error_messages = {"required": gettext_lazy("Write how much it was, such as 1,234.50.")}

    def __init__(
        self, *, below_nothing: bool = False, attrs: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.below_nothing = below_nothing
        super().__init__(widget=forms.TextInput(POUNDS_ATTRS if attrs is None else attrs), **kwargs)

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_pounds(text, below_nothing=self.below_nothing)
        except NotPounds as problem:
            found = read(text, Of.POUNDS)
            if found is None or not 0 < found.number <= MOST:
                raise forms.ValidationError(
                    capfirst(gettext_lazy("The sum %(why)s.") % {"why": problem})
                ) from None
            if found.about or not found.sure:
                raise did_you_mean(found.number) from None
            return found.number.quantize(Decimal("0.01"))
