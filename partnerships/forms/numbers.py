"""Numbers as tired people type them: "1,200", "about 40", "£12.50", "2½ hours"."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

ABOUT = re.compile(
    r"\b(about|around|roughly|approx(imately)?|nearly|almost|over|circa|or so)\b"
    r"|~|[0-9]\s*(ish|\+)",
    re.I,
)
NOBODY = re.compile(r"\s*(none|nobody|no one|no-one|nil|zero)\s*\.?\s*", re.I)
COUNTING = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
FEW = {word: number for number, word in enumerate(COUNTING.split(), start=1)}
NUMBER = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
BELOW_NOTHING = re.compile(r"(^|[^0-9\w])[-−]\s*[0-9.]")
HALVES = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})


def is_about(text: str) -> bool:
    """Did they say themselves that the number is a guess?"""
    return bool(ABOUT.search(text))


def read_number(text: str) -> Decimal | None:
    """The one number in what was typed;

    None where there is none, or more than one to choose from.
    """
    if NOBODY.fullmatch(text):
        return Decimal(0)
    if BELOW_NOTHING.search(text):
        return None
    found = NUMBER.findall(re.sub(r"(?<![0-9])([½¼¾])", r"0\1", text).translate(HALVES))
    if not found:
        words = [FEW[word] for word in re.findall(r"[a-z]+", text.lower()) if word in FEW]
        return Decimal(words[0]) if len(words) == 1 else None
    return Decimal(re.sub("[, ]", "", found[0])) if len(found) == 1 else None


class KindNumberField(forms.CharField):
    """A number in a text box. `places` is how many decimals are kept; `most` is the largest we
    believe.
    """

    def __init__(self, *, places: int = 0, most: int, example: str, attrs: dict, **kwargs):
        self.places = places
        self.most = Decimal(most)
        self.example = example
        kwargs.setdefault("max_length", 40)
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        number = read_number(text)
        if number is None:
            raise forms.ValidationError(
                _("%(label)s Write one number, such as %(example)s."), params=vars(self)
            )
        if number > self.most:
            raise forms.ValidationError(
                _("%(label)s That is a very large number. Please check it."), params=vars(self)
            )
        if number != round(number, self.places):
            raise forms.ValidationError(self.too_fine(), params=vars(self))
        return round(number, self.places) if self.places else int(number)

    def too_fine(self) -> str:
        if self.places == 0:
            return _("%(label)s Write a whole number, such as %(example)s.")
        if self.places == 1:
            return _("%(label)s One figure after the point is enough, such as %(example)s.")
        return _("%(label)s Write pounds and pence, such as %(example)s.")
