"""The forms of the programme and its areas: a field for each thing that may be said of them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Programme
from areas.programme.models import CALLED, LONGEST_WORD, check_signs
from bigstory.kit.words import LineField, WordsField

# Django's class takes no type at run time.
if TYPE_CHECKING:
    _ProgrammeForm = forms.ModelForm[Programme]
    _AreaForm = forms.ModelForm[Area]
else:
    _ProgrammeForm = _AreaForm = forms.ModelForm

PREFIX = "word_"
WORD_FIELDS: list[str | list[str] | tuple[str, ...] | tuple[()]] = [
    f"{PREFIX}{word}" for word in CALLED
]
# One line for each word that the site says.
_Words: Any = DeclarativeFieldsMetaclass(
    "_Words",
    (forms.BaseForm,),
    {
        f"{PREFIX}{word}": LineField(
            label=called.means,
            help_text=format_lazy(_("Left empty: “{default}”."), default=called.default),
            max_length=LONGEST_WORD,
            required=False,
            validators=[check_signs],
        )
        for word, called in CALLED.items()
    },
)


class ProgrammeForm(_Words, _ProgrammeForm):  # type: ignore[misc]  # a class made of a list
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance.words if isinstance(self.instance.words, dict) else {}
        for word in CALLED:
            self.initial.setdefault(f"{PREFIX}{word}", stored.get(word, ""))

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = {word: self.cleaned_data.get(f"{PREFIX}{word}") for word in CALLED}
        self.instance.words = {word: name for word, name in typed.items() if name}
        return dict(self.cleaned_data)


class NamesField(WordsField):
    """A list of names, one in each line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (super().to_python(value) or "").splitlines()
        return [name for line in lines if (name := " ".join(line.split()))]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class AreaForm(_AreaForm):
    aliases = NamesField(label=_("other names"), required=False, help_text=_("One in each line."))
    settings = forms.MultipleChoiceField(
        label=_("kind of place"),
        choices=Area.Setting.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
