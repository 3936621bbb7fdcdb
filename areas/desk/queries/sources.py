"""What areas send, readers report and people ask for, as the apps above know it.

An app adds a `Source` for each kind when it starts; here nothing is known of plans or stories.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import Somebody


@dataclass(frozen=True)
class Wait:
    """A thing that waits for Local Trust's answer. `area` and `thing` are ids."""

    area: int
    kind: str
    thing: int
    sent: datetime


@dataclass(frozen=True)
class Thing:
    """A thing that was sent, as one reader may know it. `page` is where the area reads it, `desk`
    where Local Trust answers it; `sender` the id of who sent it.
    """

    kind: str
    pk: int
    area: Area
    title: str
    page: str
    desk: str
    note: str = ""
    sender: int | None = None


@dataclass(frozen=True)
class Reply:
    """Words that went with a verdict: `says` is the verdict."""

    kind: str
    thing: int
    says: str
    words: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Source:
    """One or two kinds of things and who may do what with them.

    `waits` gives what is unanswered in some areas, `answered` when each thing was answered last,
    `things` those of some ids that a person may know of, `replies` the verdicts on some things,
    `latest` the newest verdicts in some areas that a person may read, at most so many.
    `reads` and `writes` are what it takes in an area to read letters about it, and to write them.
    """

    kinds: tuple[str, ...]
    answers: May
    waits: Callable[[Collection[int]], Iterable[Wait]]
    answered: Callable[[Collection[int]], Mapping[int, datetime]]
    things: Callable[[Somebody, Collection[int]], Mapping[int, Thing]]
    reads: May | None = None
    writes: May | None = None
    replies: Callable[[Collection[int]], Iterable[Reply]] = lambda _things: ()
    latest: Callable[[Somebody, Collection[int], int], Iterable[Reply]] = lambda *_which: ()


SOURCES: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """The kinds of a source are known from now on."""
    SOURCES.update(dict.fromkeys(source.kinds, source))


def all_sources() -> list[Source]:
    """Each once, in the order in which their apps added them."""
    return list({id(source): source for source in SOURCES.values()}.values())
