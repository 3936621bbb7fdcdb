"""The names to look out for in one story, cut into the parts for which texts are searched."""

from dataclasses import dataclass
from functools import cached_property

from outcomes.publishing.queries.wording.first_names import (
    FUNCTION_WORDS,
    OF_BODIES,
    TITLES,
    first_names,
)
from outcomes.publishing.queries.wording.words import words_of_text

# Words with a capital that are no part of a name; “Will” and “May” are.
NO_PARTS = (FUNCTION_WORDS - first_names()) | OF_BODIES


@dataclass(frozen=True)
class ListedName:
    """Somebody on the list of a story: the parts of their name, and what they may be called."""

    pk: int
    parts: frozenset[str]
    allowed: str

    @cached_property
    def allowed_parts(self) -> frozenset[str]:
        """The parts of it that are a name: of “a neighbour of Ann” only Ann."""
        capitals = " ".join(word.text for word in words_of_text(self.allowed) if word.capital)
        return parts_of(capitals)


@dataclass(frozen=True)
class Names:
    """The names to look out for in one story: parts of those of people of its area (`known`), and
    those of people on its list.
    """

    known: frozenset[str] = frozenset()
    listed: tuple[ListedName, ...] = ()

    @cached_property
    def wanted(self) -> frozenset[str]:
        """What is a first name here: those of people of the area, and of the list of first names.
        Put together once and not for each text, as there are thousands.
        """
        return self.known | first_names()

    @cached_property
    def by_part(self) -> dict[str, list[ListedName]]:
        people: dict[str, list[ListedName]] = {}
        for person in self.listed:
            for part in person.parts:
                people.setdefault(part, []).append(person)
        return people


def parts_of(*names: str) -> frozenset[str]:
    """The parts of people's names to look out for: “Maureen, 74, resident” gives maureen.

    A title and small words are none; of a name in small letters every word is one.
    """
    parts: set[str] = set()
    for name in names:
        words = words_of_text(name.partition(",")[0])
        capitals = [word for word in words if word.capital] or words
        parts.update(key for word in capitals for key in word.keys)
        parts.update(word.key.replace("-", "") for word in capitals)
    return frozenset(
        part for part in parts if len(part) > 1 and part not in TITLES and part not in NO_PARTS
    )
