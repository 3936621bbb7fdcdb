"""The story library: search, facets, a heatmap, and the same list as a spreadsheet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.access import areas_where, grants
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
    asked = read_library_query(request.GET)
    shelf = shelf_of(request.user, asked)
    outcomes = list(Outcome.objects.in_use())
    levels = list(ChangeLevel.objects.in_use())
    found = facets(shelf, asked, outcomes, levels)
    rows = narrow(shelf, asked)
    page = page_of(
        shelf, asked, rows, total=found.total, number=request.GET.get("page"), user=request.user
    )
    context = {
        "section": "stories",
        "asked": asked,
        "page": page,
        "facets": found,
        "chips": chips(asked, found),
        "heat": heat(asked, found, outcomes, levels),
        "levels": levels,
        "answers": Reading.Answer.choices,
        "reader_label": dict([*Reading.Party.choices, (ANYBODY, _("anybody"))])[asked.reader],
        "answer_label": Reading.Answer(asked.answer).label,
        "own_states": _own_states(request.user),
        "single_area": _the_area(asked, page),
        "tells": _tells(request.user),
        "kept_back": kept_back(shelf, asked),
    }
    return render(request, "outcomes/library/stories.html", context)


@login_not_required
@require_safe
def stories_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = read_library_query(request.GET)
    rows = narrow(shelf_of(request.user, asked), asked).order_by(*NEWEST_FIRST)
    body = lines(
        rows, list(Outcome.objects.in_use()), user=request.user, address=request.build_absolute_uri
    )
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="stories.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def chips(asked: LibraryQuery, found: Facets) -> list[tuple[str, str]]:
    """What is being looked at: words, and the address without them."""
    shown = [(f"“{asked.q[:60]}”", asked.without("q"))] if asked.q else []
    for name, options in found.options.items():
        if name != "reader":
            shown += [
                (option.label, asked.without(name, option.key))
                for option in options
                if option.chosen
            ]
    shown += [
        (ChangeStory.State(state).label, asked.without("state", state)) for state in asked.state
    ]
    if asked.shown:
        shown.append((_("What everybody reads"), asked.without("shown")))
    if asked.reader != LibraryQuery.reader:
        shown.append((_("Read by: %(who)s") % {"who": _reader(found)}, asked.without("reader")))
    if asked.answer != LibraryQuery.answer:
        shown.append(
            (
                _("Read as: %(answer)s") % {"answer": Reading.Answer(asked.answer).label},
                asked.without("answer"),
            )
        )
    return shown


def heat(asked: LibraryQuery, found: Facets, outcomes, levels) -> list[tuple[Outcome, list]]:
    """For each outcome, a cell for each level: number, shade from 0 to 4, address of exactly those
    stories.
    """
    most = max(found.heat.values(), default=0)
    rows = []
    for outcome in outcomes:
        cells = []
        for level in levels:
            n = found.heat.get((outcome.slug, level.slug), 0)
            shade = -(-n * SHADES // most) if n else 0
            cells.append((n, shade, level, asked.with_only(outcome=outcome.slug, level=level.slug)))
        rows.append((outcome, cells))
    return rows


def _reader(found: Facets) -> str:
    return next(option.label for option in found.options["reader"] if option.chosen)


def _own_states(user) -> list[tuple[str, str]]:
    """Stories that only their area sees can be looked for by the people of that area."""
    if not areas_where(user, May.READ_DRAFTS):
        return []
    own = ChangeStory.objects.all().WITH_AREA
    return [(value, label) for value, label in ChangeStory.State.choices if value in own]


def _the_area(asked: LibraryQuery, page):
    """The one area a list is about, so that its own navigation can be shown."""
    if len(asked.area) != 1 or not page.results:
        return None
    return page.results[0].area


def _tells(user) -> list[int]:
    """Areas in which this person may tell a story."""
    return [pk for pk in grants(user).area_ids() if areas_where(user, May.TELL).includes(pk)]
