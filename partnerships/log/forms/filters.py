"""Filters of an area's own list: stable names, so that an address can be sent to somebody."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Activity


class ActivityFilter(forms.Form):
    """What does not make sense in an address is left out rather than refused: a link may be old or
    cut short.
    """

    q = forms.CharField(
        label=_("Words"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    led_by = forms.ChoiceField(
        label=_("Led by"), choices=[("", _("Anybody")), *Activity.LedBy.choices], required=False
    )

    def __init__(self, data, *, years: list[int]):
        super().__init__(data)
        self.fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]
        self.is_valid()
        self.errors.clear()

    @property
    def chosen(self) -> dict:
        """The filters that are in use."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, activities: QuerySet) -> QuerySet:
        """The activities that pass the chosen filters."""
        chosen = self.chosen
        if "q" in chosen:
            words = chosen["q"]
            activities = activities.filter(
                Q(title__icontains=words) | Q(what_happened__icontains=words)
            )
        if "year" in chosen:
            activities = activities.filter(on__year=chosen["year"])
        if "led_by" in chosen:
            activities = activities.filter(led_by=chosen["led_by"])
        return activities
