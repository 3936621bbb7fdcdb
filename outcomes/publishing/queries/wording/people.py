"""The names to look out for, cut into the parts for which texts are searched."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from areas.models import AreaRole
from bigstory.core.privacy.spellings import TITLES
from outcomes.models import Person
from outcomes.publishing.queries.wording.first_names import (
    FUNCTION_WORDS,
    OF_BODIES,
    first_names,
)
from outcomes.publishing.queries.wording.words import words_of_text
from partnerships.models import Seat

# Words with a capital that are no part of a name; “Will” and “May” are.
NO_PARTS = (FUNCTION_WORDS - first_names()) | OF_BODIES


@dataclass(frozen=True)
class ListedName:
    """Somebody on the list of a story: the parts of their names, and what they may be called, which
    is a name or (`by_name` False) what they are. `taken_out`: they want to be nowhere in it, on
    its list or off it, and may be called nothing.
    """

    pk: int
    parts: frozenset[str]
    allowed: str
    by_name: bool = True
    taken_out: bool = False

    @cached_property
    def allowed_parts(self) -> frozenset[str]:
        """The parts of a name under which they may stand; none where they may under no name."""
        return capital_parts(self.allowed) if self.by_name else frozenset()


@dataclass(frozen=True)
class Names:
    """The names to look out for in one story, or in something that was logged: parts of those of
    people of its area (`known`), and those of people on a story's list.
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

    A title and small words are none; of a name in small letters every word is one. All of it in one
    word is one too.
    """
    parts: set[str] = set()
    for name in names:
        words = words_of_text(name.partition(",")[0])
        capitals = [word for word in words if word.capital] or words
        parts.update(key for word in capitals for key in word.keys)
        parts.update(word.key.replace("-", "") for word in capitals)
        # As an address on the internet has it: “maureenhill”.
        parts.add("".join(word.key for word in capitals if word.key not in TITLES))
    return frozenset(
        part for part in parts if len(part) > 1 and part not in TITLES and part not in NO_PARTS
    )


def capital_parts(*texts: str) -> frozenset[str]:
    """The parts of texts that may be a name: of “a neighbour of Ann” only Ann."""
    words = (words_of_text(text.partition(",")[0]) for text in texts)
    return parts_of(*(" ".join(word.text for word in each if word.capital) for each in words))


def known_names(area_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """By area: the parts of the names of those who sit there, hold a role, or are or were on the
    list of a story: taken off it, they are still to be looked for. One statement.
    """
    area_ids = list(area_ids)
    seats = Seat.objects.filter(partnership__area__in=area_ids).order_by()
    users = AreaRole.objects.filter(area__in=area_ids).order_by()
    people = Person.objects.here().filter(area__in=area_ids).order_by()
    names: dict[int, list[str]] = defaultdict(list)
    for area_id, name in seats.values_list("partnership__area", "name").union(
        users.values_list("area", "user__name"), people.values_list("area", "name")
    ):
        names[area_id].append(name)
    return {area_id: parts_of(*names[area_id]) for area_id in area_ids}
