"""Organisations, and since when each holds the money of which area, as spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.places.exchange.naming import AREA, AreaNames, AreaNoun, keys_by_name
from bigstory.core.moving.columns import About, Bad, Column, Values
from bigstory.core.moving.nouns import Noun
from bigstory.kit import cells
from partnerships.models import LtoAppointment, Organisation


@dataclass
class Holders(AreaNames):
    """Areas and organisations by name; for which area each organisation was ever appointed."""

    organisations: dict[str, int | None] = field(default_factory=dict)
    appointed: dict[tuple[int, int], list[tuple[date | None, date | None]]] = field(
        default_factory=dict
    )

    def load(self) -> None:
        super().load()
        self.organisations = keys_by_name(Organisation.objects.values_list("pk", "name"))
        rows = LtoAppointment.objects.values_list("area_id", "organisation_id", "starts", "ends")
        for area, organisation, starts, ends in rows:
            self.appointed.setdefault((area, organisation), []).append((starts, ends))

    def held_between(self, area: int, first: date, last: date) -> set[int]:
        """Which organisations held the money of an area on any day from `first` to `last`."""
        return {
            organisation
            for (place, organisation), times in self.appointed.items()
            if place == area
            for starts, ends in times
            if (starts is None or starts <= last) and (ends is None or ends > first)
        }


ORGANISATION = Column(
    "organisation",
    "organisation_id",
    cells.named(
        "organisations", missing=gettext_lazy("which is not here yet; move in organisations first")
    ),
    say=gettext_lazy("The organisation that holds the money, by its name."),
    example="Whitley Bay Community Trust",
    also=("lto", "locally trusted organisation", "organisation name", "paid to", "grant holder"),
    needed=True,
    write=lambda row: row.organisation.name,
)


def never_appointed(values: Values, about: About) -> Iterable[str]:
    """The sentence about an organisation that never held the money of this area, if so."""
    if (values["area_id"], values["organisation_id"]) not in about.vocabulary.appointed:
        yield _("this organisation was never appointed for this area; move in appointments first")


def _company_number(cell: str, about: About) -> str:
    """Eight letters or figures; a spreadsheet takes the noughts at the beginning away."""
    number = "".join(cells.unsafe(cell).split()).upper()
    if number and not (number.isalnum() and number.isascii() and len(number) <= 8):
        raise Bad(_("is “%(words)s”; a company number has eight figures") % cells.cut(cell))
    return number.zfill(8) if number.isdecimal() else number


def _charity_number(cell: str, about: About) -> str:
    number = "".join(cells.unsafe(cell).split()).upper()
    if number and not (number.replace("-", "").isalnum() and len(number) <= 12):
        raise Bad(_("is “%(words)s”; a charity number has six or seven figures") % cells.cut(cell))
    return number


@dataclass
class Numbers:
    """Whose charity and company numbers are whose, by the folded name."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)


class Organisations(Noun):
    slug = "organisations"
    name = gettext_lazy("Organisations")
    about = gettext_lazy("Whoever holds, or held, the money of an area.")
    model = Organisation
    loosely = ("name",)
    columns = (
        Column(
            "name",
            "name",
            cells.line(160, filled=True),
            say=gettext_lazy("Its whole name."),
            example="Whitley Bay Community Trust",
            also=("organisation", "organisation name", "lto", "locally trusted organisation"),
            needed=True,
        ),
        Column(
            "what it is",
            "about",
            cells.words(),
            say=gettext_lazy("In a few words."),
            also=("about", "description"),
        ),
        Column(
            "charity number",
            "charity_number",
            _charity_number,
            say=gettext_lazy("As the Charity Commission writes it."),
            example="1234567",
            also=("charity no", "charity no.", "registered charity", "charity"),
        ),
        Column(
            "company number",
            "company_number",
            _company_number,
            say=gettext_lazy("As Companies House writes it."),
            example="01234567",
            also=("company no", "company no.", "registered company", "company"),
        ),
    )

    def vocabulary(self) -> Numbers:
        names = {}
        rows = Organisation.objects.values_list("name", "charity_number", "company_number")
        for name, charity, company in rows:
            names |= {("charity_number", charity): name, ("company_number", company): name}
        return Numbers(names)

    def check(self, values: Values, about: About) -> Iterable[str]:
        """One number is one organisation, however its name is written."""
        for field_name in ("charity_number", "company_number"):
            number = values.get(field_name)
            whose = about.vocabulary.names.get((field_name, number)) if number else None
            if whose and self.key({"name": whose}) != self.key(values):
                words = {"number": number, "name": whose}
                yield _("the number %(number)s is that of “%(name)s”; use that name") % words

    def out(self, user):
        return Organisation.objects.order_by("name")


class Appointments(AreaNoun):
    slug = "appointments"
    name = gettext_lazy("Appointments of organisations")
    about = gettext_lazy("From when until when an organisation held the money of an area.")
    model = LtoAppointment
    exactly = ("area_id", "organisation_id", "starts")
    columns = (
        AREA,
        ORGANISATION,
        Column(
            "from",
            "starts",
            cells.day(),
            say=gettext_lazy("The first day."),
            example="1 April 2013",
            also=("starts", "start", "start date", "from date", "appointed", "date appointed"),
            needed=True,
        ),
        Column(
            "until",
            "ends",
            cells.day(),
            say=gettext_lazy("The first day it no longer holds; empty while it does."),
            also=("ends", "end", "end date", "to", "until date", "date ended"),
        ),
        Column(
            "agreement",
            "agreement",
            cells.words(),
            say=gettext_lazy("What was agreed, or where it is kept."),
        ),
    )

    def vocabulary(self) -> Holders:
        holders = Holders()
        holders.load()
        return holders

    def check(self, values: Values, about: About) -> Iterable[str]:
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and ends < starts:
            yield _("it ends before it begins; check both days")

    def out(self, user):
        rows = LtoAppointment.objects.select_related("area", "organisation")
        return rows.order_by("area__name", "starts", "pk")
