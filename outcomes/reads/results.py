"""What one page of the library shows of each story, whichever table it stands in."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.text import Truncator

from areas.models import Area
from bigstory.core.search import snippets
from outcomes.models import Reading
from outcomes.names import teller
from outcomes.reads.asked import Asked
from outcomes.reads.library import Shelf

A_PAGE = 25
NEWEST_FIRST = ("-told_on", "-pk")


@dataclass
class Result:
    title: str
    url: str
    area: Area
    year: int | str
    told_by: str
    kind: str
    state: str
    text: str
    levels: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)


class CountedPaginator(Paginator):
    """A paginator that was told how many there are, and need not ask again."""

    def __init__(self, rows: QuerySet, per_page: int, *, total: int):
        super().__init__(rows, per_page)
        self._total = total

    @property
    def count(self) -> int:
        return self._total


def page_of(shelf: Shelf, asked: Asked, rows: QuerySet, *, total: int, number, user) -> Page:
    """One page of results; `page.results` holds them.

    Three statements, and one more for the marked words.
    """
    page = CountedPaginator(rows.order_by(*NEWEST_FIRST).for_list(), A_PAGE, total=total).get_page(
        number
    )
    stories = list(page.object_list)
    marked = snippets(shelf.index, asked.q, [story.pk for story in stories])
    page.results = [_result(shelf, story, user, marked.get(story.pk)) for story in stories]
    return page


def yes_of_teller(story) -> list:
    """The outcomes the teller reads as yes, from readings that were fetched with the list."""
    return [
        reading.outcome
        for reading in story.read_as
        if (reading.party, reading.answer) == (Reading.Party.TELLER, Reading.Answer.YES)
    ]


def _result(shelf: Shelf, story, user, marked) -> Result:
    return Result(
        title=story.title,
        url=story.get_absolute_url(),
        area=story.area,
        year=story.told_on.year if story.told_on else "",
        told_by=story.told_by if shelf.public else teller(user, story),
        kind="" if story.kind == "good" else story.get_kind_display(),
        state="" if shelf.public or story.state == "published" else story.get_state_display(),
        text=marked or story.in_short or Truncator(story.what_changed).words(36),
        levels=[level.name for level in story.levels.all()],
        outcomes=list(story.said_yes.all()) if shelf.public else yes_of_teller(story),
    )
