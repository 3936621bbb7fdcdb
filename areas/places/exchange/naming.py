"""Areas by whatever name a spreadsheet calls them, and what rows of an area have in common."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from areas.models import Area
from bigstory.core.folding import fold
from bigstory.core.moving.columns import Column
from bigstory.core.moving.nouns import Noun
from bigstory.kit.cells import named


@dataclass
class AreaNames:
    """The keys of areas by name, folded; None where a name is that of several."""

    areas: dict[str, int | None] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)

    def load(self) -> None:
        """One statement. The official name and the slug of an area are its own before all else."""
        rows = list(Area.objects.values_list("pk", "slug", "name", "local_name", "aliases"))
        for pk, _slug, _name, local_name, aliases in rows:
            _call(self.areas, [local_name, *aliases], pk)
        for pk, slug, name, *_rest in rows:
            self.slugs[pk] = slug
            self.areas |= {fold(slug): pk, fold(name): pk}


def _call(known: dict[str, int | None], names: Iterable[str], pk: int) -> None:
    for folded in {fold(name) for name in names if name}:
        known[folded] = pk if known.get(folded, pk) == pk else None


def keys_by_name(rows: Iterable[tuple[Hashable, str]]) -> dict[str, Any]:
    """Keys by folded name, of pairs; None where a name is that of several."""
    known: dict[str, Any] = {}
    for key, name in rows:
        folded = fold(name)
        known[folded] = key if known.get(folded, key) == key else None
    return known


AREA = Column(
    "area",
    "area_id",
    named("areas", missing=_("which no area here is called")),
    say=_("The area, by any of its names."),
    example="Whitley Bay",
    also=("area name", "big local area", "big local", "name of area", "neighbourhood"),
    needed=True,
    write=lambda row: row.area.name,
)


class AreaNoun(Noun):
    """Rows that belong to one area each."""

    def vocabulary(self) -> Any:
        names = AreaNames()
        names.load()
        return names

    def slugs(self, areas: set[int]) -> dict[int, str]:
        return dict(Area.objects.filter(pk__in=areas).values_list("pk", "slug"))
