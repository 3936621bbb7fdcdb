"""Filters on areas, as shareable addresses."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Region


def _by_name(queryset: QuerySet[Area], _field: str, value: str) -> QuerySet[Area]:
    """Areas whose official name, local name or place contains what was typed."""
    return queryset.filter(
        Q(name__icontains=value) | Q(local_name__icontains=value) | Q(place__icontains=value)
    )


class AreaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method=_by_name,
        label=_("Name or place"),
        widget=forms.TextInput(attrs={"class": "input", "type": "search"}),
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.all(),
        to_field_name="slug",
        label=_("Region"),
        empty_label=_("All of England"),
        widget=forms.Select(attrs={"class": "input"}),
    )
    # Which waves there were is the programme's own affair, so the choices are those its areas have.
    wave = django_filters.AllValuesFilter(
        label=_("Wave"), empty_label=_("All waves"), widget=forms.Select(attrs={"class": "input"})
    )
    case_study = django_filters.BooleanFilter(
        label=_("Case studies"),
        widget=forms.Select(
            choices=[
                ("", _("All")),
                ("true", _("Only case studies")),
                ("false", _("All the others")),
            ],
            attrs={"class": "input"},
        ),
    )

    class Meta:
        model = Area
        fields = ["q", "region", "wave", "case_study"]

    def as_context(self) -> dict[str, object]:
        """The filter, whether anything is chosen, and whether anything beside the name is."""
        chosen = {name for name in self.filters if self.data.get(name)}
        return {"filter": self, "filtered": bool(chosen), "narrowed": bool(chosen - {"q"})}
