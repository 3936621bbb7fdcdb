"""Finding an organisation that is known already, so that none is written down twice."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import Q

from bigstory.core.folding import fold
from partnerships.models import Organisation
from partnerships.organisations.queries.numbers import numbers_in

# Words that say what kind of body it is, which people leave out or write in another way.
OF_THE_KIND = frozenset(
    ["the", "a", "of", "and", "&", "ltd", "limited", "cic", "cio", "plc", "llp", "inc", "company"]
)
NO_SIGNS = str.maketrans("", "", ".,'")  # “O'Neill” is “ONeill” to whoever leaves it out
NEAR = 0.8
MOST = 8


@dataclass(frozen=True)
class Found:
    """`same` has this very name or number; `near` is called something like it."""

    same: list[Organisation] = field(default_factory=list)
    near: list[Organisation] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.same or self.near)


def find(words: str, *, besides: int | None = None) -> Found:
    """Of a name, a charity number or a company number. `besides`: the id of one to leave out."""
    words = " ".join(words.split())
    if not words:
        return Found()
    others = Organisation.objects.exclude(pk=besides)
    numbers = numbers_in(words)
    same = list(
        others.filter(
            Q(folded=fold(words)) | Q(charity_number__in=numbers) | Q(company_number__in=numbers)
        )
    )
    known = {each.pk for each in same}
    return Found(same, [each for each in _near(words, others) if each.pk not in known])


def _near(words: str, others) -> list[Organisation]:
    """The nearest first. Names are compared here: each database folds in a way of its own."""
    meant = _core(words)
    if not meant:
        return []
    marks = [
        (likeness, pk)
        for pk, name in others.values_list("pk", "folded")
        if (likeness := _likeness(meant, _core(name))) >= NEAR
    ]
    nearest = [pk for _likeness_of, pk in sorted(marks, reverse=True)[:MOST]]
    rows = Organisation.objects.in_bulk(nearest)
    return [rows[pk] for pk in nearest]


def _core(name: str) -> list[str]:
    """The words of a name that tell it from others."""
    words = fold(name).translate(NO_SIGNS).split()
    return [word for word in words if word not in OF_THE_KIND] or words


def _likeness(meant: list[str], name: list[str]) -> float:
    """From 0 to 1. All the words of one in the other, in whatever order: near in any case."""
    if set(meant) <= set(name) or set(name) <= set(meant):
        return 1 - abs(len(meant) - len(name)) / 100
    return SequenceMatcher(None, " ".join(meant), " ".join(name)).ratio()
