"""Finds areas by what people call them: official name, local name, aliases and place, folded.

Accents, capitals and apostrophes do not matter, nor does a slip of a letter. There are a few
hundred areas, so all names are read in one small statement and compared here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import QuerySet

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


def _alike(typed: str, name: str) -> float:
    """How near two names are, from 0 to 1: as a whole, or each typed word to a word of the name.

    “lawrance” is near “lawrence weston”, although that is twice as long.
    """
    words = name.split()
    apart = [max((_ratio(each, word) for word in words), default=0.0) for each in typed.split()]
    return max(_ratio(typed, name), min(apart, default=0.0))


def _ratio(one: str, other: str) -> float:
    """Quick to say no: what differs in length or letters is not compared in full."""
    matcher = SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


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
        close = {name: how for name in self.by_name if (how := _alike(plain, name)) >= ALIKE}
        if any(letter.isdigit() for letter in plain):
            close = {}  # a number is meant as it stands
        nearest = sorted(close, key=lambda name: -close[name])[:MOST_OFFERED]
        found: dict[int, Area] = {}
        for name in [*within, *nearest]:
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


@dataclass
class Found:
    """The areas of a list that somebody may mean; `near`: none is called so, these only nearly."""

    areas: QuerySet[Area]
    near: bool = False


def named_like(areas: QuerySet[Area], words: str) -> Found:
    """Areas that are called so or lie there; where there are none, those that nearly are.

    The search of every list of areas. One statement more than the list itself.
    """
    book = Gazetteer(Area.objects.only("name", "local_name", "aliases", "slug", "place"))
    plain = _plain(words)
    within = [
        area.pk
        for area in book.areas
        if any(plain in _plain(name) for name in [*_names(area), area.place] if name)
    ]
    if within:
        return Found(areas.filter(pk__in=within))
    near = [area.pk for area in book.like(words)][:MOST_OFFERED]
    return Found(areas.filter(pk__in=near), near=bool(near))
