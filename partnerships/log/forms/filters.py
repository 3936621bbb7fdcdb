"""Filters of what an area logged."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bigstory.kit.filters import AddressFilter, search_box
from partnerships.models import Activity


class ActivityFilter(AddressFilter):
    q = search_box(_("Words"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    led_by = forms.ChoiceField(
        label=_("Led by"), choices=[("", _("Anybody")), *Activity.LedBy.choices], required=False
    )

    def __init__(self, data, *, years: list[int]):
        super().__init__(data)
        self.fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]

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
