"""An entry that is one of something regular: a hidden number in the form, put there by a card or by
“same again”.
"""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.models import Activity, Regular


class OneOfRegularMixin(forms.Form):
    regular = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, regulars=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.regulars = regulars

    def clean_regular(self) -> Regular | None:
        """A number that leads nowhere is left out: the entry itself is what matters."""
        typed = self.cleaned_data["regular"]
        if self.regulars is None or not (typed.isascii() and typed.isdigit() and len(typed) < 19):
            return None
        return self.regulars.filter(pk=int(typed)).first()

    def values(self) -> dict:
        return super().values() | {"regular": self.cleaned_data.get("regular")}

    def day_is_told(self) -> bool:
        """Is there an entry already for this day of this regular thing?"""
        regular = self.cleaned_data.get("regular")
        return (
            regular is not None
            and Activity.objects.filter(regular=regular, on=self.day_typed()).exists()
        )

    def stands_by_itself(self) -> None:
        """Say that the day is told, and let the next press save an entry of its own."""
        words = {
            "what": self.cleaned_data["regular"].title,
            "day": date_format(self.day_typed(), "j F"),
        }
        said = _(
            "%(what)s on %(day)s is logged already. Look at what is there first. "
            "If this is something else, save once more and it becomes an entry of its own."
        )
        self.add_error(None, said % words)
        self.data = self.data.copy()
        self.data["regular"] = ""
