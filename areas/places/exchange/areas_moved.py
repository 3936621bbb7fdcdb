"""Areas as a spreadsheet that moves in, in the columns of the list of areas (columns.py)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area, AreaFacts, FormerAddress, Programme, Region
from areas.places.exchange.areas_csv import regions
from areas.places.exchange.columns import ALSO_CALLED, COLUMNS
from areas.places.exchange.columns import Column as Listed
from bigstory.core.folding import fold
from bigstory.core.moving.columns import About, Bad, Column, Read, Values
from bigstory.core.moving.nouns import Noun

SAY = {
    "slug": gettext_lazy("The end of its address; made of its name where there is none."),
    "name": gettext_lazy("Its official name."),
    "local_name": gettext_lazy("What people there call it."),
    "aliases": gettext_lazy("Other names, with semicolons between them."),
    "place": gettext_lazy("The town or borough."),
    "region": gettext_lazy("One of the nine regions."),
    "wave": gettext_lazy("1, 2 or 3."),
    "basis": gettext_lazy("Whether region and wave are stated or inferred."),
    "case_study": gettext_lazy("Yes or no."),
}
EXAMPLES = {"name": "Ramsey", "region": "East of England", "wave": "1", "basis": "stated"}


def _filled(column: Listed) -> Read:
    def read(cell: str, about: About) -> Any:
        if not cell and column.filled:
            raise Bad(_("is empty"))
        return column.read(cell)

    return read


def _written(name: str) -> Callable[[Any], object] | None:
    if name == "aliases":
        return lambda area: "; ".join(area.aliases)
    return (lambda area: area.region.name) if name == "region" else None


@dataclass
class Places:
    """The addresses of areas by their folded names, and whose addresses still lead to another."""

    slugs: dict[str, str] = field(default_factory=dict)
    former: set[str] = field(default_factory=set)
    programme: int | None = None
    regions: dict[str, int] = field(default_factory=dict)


class Areas(Noun):
    slug = "areas"
    name = gettext_lazy("Areas")
    about = gettext_lazy("The places of the programme, with their region and wave.")
    place = 1
    model = Area
    loosely = ("name",)
    own = frozenset({"areas.areafacts"})
    columns = tuple(
        Column(
            column.name.replace("_", " "),
            "region_name" if column.name == "region" else column.name,
            _filled(column),
            say=SAY.get(column.name, ""),
            example=EXAMPLES.get(column.name, ""),
            also=tuple(also for also, name in ALSO_CALLED.items() if name == column.name),
            needed=column.required,
            write=_written(column.name),
        )
        for column in COLUMNS
    )

    def vocabulary(self) -> Places:
        areas = Area.objects.values_list("name", "slug")
        programme = Programme.objects.current()
        return Places(
            slugs={fold(name): slug for name, slug in areas},
            former=set(FormerAddress.objects.values_list("slug", flat=True)),
            programme=programme.pk if programme else None,
            regions=dict(Region.objects.values_list("name", "pk")),
        )

    def check(self, values: Values, about: About) -> Iterable[str]:
        places: Places = about.vocabulary
        stored = places.slugs.get(fold(values["name"]))
        values["slug"] = values.get("slug") or stored or slugify(values["name"])[:80].strip("-")
        if not values["slug"]:
            yield _("give it a slug: its name has no letters to make one from")
        if stored is not None and values["slug"] != stored:
            yield _("it is here already, with the slug %(slug)s; a slug never changes") % {
                "slug": stored
            }
        if stored is None and values["slug"] in {*places.former, *places.slugs.values()}:
            yield _("the slug %(slug)s leads to another area") % {"slug": values["slug"]}
        if places.programme is None:
            yield _("no programme is loaded yet")
        if (values.get("latitude") is None) != (values.get("longitude") is None):
            yield _("latitude and longitude go together; one of them is empty")

    def filled(self, values: Values, about: About) -> None:
        """The region of a new site is made once an area of it moves in."""
        places: Places = about.vocabulary
        values["programme_id"] = places.programme
        values["region_id"] = places.regions.get(values["region_name"])

    def prepare(self, batch: Sequence[Values], by: Any, made: dict[str, list[int]]) -> None:
        if missing := [values for values in batch if values["region_id"] is None]:
            known = regions()
            for values in missing:
                values["region_id"] = known[values["region_name"]].pk

    def create(self, rows: list[Any], by: Any, site: str) -> list[Any]:
        made: list[Any] = super().create(rows, by, site)
        AreaFacts.objects.bulk_create([AreaFacts(area=area) for area in made])
        return made

    def out(self, user: Any) -> Any:
        return Area.objects.visible_to(user).select_related("region").order_by("name")
