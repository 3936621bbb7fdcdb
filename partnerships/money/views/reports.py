"""One spend report: opened, read, sent.

The lines of a spend report still being written, as rows of a form.
"""

import uuid

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.moves import AlreadyMoved
from bigstory.core.db.tokens import FormToken
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import SpendReport
from partnerships.money.actions import (
    SomebodyElseSaved,
    keep_lines,
    mark_of,
    may_answer,
    open_report,
    send,
)
from partnerships.money.exchange.columns import Known
from partnerships.money.forms.reports import (
    BLANK_ROWS,
    KeptForm,
    LineForm,
    ReportForm,
    SendForm,
    choices_of,
    know_these,
    words_of,
)
from partnerships.money.models.sums import Frozen, pounds, sum_in_pence
from partnerships.money.views.money import A_PAGE, area_of, holders


def report_of(request: HttpRequest, slug: str, pk: int, *, needs: May | None = None) -> SpendReport:
    """The report, if this person may read it.

    A right it takes to change one is asked of its area first.
    """
    area = area_of(request, slug)
    found = SpendReport.objects.visible_to(request.user).select_related("organisation", "review")
    report = get_object_or_404(found, area=area, pk=pk)
    report.area = area
    if needs:
        require(request.user, needs, area)
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def spend_report_new(request: HttpRequest, slug: str) -> HttpResponse:
    area = area_of(request, slug)
    require(request.user, May.EDIT_MONEY, area)
    form = ReportForm(request.POST or None, area=area, organisations=holders(area))
    if form.is_bound and form.is_valid():
        values = form.values()

        def make() -> str:
            return open_report(area=area, by=request.user, **values).get_absolute_url()

        try:
            body = fingerprint(request.POST)
            return redirect(
                once(user=request.user, token=form.cleaned_data["token"], body=body, make=make)
            )
        except (
            AlreadySent
        ):  # a page used again for another half-year: nothing is lost by opening that one
            return redirect(make())
    words = {
        "heading": _("Start a spend report"),
        "lede": _("One for each half-year. If it was started before, it opens where you left it."),
        "button": _("Open the report"),
    }
    return render(
        request,
        "partnerships/money/entry.html",
        {**of_area(request, area, "money"), "form": form, **words},
    )


@require_safe
def spend_report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    report = report_of(request, slug, pk)
    return _report_page(request, report, SendForm(has_lines=True))


@require_http_methods(["POST"])
def spend_report_send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    report = report_of(request, slug, pk, needs=May.EDIT_MONEY)
    form = SendForm(request.POST, has_lines=report.lines.exists())
    if not form.is_valid():
        return _report_page(request, report, form)
    try:
        send(report=report, note=form.cleaned_data["note"], by=request.user)
    except AlreadyMoved:
        messages.info(request, _("This report was sent already. It is as it was sent."))
    else:
        messages.success(request, _("The report is sent. You will find the reply here."))
    return redirect(report)


def _report_page(request: HttpRequest, report: SpendReport, form: SendForm) -> HttpResponse:
    lines = report.lines.select_related("priority", "theme", "corrects__report").prefetch_related(
        "corrections__report"
    )
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    draft = report.state == SpendReport.State.DRAFT
    edits = can(request.user, May.EDIT_MONEY, report.area)
    context = {
        **of_area(request, report.area, "money"),
        "report": report,
        "review": getattr(report, "review", None),
        "page": page,
        "sum": pounds(report.lines.aggregate(pence=sum_in_pence())["pence"]),
        "draft": draft,
        "edits": edits,
        "form": form,
        "may_answer": not draft and may_answer(request.user, report),
        "names": can(request.user, May.READ_NAMES, report.area),
        "put_right_url": _put_right(request, report) if edits and not draft else "",
    }
    return render(request, "partnerships/money/spend_report.html", context)


def _put_right(request: HttpRequest, report: SpendReport) -> str:
    """Where a line of a sent report is corrected: in the rows of a report still being written, if
    there is one.
    """
    open_one = SpendReport.objects.visible_to(request.user).filter(
        area=report.area, state=SpendReport.State.DRAFT
    )
    if found := open_one.first():
        return reverse("spend_report_lines", args=[report.area.slug, found.pk])
    return ""


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
        return _rows_page(
            request,
            report,
            lines,
            _rows_of(request, lines, known),
            KeptForm(initial={"seen": mark_of(lines)}),
        )
    kept = KeptForm(request.POST)
    rows = _rows(known)(request.POST, prefix="row")
    if not (kept.is_valid() and rows.is_valid()):
        return _rows_page(request, report, lines, rows, kept, status=200)
    try:
        return redirect(_save(request, report, rows, kept))
    except Frozen:
        return redirect(report)
    except (SomebodyElseSaved, AlreadySent):
        return _rows_page(request, report, lines, rows, _fresh(lines), beside=lines)


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


def _rows_page(
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
