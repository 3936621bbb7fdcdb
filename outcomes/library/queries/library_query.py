"""One search of the library, read from its address. Anything that makes no sense is left out."""

import re
from dataclasses import dataclass, field, fields

from django.http import QueryDict

from outcomes.models import ChangeStory, FollowUp, Reading

SLUG = re.compile(r"[a-z0-9_-]{1,80}")
YEAR = re.compile(r"(19|20)\d\d")
# How many values of one facet are read.
MOST_OF_ONE = 20
ANYBODY = "anybody"
PUBLIC = "public"
READERS = (*Reading.Party.values, ANYBODY)


@dataclass(frozen=True)
class LibraryQuery:
    """One search: words, and for each facet the values that were ticked."""

    q: str = ""
    region: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    reader: str = Reading.Party.TELLER.value
    answer: str = Reading.Answer.YES.value
    # "public": only what everybody reads, whoever searches. So a number on a public page leads to
    # exactly its stories.
    shown: str = ""
    # The address with nothing in it but what was understood.
    query: QueryDict = field(default_factory=lambda: QueryDict(mutable=True), compare=False)

    @property
    def narrowed(self) -> bool:
        """Whether it leaves anything out at all."""
        return self != LibraryQuery()

    def without(self, name: str, value: str | None = None) -> str:
        """The query string of this search without one of its values."""
        left = self.query.copy()
        left.pop("page", None)
        if value is None:
            left.pop(name, None)
        else:
            left.setlist(name, [v for v in left.getlist(name) if v != value])
        return left.urlencode()

    def with_only(self, **values: str) -> str:
        """The query string with these facets set to one value each; the others as they are."""
        left = self.query.copy()
        left.pop("page", None)
        for name, value in values.items():
            left[name] = value
        return left.urlencode()


FACETS = tuple(f.name for f in fields(LibraryQuery) if f.type == tuple[str, ...])


def read_library_query(query: QueryDict) -> LibraryQuery:
    """The search an address asks for; what it does not say, or says wrongly, is as by default."""
    known = {
        "kind": ChangeStory.Kind.values,
        "state": ChangeStory.State.values,
        "lasting": FollowUp.Answer.values,
    }
    facets = {}
    for name in FACETS:
        pattern = YEAR if name == "year" else SLUG
        values = dict.fromkeys(query.getlist(name)[:MOST_OF_ONE])
        facets[name] = tuple(
            v for v in values if pattern.fullmatch(v) and v in known.get(name, [v])
        )
    reader = query.get("reader", "")
    answer = query.get("answer", "")
    return LibraryQuery(
        q=query.get("q", "").strip(),
        reader=reader if reader in READERS else LibraryQuery.reader,
        shown=PUBLIC if query.get("shown") == PUBLIC else "",
        answer=answer if answer in Reading.Answer.values else LibraryQuery.answer,
        query=_clean(query, facets),
        **facets,
    )


def _clean(query: QueryDict, facets: dict[str, tuple[str, ...]]) -> QueryDict:
    """The words and choices of an address, and of each facet the values that were understood."""
    clean = QueryDict(mutable=True)
    for name in ("q", "reader", "answer", "shown"):
        if query.get(name):
            clean[name] = query[name]
    for name, values in facets.items():
        if values:
            clean.setlist(name, list(values))
    return clean
