"""The fields a story is told in: words of any length, one line, a year, words of the framework."""

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import ManyPicks
from outcomes.reads.choices import Offer

# Far more than anybody tells, and little enough for the search index to take all parts of a story together.
MOST_LETTERS = 20_000
TOO_LONG = _("That is very long. Keep it to %(limit_value)d letters.")


class Words(forms.CharField):
    """Words of any length, with the line breaks every browser sends made one kind.

    `example` is what somebody else might have said: enough, and no more than enough.
    """

    def __init__(self, *, rows: int = 5, max_length: int = MOST_LETTERS, example: str = "", **kwargs):
        self.example = example
        kwargs.setdefault("required", False)
        messages = {"max_length": TOO_LONG} | kwargs.pop("error_messages", {})
        widget = forms.Textarea(attrs={"class": "input", "rows": rows})
        super().__init__(max_length=max_length, widget=widget, error_messages=messages, **kwargs)
        # The browser counts a line break as two letters and would stop people early; the server says it kindly.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class Line(forms.CharField):
    """One line of words."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        messages = {"max_length": TOO_LONG} | kwargs.pop("error_messages", {})
        super().__init__(widget=forms.TextInput(attrs={"class": "input"}), error_messages=messages, **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class Year(forms.IntegerField):
    def __init__(self, **kwargs):
        say = _("Write a year with four figures, such as 2017.")
        messages = {"invalid": say, "min_value": say, "max_value": say}
        super().__init__(required=False, min_value=1990, max_value=2100, error_messages=messages, **kwargs)


class Terms(forms.ModelMultipleChoiceField):
    """Words of the framework, each with its plain words as a hint. A retired word stays where it was chosen."""

    def __init__(self, model: type[Model], *, shape: str = "", **kwargs):
        super().__init__(queryset=model.objects.none(), required=False, widget=ManyPicks(shape=shape), **kwargs)

    def offer(self, words: list[Offer]) -> None:
        """What can be chosen. Shown from this list; the database is asked again only for what somebody sends."""
        self.queryset = self.queryset.model.objects.filter(pk__in=[word.pk for word in words])
        self.widget.hints = {str(word.pk): word.plain for word in words if word.plain}
        self.widget.choices = [(word.pk, word.name) for word in words]
