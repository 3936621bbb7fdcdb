"""The fields a story is told in: words of any length, one line, a year, an address, words of the
framework.
"""

from django import forms
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import ManyPicks
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.words import TOO_LONG, LineField, WordsField
from outcomes.framework.queries import Offer

# Far more than anybody tells, and little enough for the search index to take all parts of a story
# together.
MOST_LETTERS = 20_000
BAD_ADDRESS = _("That is not an address of a page. It begins with https:// and has no spaces.")


class StoryText(WordsField):
    """Words of any length.

    `example` is what somebody else might have said: enough, and no more than enough.
    """

    def __init__(self, *, max_length: int = MOST_LETTERS, example: str = "", **kwargs):
        self.example = example
        kwargs.setdefault("required", False)
        super().__init__(max_length=max_length, **kwargs)


class StoryLine(LineField):
    """One line of words, which nobody must write."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


class Year(KindNumberField):
    """A year with four figures, from 1990 to 2100; “about 2017” is one."""

    def __init__(self, **kwargs):
        super().__init__(of=Of.YEARS, most=2100, example="2017", **kwargs)

    def number_of(self, found):
        if found is None or not 1990 <= found.number <= 2100 or found.number % 1:
            raise forms.ValidationError(_("Write a year with four figures, such as 2017."))
        return super().number_of(found)

    def written(self, number):
        return f"{number:f}"


class Address(forms.URLField):
    """The address of a page on the internet.

    It is kept and shown, and nothing here ever asks for it.
    """

    def __init__(self, **kwargs):
        super().__init__(
            assume_scheme="https",
            max_length=500,
            error_messages={"invalid": BAD_ADDRESS, "max_length": TOO_LONG},
            widget=forms.TextInput(
                attrs={"class": "input", "inputmode": "url", "autocomplete": "off"}
            ),
            **kwargs,
        )
        self.validators = [
            *(rule for rule in self.validators if not isinstance(rule, URLValidator)),
            URLValidator(schemes=["http", "https"], message=BAD_ADDRESS),
        ]

    def clean(self, value):
        address = super().clean(value)
        if "@" in address.split("?")[0].split("#")[0].split("//", 1)[-1].split("/")[0]:
            # A name and password before the site's own name.
            raise forms.ValidationError(BAD_ADDRESS)
        return address


class Terms(forms.ModelMultipleChoiceField):
    """Words of the framework, each with its plain words as a hint.

    A retired word stays where it was chosen.
    """

    def __init__(self, model: type[Model], *, shape: str = "", **kwargs):
        super().__init__(
            queryset=model.objects.none(), required=False, widget=ManyPicks(shape=shape), **kwargs
        )

    def offer(self, words: list[Offer]) -> None:
        """What can be chosen.

        Shown from this list; the database is asked again only for what somebody sends.
        """
        self.queryset = self.queryset.model.objects.filter(pk__in=[word.pk for word in words])
        self.widget.hints = {str(word.pk): word.plain for word in words if word.plain}
        self.widget.choices = [(word.pk, word.name) for word in words]
