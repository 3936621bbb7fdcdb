"""The library: stories narrowed by words and facets.

Visitors search public copies, others the record.

What one page of the library shows of each story, whichever table it stands in.
"""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.utils.text import Truncator

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.search import Index, matching, snippets
from outcomes.library.queries.library_query import ANYBODY, PUBLIC, LibraryQuery
from outcomes.models import ChangeStory, Publication, Reading
from outcomes.publishing.models.publication import PUBLICATION_INDEX
from outcomes.publishing.queries.names import teller
from outcomes.stories.models.story import STORY_INDEX

# Fewer than this are not told (reference: a hard story's own audience).
FEWEST_TOLD = 10


@dataclass(frozen=True)
class Shelf:
    """Where this reader's stories stand, and how their readings are reached.

    The rest of the library does not care.
    """

    model: type[Model]
    rows: QuerySet
    index: Index
    readings: str
    only_latest: dict
    # Where the newest answer to “Is it still true?” is found.
    lasting: str

    @property
    def public(self) -> bool:
        return self.model is Publication

    def still(self, answers: tuple[str, ...]) -> QuerySet:
        """Stories of which the newest answer is one of these."""
        newest = {} if self.public else {"followups__latest": True}
        return self.model.objects.filter(**{f"{self.lasting}__in": answers}, **newest)

    def read_as(self, asked: LibraryQuery, *, outcomes: bool = True) -> Q:
        """A filter for stories that a party read in a way; any outcome, or one of those asked
        for.
        """
        wanted = {f"{self.readings}__answer": asked.answer} | self.only_latest
        if asked.reader != ANYBODY:
            wanted[f"{self.readings}__party"] = asked.reader
        if outcomes and asked.outcome:
            wanted[f"{self.readings}__outcome__slug__in"] = asked.outcome
        return Q(**wanted)


def shelf_of(user, asked: LibraryQuery) -> Shelf:
    """Whoever holds a role that reads stories searches the record, as far as they may see it; all
    others, an administrator, and whoever asks for what is public, the public copies.
    """
    if asked.shown == PUBLIC or not (
        areas_where(user, May.READ_SHARED) or areas_where(user, May.READ_SENT)
    ):
        rows = Publication.objects.visible_to(user).stories()
        return Shelf(Publication, rows, PUBLICATION_INDEX, "answers", {}, "lasting")
    states = asked.state or ChangeStory.objects.all().SENT
    rows = ChangeStory.objects.visible_to(user).filter(state__in=states)
    return Shelf(
        ChangeStory, rows, STORY_INDEX, "readings", {"readings__latest": True}, "followups__answer"
    )


def kept_back(shelf: Shelf, asked: LibraryQuery) -> int:
    """How many stories only their partnerships read for now; 0 where there are so few that one
    could guess whose.

    One number for the whole programme, told where nothing was asked: of a place or an outcome it
    would say which.
    """
    if shelf.public or asked.narrowed:
        return 0
    number = ChangeStory.objects.kept_back().count()
    return number if number >= FEWEST_TOLD else 0


def narrow(shelf: Shelf, asked: LibraryQuery, *, leave_out: str = "") -> QuerySet:
    """The stories that match. `leave_out` names a facet whose own choice is not applied, to count
    its options.
    """
    rows = matching(shelf.rows, shelf.index, asked.q)
    simple = {
        "region": ("area__region__slug__in", asked.region),
        "area": ("area__slug__in", asked.area),
        "kind": ("kind__in", asked.kind),
    }
    for name, (path, values) in simple.items():
        if values and name != leave_out:
            rows = rows.filter(**{path: values})
    if asked.year and leave_out != "year":
        rows = rows.filter(told_on__year__in=asked.year)
    if asked.lasting and leave_out != "lasting":
        rows = rows.filter(pk__in=shelf.still(asked.lasting).values("pk"))
    if asked.level and leave_out != "level":
        rows = rows.filter(
            pk__in=shelf.model.objects.filter(levels__slug__in=asked.level).values("pk")
        )
    if asked.outcome and leave_out not in ("outcome", "reader"):
        rows = rows.filter(pk__in=shelf.model.objects.filter(shelf.read_as(asked)).values("pk"))
    return rows


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


def page_of(shelf: Shelf, asked: LibraryQuery, rows: QuerySet, *, total: int, number, user) -> Page:
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
