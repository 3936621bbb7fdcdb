"""The questions about an area: what kind of place it is, who governs it, and its codes."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.models import Area, LocalAuthority
from areas.places.exchange.columns import EAST, NORTH, SOUTH, WEST
from bigstory.core.db.dated import today
from bigstory.kit.fields import ManyPicks, Picks
from bigstory.kit.layout import BackLink, ButtonHolder, FormHelper, PlainField, Row, Submit
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm
from bigstory.kit.words import LineField, WordsField

FACTS = (
    *("local_name", "aliases", "place", "settings", "summary"),
    *("population", "population_year", "position", "position_source"),
)
# As a map gives it: “52.449, -0.107”.
POSITION = re.compile(r"(-?\d{1,3}(?:\.\d{1,20})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,20})?)")
CODE = re.compile(r"[A-Z0-9]{4,20}")
EARLIEST_YEAR = 1981  # no census before it is of these edges


class FactsForm(MarkedForm):
    helper = FormHelper(
        *("local_name", "aliases", "place", "settings", "summary"),
        Row("population", "population_year"),
        Row("position", "position_source"),
        ButtonHolder(Submit(_("Save")), BackLink(_("Leave it")), css_class="field row"),
    )

    local_name = LineField(
        label=_("What do people there call it?"),
        max_length=120,
        required=False,
        help_text=_("Shown in place of the official name. Empty: the official name."),
    )
    aliases = WordsField(
        label=_("Other names it goes by"),
        required=False,
        rows=3,
        max_length=2000,
        help_text=_("One in each line. It is found by any of them."),
    )
    place = LineField(label=_("In or near which town?"), max_length=160, required=False)
    settings = forms.MultipleChoiceField(
        label=_("What kind of place is it?"),
        choices=Area.Setting.choices,
        required=False,
        widget=ManyPicks(shape="three"),
    )
    summary = WordsField(
        label=_("The place in two or three sentences"), required=False, rows=3, max_length=2000
    )
    population = KindNumberField(
        label=_("How many people live there?"), most=1_000_000, example="7,300"
    )
    population_year = KindNumberField(
        label=_("Counted in which year?"), of=Of.YEARS, most=2200, example="2021"
    )
    position = LineField(
        label=_("Where is it on the map?"),
        max_length=60,
        required=False,
        help_text=_("Latitude and longitude, as a map gives them: 52.449, -0.107."),
    )
    position_source = LineField(
        label=_("Where does that come from?"),
        max_length=200,
        required=False,
        help_text=_("Such as the page of the council, or “middle of the map on their website”."),
    )

    def clean_aliases(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean_population_year(self) -> int | None:
        year: int | None = self.cleaned_data["population_year"]
        if year is not None and not EARLIEST_YEAR <= year <= today().year:
            raise forms.ValidationError(_now("Write a year that has been, such as 2021."))
        return year

    def clean_position(self) -> list[Decimal] | None:
        text: str = self.cleaned_data["position"]
        if not text:
            return None
        found = POSITION.fullmatch(text)
        if found is None:
            raise forms.ValidationError(
                _now("Write two numbers with a comma between them, such as 52.449, -0.107.")
            )
        latitude, longitude = (
            Decimal(each).quantize(Decimal("0.00001")) for each in found.groups()
        )
        if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
            raise forms.ValidationError(
                _now("That is not in England. Latitude comes first, such as 52.449, -0.107.")
            )
        return [latitude, longitude]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        moved = not self.mark.fits("position", data.get("position"))
        if data.get("position") and moved and not data.get("position_source"):
            self.add_error("position_source", _now("Say where the place on the map comes from."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    def readable(self, part: str, value: object) -> str:
        return written(part, value) or super().readable(part, value)


def written(part: str, value: object) -> str:
    """A fact that is a list, as its question shows it; empty for the others."""
    if not isinstance(value, list):
        return ""
    if part == "aliases":
        return "\n".join(value)
    if part == "position":
        return ", ".join(f"{each.normalize():f}" for each in value)
    return ", ".join(str(Area.Setting(each).label) for each in value)


def initial_of(facts: dict[str, Any]) -> dict[str, Any]:
    """What the form shows first."""
    shown = {name: written(name, facts[name]) for name in ("aliases", "position")}
    return facts | shown


class AuthorityForm(OnceForm):
    helper = FormHelper(PlainField("name"), "tier", ButtonHolder(Submit(_("Add it"), icon="plus")))

    name = LineField(
        label=_("What is it called?"),
        max_length=120,
        error_messages={"required": _("Write its name, such as Enfield.")},
        widget=forms.TextInput({"autocomplete": "off", "list": "known-authorities"}),
    )
    tier = forms.ChoiceField(
        label=_("At which tier?"),
        choices=LocalAuthority.Tier.choices,
        widget=Picks(shape="three"),
        error_messages={"required": _("Choose what kind of council it is.")},
    )


class CodesForm(OnceForm):
    helper = FormHelper(
        Row(PlainField("scheme"), PlainField("vintage")),
        PlainField("codes"),
        ButtonHolder(Submit(_("Add them"), icon="plus")),
    )

    scheme = LineField(
        label=_("Which kind of code?"),
        max_length=20,
        initial="LSOA",
        help_text=_("Such as LSOA, LAD or ward."),
        error_messages={"required": _("Write which kind of code it is, such as LSOA.")},
    )
    vintage = KindNumberField(
        label=_("Edges of which year?"),
        of=Of.YEARS,
        most=2200,
        example="2011",
        required=True,
        error_messages={"required": _("Write the year, such as 2011: edges move.")},
    )
    codes = WordsField(
        label=_("The codes"),
        rows=4,
        help_text=_("Paste as many as there are, with spaces, commas or lines between them."),
        error_messages={"required": _("Write at least one code, such as E01001234.")},
    )

    def clean_vintage(self) -> int:
        year: int = self.cleaned_data["vintage"]
        if not EARLIEST_YEAR <= year <= today().year:
            raise forms.ValidationError(_now("Write a year that has been, such as 2011."))
        return year

    def clean_codes(self) -> list[str]:
        codes = [each.upper() for each in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if each]
        wrong = [each for each in codes if not CODE.fullmatch(each)]
        if wrong:
            raise forms.ValidationError(
                _now("%(code)s is no code. They look like E01001234.") % {"code": wrong[0][:40]}
            )
        return codes
