"""The story library: search, facets, a heatmap, and the same list as a spreadsheet."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import areas_where, grants
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.library.exchange import lines
from outcomes.library.queries.facets import Facets, facets
from outcomes.library.queries.library import NEWEST_FIRST, kept_back, narrow, page_of, shelf_of
from outcomes.library.queries.library_query import ANYBODY, LibraryQuery, read_library_query
from outcomes.models import ChangeLevel, ChangeStory, Outcome, Reading

SHADES = 4


@login_not_required
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    library_query = read_library_query(request.GET)
    shelf = shelf_of(request.user, library_query)
    outcomes = list(Outcome.objects.in_use())
    levels = list(ChangeLevel.objects.in_use())
    counts = facets(shelf, library_query, outcomes, levels)
    page = page_of(
        shelf,
        library_query,
        narrow(shelf, library_query),
        total=counts.total,
        number=request.GET.get("page"),
        user=request.user,
    )
    readers = dict([*Reading.Party.choices, (ANYBODY, _("anybody"))])
    context = {
        "section": "stories",
        "library_query": library_query,
        "page": page,
        "facets": counts,
        "chips": chips(library_query, counts),
        "heat": heat(library_query, counts, outcomes, levels),
        "levels": levels,
        "answers": Reading.Answer.choices,
        "reader_label": readers[library_query.reader],
        "answer_label": Reading.Answer(library_query.answer).label,
        "own_states": _own_states(request.user),
        "single_area": _single_area(library_query, page),
        "tells": _areas_where_tells(request.user),
        "kept_back": kept_back(request.user, library_query),
    }
    return render(request, "outcomes/library/stories.html", context)


@login_not_required
@require_safe
def stories_csv(request: HttpRequest) -> StreamingHttpResponse:
    library_query = read_library_query(request.GET)
    rows = narrow(shelf_of(request.user, library_query), library_query).order_by(*NEWEST_FIRST)
    outcomes = list(Outcome.objects.in_use())
    body = lines(rows, outcomes, user=request.user, address=request.build_absolute_uri)
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="stories.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def chips(library_query: LibraryQuery, counts: Facets) -> list[tuple[str, str]]:
    """What the list is narrowed by: label, and the address without it."""
    without = library_query.without
    result = [(f"“{library_query.q[:60]}”", without("q"))] if library_query.q else []
    for name, options in counts.options.items():
        if name != "reader":
            chosen = [option for option in options if option.chosen]
            result += [(option.label, without(name, option.key)) for option in chosen]
    for state in library_query.state:
        result.append((ChangeStory.State(state).label, without("state", state)))
    if library_query.shown:
        result.append((_("What everybody reads"), without("shown")))
    if library_query.reader != LibraryQuery.reader:
        words = _("Read by: %(who)s") % {"who": _reader_label(counts)}
        result.append((words, without("reader")))
    if library_query.answer != LibraryQuery.answer:
        words = _("Read as: %(answer)s") % {"answer": Reading.Answer(library_query.answer).label}
        result.append((words, without("answer")))
    return result


def heat(
    library_query: LibraryQuery, counts: Facets, outcomes: list[Outcome], levels: list[ChangeLevel]
) -> list[tuple[Outcome, list[tuple]]]:
    """For each outcome, a cell for each level: number, shade from 0 to 4, level, address of exactly
    those stories.
    """
    most = max(counts.heat.values(), default=0)
    rows = []
    for outcome in outcomes:
        cells = []
        for level in levels:
            n = counts.heat.get((outcome.slug, level.slug), 0)
            shade = -(-n * SHADES // most) if n else 0
            address = library_query.with_only(outcome=outcome.slug, level=level.slug)
            cells.append((n, shade, level, address))
        rows.append((outcome, cells))
    return rows


def _reader_label(counts: Facets) -> str:
    return next(option.label for option in counts.options["reader"] if option.chosen)


def _own_states(user) -> list[tuple[str, str]]:
    """Stories that only their area sees can be looked for by the people of that area."""
    if not areas_where(user, May.READ_DRAFTS):
        return []
    own = ChangeStory.objects.all().WITH_AREA
    return [(value, label) for value, label in ChangeStory.State.choices if value in own]


def _single_area(library_query: LibraryQuery, page: Page) -> Area | None:
    """The one area a list is about, so that its own navigation can be shown."""
    if len(library_query.area) != 1 or not page.results:
        return None
    return page.results[0].area


def _areas_where_tells(user) -> list[int]:
    """Ids of the areas in which this person may tell a story."""
    return [pk for pk in grants(user).area_ids() if areas_where(user, May.TELL).includes(pk)]
