"""The lines of a spend report still being written, as rows of a form."""

import uuid

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bigstory.accounts.roles import May
from bigstory.core.models import FormToken
from bigstory.core.once import AlreadySent, fingerprint, once
from partnerships.actions.spending import SomebodyElseSaved, keep_lines, mark_of
from partnerships.exchange.spend_lines import Known
from partnerships.forms.spending import (
    BLANK_ROWS,
    KeptForm,
    LineForm,
    choices_of,
    know_these,
    words_of,
)
from partnerships.models import SpendReport
from partnerships.querysets.money import Frozen
from partnerships.views.frame import of_area
from partnerships.views.money import A_PAGE
from partnerships.views.spend_reports import report_of

MOST_ROWS = A_PAGE + BLANK_ROWS + 10


@require_http_methods(["GET", "HEAD", "POST"])
def spend_report_lines(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    report = report_of(request, slug, pk, needs=May.EDIT_MONEY)
    if report.state != SpendReport.State.DRAFT:
        return redirect(report)
    lines = list(report.lines.select_related("priority", "theme"))
    known = Known.of(report.area)
    know_these(known, lines)
    if request.method != "POST":
        return _page(
            request,
            report,
            lines,
            _rows_of(request, lines, known),
            KeptForm(initial={"seen": mark_of(lines)}),
        )
    kept = KeptForm(request.POST)
    rows = _rows(known)(request.POST, prefix="row")
    if not (kept.is_valid() and rows.is_valid()):
        return _page(request, report, lines, rows, kept, status=200)
    try:
        return redirect(_save(request, report, rows, kept))
    except Frozen:
        return redirect(report)
    except (SomebodyElseSaved, AlreadySent):
        return _page(request, report, lines, rows, _fresh(lines), beside=lines)


def _save(request: HttpRequest, report: SpendReport, rows, kept: KeptForm) -> str:
    """Where to go. Raises Frozen, SomebodyElseSaved or AlreadySent; then nothing is saved."""
    data = kept.cleaned_data
    back = report.get_absolute_url()
    if request.POST.get("more"):
        back = reverse("spend_report_lines", args=[report.area.slug, report.pk]) + "?page=last#new"

    def make() -> str:
        keep_lines(
            report=report,
            rows=[row.cleaned_data for row in rows],
            by=request.user,
            seen=data["seen"],
        )
        return back

    body = fingerprint(request.POST)
    try:
        return once(user=request.user, token=data["token"], body=body, make=make)
    except SomebodyElseSaved:
        # Pressed twice, it was they themselves who saved: the same words under the same token.
        first = FormToken.objects.filter(user=request.user, token=data["token"], body=body).first()
        if first is None:
            raise
        return first.result


def _fresh(lines) -> KeptForm:
    """A new token and the present mark: saving again is meant."""
    return KeptForm(initial={"seen": mark_of(lines), "token": uuid.uuid4()})


def _rows(known: Known, extra: int = 0):
    made = forms.formset_factory(LineForm, extra=extra, absolute_max=MOST_ROWS, max_num=MOST_ROWS)

    def build(*args, **kwargs):
        return made(*args, form_kwargs={"known": known, "choices": choices_of(known)}, **kwargs)

    return build


def _rows_of(request: HttpRequest, lines: list, known: Known):
    """One page of the stored lines; on the last page blank rows follow, the first filled for a line
    to put right.
    """
    page = _lines_page(request, lines)
    first = [words_of(line, known) for line in page]
    last = not page.has_next()
    if last and (wrong := known.lines.get(_number(request.GET.get("corrects", "")))):
        first.append(
            words_of(wrong, known)
            | {"id": "", "amount": f"{-wrong.amount:,.2f}", "corrects": wrong.pk}
        )
    return _rows(known, BLANK_ROWS if last else 0)(initial=first, prefix="row")


def _lines_page(request: HttpRequest, lines: list):
    pages = Paginator(lines, A_PAGE)
    wanted = request.GET.get("page")
    return pages.get_page(
        pages.num_pages if wanted == "last" or "corrects" in request.GET else wanted
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _page(
    request: HttpRequest, report, lines, rows, kept, *, beside=(), status: int = 200
) -> HttpResponse:
    context = {
        **of_area(request, report.area, "money"),
        "report": report,
        "page": _lines_page(request, lines),
        "rows": rows,
        "kept": kept,
        "beside": beside,
    }
    return render(request, "partnerships/money/spend_report_lines.html", context, status=status)
