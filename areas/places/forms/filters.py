"""Filters on areas, as shareable addresses."""

from typing import Any

from django import forms
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from areas.models import Area, AreaStanding, Region
from areas.places.queries.finding import named_like
from areas.places.queries.standing import standing_so
from bigstory.kit.filters import AddressFilter, search_box

BOX = {"class": "input"}
# Whether a place is a case study, as an address says it.
CASE_STUDY = {"true": True, "false": False}


class AreaFilter(AddressFilter):
    """By name or place, region, wave, kind of place, how it stands, and whether it is one of the
    case studies.
    """

    complains = True

    q = search_box(_("Name or place"))
    region = forms.ModelChoiceField(
        Region.objects.all(),
        to_field_name="slug",
        label=_("Region"),
        empty_label=_("All of England"),
        required=False,
        widget=forms.Select(BOX),
    )
    wave = forms.TypedChoiceField(
        label=_("Wave"), coerce=int, empty_value=None, required=False, widget=forms.Select(BOX)
    )
    setting = forms.ChoiceField(
        label=_("Kind of place"),
        choices=[("", _("All kinds")), *Area.Setting.choices],
        required=False,
        widget=forms.Select(BOX),
    )
    standing = forms.ChoiceField(
        label=_("Open or closing"),
        choices=[("", _("All")), *AreaStanding.Standing.choices],
        required=False,
        widget=forms.Select(BOX),
    )
    case_study = forms.TypedChoiceField(
        label=_("Case studies"),
        choices=[("", _("All")), ("true", _("Only case studies")), ("false", _("All the others"))],
        coerce=CASE_STUDY.get,
        empty_value=None,
        required=False,
        widget=forms.Select(BOX),
    )

    near = False

    def __init__(self, data: Any):
        super().__init__(data)
        self.fields["q"].widget.attrs |= BOX
        # Which waves there were is the programme's own affair: those its areas have.
        waves = Area.objects.order_by("wave").values_list("wave", flat=True).distinct()
        named = [(wave, wave) for wave in waves]
        self.fields["wave"].choices = [("", _("All waves")), *named]  # type: ignore[attr-defined]

    def narrow(self, areas: QuerySet[Area]) -> QuerySet[Area]:
        """The areas that pass the chosen filters."""
        chosen = self.chosen
        if words := chosen.pop("q", ""):
            found = named_like(areas, words)
            areas, self.near = found.areas, found.near
        if setting := chosen.pop("setting", ""):
            # Kept as a list of words, which only PostgreSQL can look into by itself.
            areas = areas.alias(kinds=Cast("settings", TextField()))
            areas = areas.filter(kinds__contains=f'"{setting}"')
        if standing := chosen.pop("standing", ""):
            areas = standing_so(areas, standing)
        return areas.filter(**chosen)

    def as_context(self) -> dict[str, object]:
        """The filter, whether anything is chosen, and whether anything beside the name is."""
        chosen = {name for name in self.fields if self.data.get(name)}
        return {
            "filter": self,
            "filtered": bool(chosen),
            "narrowed": bool(chosen - {"q"}),
            # Nothing is called what was typed; what is listed only nearly is.
            "near": self.data.get("q", "") if self.near else "",
        }
