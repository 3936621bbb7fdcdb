"""The library: stories narrowed by words and facets, and what one page shows of each.

All search the cleared copies, each as far as they may read them; the people of an area can search
their own record.
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
from outcomes.models import ChangeStory, Outcome, Publication, Reading
from outcomes.publishing.models.publication import PUBLICATION_INDEX
from outcomes.publishing.queries.names import teller
from outcomes.stories.models.story import STORY_INDEX

# Of fewer than this nobody learns how many (reference: a hard story's own audience).
FEWEST_TOLD = 10


@dataclass(frozen=True)
class Shelf:
    """The table of this reader's stories, and the paths from it to readings and newest answers.

    The rest of the library does not care which table it is.
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

    def read_as(self, library_query: LibraryQuery, *, outcomes: bool = True) -> Q:
        """A filter for stories that a party read in a way; any outcome, or one of those
        chosen.
        """
        lookups = {f"{self.readings}__answer": library_query.answer} | self.only_latest
        if library_query.reader != ANYBODY:
            lookups[f"{self.readings}__party"] = library_query.reader
        if outcomes and library_query.outcome:
            lookups[f"{self.readings}__outcome__slug__in"] = library_query.outcome
        return Q(**lookups)


def shelf_of(user, library_query: LibraryQuery) -> Shelf:
    """The cleared copies this reader may read; whoever asks for what is public, or has no role,
    those of everybody. The people of an area who look at their own area alone search its record:
    drafts too, and what it keeps to itself.
    """
    if library_query.shown == PUBLIC:
        return _copies(Publication.objects.for_everybody())
    if not _asks_for_own_record(user, library_query):
        copies = Publication.objects.visible_to(user)
        # Only the record knows what was not sent.
        return _copies(copies.none() if library_query.state else copies)
    states = library_query.state or ChangeStory.objects.all().SENT
    rows = ChangeStory.objects.visible_to(user).filter(state__in=states)
    return Shelf(
        ChangeStory, rows, STORY_INDEX, "readings", {"readings__latest": True}, "followups__answer"
    )


def _copies(rows: QuerySet[Publication]) -> Shelf:
    return Shelf(Publication, rows.stories(), PUBLICATION_INDEX, "answers", {}, "lasting")


def _asks_for_own_record(user, library_query: LibraryQuery) -> bool:
    """Whether the list is narrowed to areas whose record this person reads. At most one
    statement.
    """
    own = areas_where(user, May.READ_DRAFTS)
    if not own:
        return False
    if library_query.state:
        return True
    if not library_query.area:
        return False
    ids = Area.objects.filter(slug__in=library_query.area).values_list("pk", flat=True)
    return all(own.includes(pk) for pk in ids)


def kept_back(user, library_query: LibraryQuery) -> int:
    """How many stories only their partnerships read for now; 0 where there are so few that one
    could guess whose.

    One number for the whole programme, shown while nothing is narrowed: of a place or an outcome
    it would say which stories.
    """
    signed_in = areas_where(user, May.READ_SHARED) or areas_where(user, May.READ_SENT)
    if not signed_in or library_query.narrowed:
        return 0
    number = ChangeStory.objects.kept_back().count()
    return number if number >= FEWEST_TOLD else 0


def narrow(shelf: Shelf, library_query: LibraryQuery, *, leave_out: str = "") -> QuerySet:
    """The stories that match. `leave_out` names a facet whose own choice is not applied, to count
    its options.
    """
    rows = matching(shelf.rows, shelf.index, library_query.q)
    paths = {
        "region": "area__region__slug__in",
        "area": "area__slug__in",
        "kind": "kind__in",
        "year": "told_on__year__in",
    }
    for facet, path in paths.items():
        values = getattr(library_query, facet)
        if values and facet != leave_out:
            rows = rows.filter(**{path: values})
    everything = shelf.model.objects
    if library_query.lasting and leave_out != "lasting":
        rows = rows.filter(pk__in=shelf.still(library_query.lasting).values("pk"))
    if library_query.level and leave_out != "level":
        of_levels = everything.filter(levels__slug__in=library_query.level)
        rows = rows.filter(pk__in=of_levels.values("pk"))
    if library_query.outcome and leave_out not in ("outcome", "reader"):
        read_so = everything.filter(shelf.read_as(library_query))
        rows = rows.filter(pk__in=read_so.values("pk"))
    return rows


# --- one page of results ---

A_PAGE = 25
NEWEST_FIRST = ("-told_on", "-pk")


@dataclass
class Result:
    """What a list says of one story."""

    title: str
    url: str
    area: Area
    year: int | str
    told_by: str
    kind: str
    state: str
    text: str
    levels: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


class CountedPaginator(Paginator):
    """A paginator that is given the total, and does not count again."""

    def __init__(self, rows: QuerySet, per_page: int, *, total: int):
        super().__init__(rows, per_page)
        self._total = total

    @property
    def count(self) -> int:
        return self._total


def page_of(
    shelf: Shelf, library_query: LibraryQuery, rows: QuerySet, *, total: int, number, user
) -> Page:
    """One page of results; `page.results` holds them.

    Three statements, and one more for the marked words.
    """
    page = CountedPaginator(rows.order_by(*NEWEST_FIRST).for_list(), A_PAGE, total=total).get_page(
        number
    )
    stories = list(page.object_list)
    marked = snippets(shelf.index, library_query.q, [story.pk for story in stories])
    page.results = [_result(shelf, story, user, marked.get(story.pk)) for story in stories]
    return page


def yes_of_teller(story: ChangeStory) -> list[Outcome]:
    """The outcomes the teller reads as yes, from readings that were fetched with the list."""
    return [
        reading.outcome
        for reading in story.read_as
        if (reading.party, reading.answer) == (Reading.Party.TELLER, Reading.Answer.YES)
    ]


def _result(shelf: Shelf, story, user, marked: str | None) -> Result:
    return Result(
        title=story.title,
        url=story.get_absolute_url(),
        area=story.area,
        year=story.told_on.year if story.told_on else "",
        told_by=story.byline if shelf.public else teller(user, story),
        kind="" if story.kind == "good" else story.get_kind_display(),
        state="" if shelf.public or story.state == "published" else story.get_state_display(),
        text=marked or story.in_short or Truncator(story.what_changed).words(36),
        levels=[level.name for level in story.levels.all()],
        outcomes=list(story.said_yes.all()) if shelf.public else yes_of_teller(story),
    )
