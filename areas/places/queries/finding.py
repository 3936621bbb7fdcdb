"""Finds areas by what people call them: official name, local name, aliases and place, folded.

Accents, capitals and apostrophes do not matter, nor does a slip of a letter. There are a few
hundred areas, so all names are read in one small statement and compared here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q, QuerySet

from areas.models import Area
from bigstory.core.folding import fold

# How alike two spellings must be to be offered: “ramsy” and “ramsey” are, “revoe” is not.
ALIKE = 0.75
MOST_OFFERED = 3
# What many names hold and nobody means.
EVERYWHERE = ("big local", "big local area")


@dataclass
class Matched:
    """Which area each line means, and the lines that mean none or several, with what they may."""

    areas: list[Area] = field(default_factory=list)
    unclear: list[tuple[str, list[Area]]] = field(default_factory=list)


def _plain(name: str) -> str:
    """A name as it is compared: folded, without “Big Local” and the signs between words."""
    words = fold(name)
    for each in EVERYWHERE:
        words = words.replace(each, " ")
    return " ".join("".join(c if c.isalnum() else " " for c in words).split()) or fold(name)


def _names(area: Area) -> list[str]:
    return [name for name in (area.name, area.local_name, *area.other_names, area.slug) if name]


class Gazetteer:
    """Every area by each of its names. One statement."""

    def __init__(self, areas: Iterable[Area] | None = None) -> None:
        self.areas = list(Area.objects.all()) if areas is None else list(areas)
        self.by_name: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas:
            for name in {_plain(each) for each in _names(area)}:
                self.by_name[name].append(area)

    def meant_by(self, line: str) -> list[Area]:
        """The areas a line may mean; one, where it is sure."""
        plain = _plain(line)
        if found := self.by_name.get(plain):
            return found
        # “Ramsey, Cambridgeshire” is Ramsey; “Growing” may be one that has a longer name.
        before_comma = _plain(line.split(",")[0])
        if found := self.by_name.get(before_comma):
            return found
        return []

    def like(self, line: str) -> list[Area]:
        """Areas whose names look like what was typed, the nearest first."""
        plain = _plain(line)
        within = [name for name in self.by_name if len(plain) > 2 and plain in name]
        close = get_close_matches(plain, self.by_name, n=MOST_OFFERED, cutoff=ALIKE)
        found: dict[int, Area] = {}
        for name in [*within, *close]:
            found.update((area.pk, area) for area in self.by_name[name])
        return list(found.values())

    def match(self, lines: Iterable[str]) -> Matched:
        """Match names, one a line. What is not exactly one area is told and not guessed."""
        matched = Matched()
        for line in (each.strip() for each in lines):
            if not line:
                continue
            found = self.meant_by(line)
            if len(found) == 1:
                matched.areas.append(found[0])
            else:
                matched.unclear.append((line, (found or self.like(line))[:MOST_OFFERED]))
        return matched


def named_like(areas: QuerySet[Area], words: str) -> QuerySet[Area]:
    """Areas that are called so, lie there, or nearly: the search of every list of areas.

    One statement more than the list itself.
    """
    book = Gazetteer(Area.objects.only("name", "local_name", "aliases", "slug", "place"))
    plain = _plain(words)
    within = [
        area.pk
        for area in book.areas
        if any(plain in _plain(name) for name in [*_names(area), area.place] if name)
    ]
    return areas.filter(Q(pk__in=within or [area.pk for area in book.like(words)]))
