"""Numbers and money as tired people type them, and the form fields that read them.

"1,200", "about 40", "£12.50" and "2½ hours" are read whole or asked about, never guessed, and there
is no float on the way.
"""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# --- pounds and pence ---
MOST = Decimal(10_000_000)
MINUS = "-−–"
PLAIN = re.compile(r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(?:\.[0-9]{1,2})?")
COMMA_FOR_POINT = re.compile(r"[0-9]+(?:[. ][0-9]{3})*,(?:[0-9]{1,2})?")
TOO_FINE = re.compile(r"[0-9, ]*\.[0-9]{3,}")


class NotPounds(ValueError):
    """Why this is no sum of money, as the end of a sentence that starts with what it was for."""


def read_pounds(text: str, *, below_nothing: bool = False) -> Decimal:
    """A sum to the penny out of “£1,234.50” or “1234.5”.

    Where it may be less than nothing, out of “-50” or “(50.00)” too. Raises NotPounds.
    """
    typed = text.replace("\u00a0", " ").strip()
    digits, negative = _sign(typed)
    if not typed:
        raise NotPounds(_("is empty; write pounds and pence, such as 1,234.50"))
    if not (digits and len(digits) <= 20 and PLAIN.fullmatch(digits)):
        raise NotPounds(_why(digits, typed))
    amount = Decimal(re.sub("[, ]", "", digits)).quantize(Decimal("0.01"))
    if amount > MOST:
        raise NotPounds(_("is more than £10,000,000; please check it"))
    if amount == 0:
        raise NotPounds(_("is nothing; write what it was, or leave it out"))
    if negative and not below_nothing:
        raise NotPounds(_("is less than nothing; write the pounds without a minus"))
    return -amount if negative else amount


def _sign(typed: str) -> tuple[str, bool]:
    """The figures by themselves, and whether they are less than nothing: -5, £-5, -£5 or (5)."""
    if typed[:1] == "(" and typed[-1:] == ")":
        return typed[1:-1].strip().removeprefix("£").strip(), True
    bare = typed.removeprefix("£").strip()
    minus = bare[:1] in tuple(MINUS)
    return (bare[1:].strip().removeprefix("£").strip() if minus else bare), minus


def _why(digits: str, typed: str) -> str:
    excerpt = typed if len(typed) <= 24 else f"{typed[:24]}…"
    if COMMA_FOR_POINT.fullmatch(digits):
        return _("is “%(typed)s”; put a point before the pence, such as 1234.50") % {
            "typed": excerpt
        }
    if TOO_FINE.fullmatch(digits):
        return _("is “%(typed)s”; write two figures after the point, such as 1234.50") % {
            "typed": excerpt
        }
    return _("is “%(typed)s”; write pounds and pence, such as 1,234.50") % {"typed": excerpt}


# --- counts of people, hours and pounds ---
ABOUT = re.compile(
    r"\b(about|around|roughly|approx(imately)?|nearly|almost|over|circa|or so)\b"
    r"|~|[0-9]\s*(ish|\+)",
    re.I,
)
NOBODY = re.compile(r"\s*(none|nobody|no one|no-one|nil|zero)\s*\.?\s*", re.I)
COUNTING = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
FEW = {word: number for number, word in enumerate(COUNTING.split(), start=1)}
NUMBER = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
BELOW_NOTHING = re.compile(r"(^|[^0-9\w])[-−]\s*[0-9.]")
HALVES = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})


def is_about(text: str) -> bool:
    """Whether the text itself calls its number a guess."""
    return bool(ABOUT.search(text))


def read_number(text: str) -> Decimal | None:
    """The one number in a text; None where there is none, or more than one to choose from."""
    if NOBODY.fullmatch(text):
        return Decimal(0)
    if BELOW_NOTHING.search(text):
        return None
    numbers = NUMBER.findall(re.sub(r"(?<![0-9])([½¼¾])", r"0\1", text).translate(HALVES))
    if not numbers:
        words = [FEW[word] for word in re.findall(r"[a-z]+", text.lower()) if word in FEW]
        return Decimal(words[0]) if len(words) == 1 else None
    return Decimal(re.sub("[, ]", "", numbers[0])) if len(numbers) == 1 else None


class KindNumberField(forms.CharField):
    """A number in a text box.

    `places` is how many decimals it has at most, `most` the largest number we believe, and
    `example` the number named when it is refused.
    """

    def __init__(
        self, *, places: int = 0, most: int, example: str, attrs: dict[str, str], **kwargs: Any
    ) -> None:
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
        number = read_number(text)
        if number is None:
            raise forms.ValidationError(
                gettext_lazy("%(label)s Write one number, such as %(example)s."), params=vars(self)
            )
        if number > self.most:
            raise forms.ValidationError(
                gettext_lazy("%(label)s That is a very large number. Please check it."),
                params=vars(self),
            )
        if number != round(number, self.places):
            raise forms.ValidationError(self._too_many_decimals(), params=vars(self))
        return round(number, self.places) if self.places else int(number)

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
            raise forms.ValidationError(
                capfirst(gettext_lazy("The sum %(why)s.") % {"why": problem})
            ) from None
