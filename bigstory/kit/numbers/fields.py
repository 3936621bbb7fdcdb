"""The form fields that read numbers and money as people type them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.kit.numbers.meant import MayMean, asked, did_you_mean, plain
from bigstory.kit.numbers.pounds import LONGEST, Meant, NotPounds, read_pounds
from bigstory.kit.numbers.reading import Of, Read, read
from bigstory.kit.words import NotCut

KEYBOARD = {"class": "input--short", "inputmode": "numeric", "autocomplete": "off"}
WITH_A_POINT = KEYBOARD | {"inputmode": "decimal"}
WITH_A_SIGN = WITH_A_POINT | {"data-unit": "£"}


class TypedNumberField(NotCut):
    """A number in a text box. The box takes more than any number needs: what is typed there is
    told to be no number rather than cut.
    """

    widget = MayMean

    def __init__(self, *, attrs: dict[str, str], **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault("max_length", gettext_lazy("Write one number alone."))
        super().__init__(widget=MayMean(attrs), **kwargs)


class KindNumberField(TypedNumberField):
    """A number `of` something.

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
        required: bool = False,
        **kwargs: Any,
    ) -> None:
        self.of = of
        self.places = places
        self.most = Decimal(most)
        self.example = example
        attrs = WITH_A_SIGN if of == Of.POUNDS else WITH_A_POINT if places else KEYBOARD
        super().__init__(required=required, attrs=attrs, **kwargs)

    def clean(self, value: object) -> Decimal | int | None:
        """A whole number where `places` is 0, else a Decimal; None where nothing was typed."""
        text = super().clean(value)
        return self.number_of(read(text, self.of)) if text else None

    def number_of(self, found: Read | None) -> Decimal | int:
        """What is kept of what was read. Raises ValidationError, which asks where it is unsure."""
        words = {"label": asked(self.label), "example": self.example}
        if found is None:
            raise forms.ValidationError(self._no_number(), params=words)
        number = found.number
        if number > self.most:
            sentence = _("%(label)s That is a very large number. Please check it.")
            raise forms.ValidationError(sentence, params=words)
        if number != round(number, self.places):
            raise forms.ValidationError(self._too_many_decimals(), params=words)
        if not found.sure:
            raise did_you_mean(self.label, self.written(number))
        return round(number, self.places) if self.places else int(number)

    def written(self, number: Decimal) -> str:
        """A number as the question about it writes it."""
        return plain(number, pence=self.of == Of.POUNDS)

    def _no_number(self) -> str:
        if self.required:
            return _("%(label)s Write one number, such as %(example)s.")
        return _("%(label)s Write one number, such as %(example)s, or leave it empty.")

    def _too_many_decimals(self) -> str:
        if self.places == 0:
            return _("%(label)s Write a whole number, such as %(example)s.")
        if self.places == 1:
            return _("%(label)s One figure after the point is enough, such as %(example)s.")
        if self.of == Of.POUNDS:
            return _("%(label)s Write pounds and pence, such as %(example)s.")
        return _("%(label)s Two figures after the point are enough, such as %(example)s.")


class PoundsField(TypedNumberField):
    """Pounds and pence of a book, where about is not enough."""

    default_error_messages = {"required": gettext_lazy("Write how much it was, such as 1,234.50.")}

    def __init__(self, *, below_nothing: bool = False, sign: bool = True, **kwargs: Any) -> None:
        self.below_nothing = below_nothing
        super().__init__(attrs=WITH_A_SIGN if sign else WITH_A_POINT, **kwargs)

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_pounds(text, below_nothing=self.below_nothing)
        except Meant as problem:
            raise did_you_mean(self.label, plain(problem.number, pence=True)) from None
        except NotPounds as problem:
            sentence = capfirst(_("The sum %(why)s.") % {"why": problem})
            raise forms.ValidationError(sentence) from None
