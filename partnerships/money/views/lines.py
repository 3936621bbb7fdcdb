"""An area's spending line by line: filtered, downloaded, and given other themes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.text.sides import with_names
from bigstory.kit.numbers.rows import row_numbers
from partnerships.models import SpendLine, SpendTheme, ThemeChange
from partnerships.money.actions.reports import give_theme
from partnerships.money.exchange.spreadsheet import write_ledger_csv
from partnerships.money.forms.money import SpendFilter
from partnerships.money.forms.reports import ThemeForm
from partnerships.money.models.pounds import pounds, sum_in_pence
from partnerships.money.views.money import A_PAGE, area_of

# How many lines are given a theme at once, and how many are read at once for a file.
MOST_AT_ONCE = 500
ROWS_AT_ONCE = 500


@require_http_methods(["GET", "HEAD", "POST"])
def spend_lines(request: HttpRequest, slug: str) -> HttpResponse:
    """The list with its filters; a post gives the ticked lines another theme."""
    area = area_of(request, slug)
    require(request.user, May.READ_MONEY, area)
    offered = SpendTheme.objects.filter(programme=area.programme_id, retired=False)
    themes = list(offered)
    if request.method != "POST":
        return _page(request, area, themes, ThemeForm(themes=offered.all()))
    if not _may_theme(request.user, area):
        require(request.user, May.EDIT_MONEY, area)
    form = ThemeForm(request.POST, themes=offered.all())
    ticked = _ticked(request)
    lines = list(_visible(request, area).filter(pk__in=ticked[:MOST_AT_ONCE]))
    if not lines:
        form.add_error(None, _("Tick the lines first, in the list above."))
    if not form.is_valid():
        return _page(request, area, themes, form, ticked=set(ticked))
    theme = form.cleaned_data["theme"]
    because = form.cleaned_data["because"]
    n = give_theme(area=area, lines=lines, theme=theme, because=because, by=request.user)
    n = n or _given_before(request, lines, theme, because)
    if not n:
        form.add_error("theme", _("The lines you ticked have that theme already."))
        return _page(request, area, themes, form, ticked=set(ticked))
    sentence = ngettext(
        "%(n)s line has the theme “%(theme)s” now.",
        "%(n)s lines have the theme “%(theme)s” now.",
        n,
    )
    messages.success(request, with_names(sentence, n=n, theme=theme.name))
    return redirect(request.get_full_path())


def _given_before(request: HttpRequest, lines: list[SpendLine], theme, because: str) -> int:
    """How many were given it with these words already: the button was pressed twice."""
    changes = ThemeChange.objects.filter(line__in=lines, by=request.user)
    return changes.filter(now=theme, because=because).values("line").distinct().count()


def _may_theme(user, area: Area) -> bool:
    """A theme is nobody's words: who keeps the money and who reviews it may both put it right."""
    return can(user, May.EDIT_MONEY, area) or can(user, May.REVIEW_MONEY, area)


@require_safe
def spend_lines_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The lines as they are shown, with the same filters."""
    area = area_of(request, slug)
    require(request.user, May.READ_MONEY, area)
    themes = list(SpendTheme.objects.filter(programme=area.programme_id))
    matches = _filter(request, area, themes).narrow(_visible(request, area))
    rows = write_ledger_csv(matches.iterator(chunk_size=ROWS_AT_ONCE))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="spending-{area.slug}.csv"'
    return response


def _ticked(request: HttpRequest) -> list[int]:
    return row_numbers(request.POST.getlist("line"))


def _visible(request: HttpRequest, area: Area):
    lines = SpendLine.objects.visible_to(request.user).filter(report__area=area)
    return lines.select_related("report__organisation", "priority", "theme").order_by(
        "-report__half_year", "-pk"
    )


def _filter(request: HttpRequest, area: Area, themes: list[SpendTheme]) -> SpendFilter:
    lines = SpendLine.objects.visible_to(request.user).filter(report__area=area)
    halves = lines.order_by("-report__half_year").values_list("report__half_year", flat=True)
    return SpendFilter(request.GET, halves=list(halves.distinct()), themes=themes)


def _page(request: HttpRequest, area: Area, themes, form, ticked=frozenset()) -> HttpResponse:
    filters = _filter(request, area, themes)
    # The same list serves the filter and the question: one statement less.
    form.fields["theme"].choices = [
        ("", _("Choose")),
        *((theme.pk, theme.name) for theme in themes),
    ]
    lines = _visible(request, area).prefetch_related("theme_changes__was", "theme_changes__by")
    matches = filters.narrow(lines)
    page = Paginator(matches, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **of_area(request, area),
        "filter": filters,
        "page": page,
        "sum": pounds(matches.order_by().aggregate(pence=sum_in_pence())["pence"]),
        "form": form,
        "ticked": ticked,
        "may_theme": _may_theme(request.user, area),
        "names": can(request.user, May.READ_NAMES, area),
    }
    return render(request, "partnerships/money/spend_lines.html", context)
