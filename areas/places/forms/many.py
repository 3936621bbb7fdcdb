"""Choosing many areas at once: by ticking them, by whole regions, or by pasting their names."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Region
from areas.places.queries.finding import Gazetteer
from bigstory.kit.fields import ManyPicks
from bigstory.kit.layout import Field, Fold, PlainField
from bigstory.kit.words import WordsField

# More lines than a programme has areas are no list of areas.
MOST_LINES = 500


def many_areas_layout(*, is_open: bool = False) -> list[Any]:
    """The three ways to choose, for the helper of a form."""
    ticks = Field("areas", template="areas/places/pick_areas.html")
    return [
        Fold(_("Tick them"), ticks, is_open=is_open),
        Fold(_("Whole regions"), "regions"),
        Fold(_("Paste their names"), PlainField("names"), hint=_("One in each line")),
    ]


class ManyAreas(forms.Form):
    """Mix-in: the areas somebody chose in any of three ways are `cleaned_data["chosen"]`."""

    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        to_field_name="slug",
        label=_("Tick them"),
        required=False,
        error_messages={"invalid_choice": _("Tick places of this list.")},
    )
    regions = forms.ModelMultipleChoiceField(
        Region.objects.all(),
        to_field_name="slug",
        label=_("Whole regions"),
        required=False,
        widget=ManyPicks(shape="three"),
        error_messages={"invalid_choice": _("Choose regions of this list.")},
    )
    names = WordsField(
        label=_("Their names, one in each line"),
        required=False,
        rows=6,
        help_text=_("Official or local names, as in your own list."),
    )
    # Said where nothing is chosen; empty where nothing need be.
    none_chosen: Any = _("Choose at least one place.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = Area.objects.select_related("region").order_by(  # type: ignore[attr-defined]
            "region__order", "name"
        )

    def by_region(self) -> list[tuple[Region, list[tuple[Area, bool]]]]:
        """Every area under its region, and whether it is ticked. One statement."""
        bound = self["areas"].value() or []
        ticked = {each.slug if isinstance(each, Area) else str(each) for each in bound}
        groups: dict[Region, list[tuple[Area, bool]]] = {}
        for area in self.fields["areas"].queryset:  # type: ignore[attr-defined]
            groups.setdefault(area.region, []).append((area, area.slug in ticked))
        return list(groups.items())

    def clean_names(self) -> str:
        """The text as it was typed; what it means is kept for `clean`."""
        text: str = self.cleaned_data["names"]
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_now("Paste at most %d lines.") % MOST_LINES)
        matched = Gazetteer().match(lines) if lines else None
        self.named = matched.areas if matched else []
        if matched and matched.unclear:
            raise forms.ValidationError([_told(*each) for each in matched.unclear])
        return text

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        chosen = {area.pk: area for area in data.get("areas", [])}
        if data.get("regions"):
            chosen |= {area.pk: area for area in Area.objects.filter(region__in=data["regions"])}
        chosen |= {area.pk: area for area in getattr(self, "named", [])}
        data["chosen"] = list(chosen.values())
        asked = {"areas", "regions", "names"} & self.errors.keys()
        if not chosen and self.none_chosen and not asked:
            self.add_error("areas", self.none_chosen)
        return data


def _told(line: str, like: list[Area]) -> str:
    """What is said about a line that means no area, or several."""
    if not like:
        return _now("“%(line)s”: nothing is called that. Look for it in the list.") % {
            "line": line[:80]
        }
    names = ", ".join(str(area) for area in like)
    return _now("“%(line)s”: write which you mean: %(names)s.") % {
        "line": line[:80],
        "names": names,
    }
