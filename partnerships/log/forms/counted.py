"""How many came, and how sure somebody is of it."""

from django import forms
from django.utils.translation import gettext as _

from bigstory.kit.numbers.reading import is_about
from partnerships.models import Activity

Counted = Activity.Counted


class CountedMixin(forms.Form):
    """Mix-in: the answers to `came` and `counted` belong together."""

    def clean_counted(self) -> str:
        """How sure they are of the number; their own words (“about 40”) decide first."""
        came = self.cleaned_data.get("came")
        counted = self.cleaned_data["counted"]
        if "came" in self.errors:
            return counted
        if came is None:
            if counted == Counted.EXACT:
                self.add_error("came", _("Write how many came, or choose “Did not count”."))
            return Counted.NOT_COUNTED
        if counted == Counted.EXACT and not is_about(self.data.get(self.add_prefix("came"), "")):
            return Counted.EXACT
        return Counted.ABOUT
