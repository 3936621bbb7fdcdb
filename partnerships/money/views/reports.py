"""One spend report: opened, read, sent; and while it is written, its lines as rows of a form."""

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
from areas.models import Area
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.db.moves import AlreadyMoved
from bigstory.kit.marks import row_parts
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.once import AlreadySent, fingerprint, once
from bigstory.kit.two_editors import chosen_parts, clash_of_row, is_choice, two_texts, words_of
from partnerships.models import SpendLine, SpendReport
from partnerships.money.actions.reports import (
    LINE_COLUMNS,
    LinesChanged,
    mark_of,
    may_answer,
    open_report,
    save_lines,
    send_report,
)
from partnerships.money.exchange.columns import Vocabulary
from partnerships.money.forms.lines import (
    BLANK_ROWS,
    LineForm,
    MarkForm,
    choices_of,
    initial_of,
)
from partnerships.money.forms.reports import ReportForm, SendForm
from partnerships.money.models.pounds import pounds, sum_in_pence
from partnerships.money.models.spending import Frozen
from partnerships.money.views.money import A_PAGE, area_of

# A page of stored lines, the blank rows below it, and some for scripts that add rows.
MOST_ROWS = A_PAGE + BLANK_ROWS + 10


def report_of(request: HttpRequest, slug: str, pk: int, *, needs: May | None = None) -> SpendReport:
    """The report, if this person may read it, or 404.

    `needs` is a right they must have in its area too.
    """
    area = area_of(request, slug)
    visible = SpendReport.objects.visible_to(request.user).select_related("organisation", "review")
    report = get_object_or_404(visible, area=area, pk=pk)
    report.area = area
    if needs:
        require(request.user, needs, area)
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def spend_report_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a half-year, where home did not ask for one: its report is opened, or started."""
    area = area_of(request, slug)
    require(request.user, May.EDIT_MONEY, area)
    form = ReportForm(request.POST or None, initial=request.GET.dict(), area=area)
    if form.is_bound and form.is_valid():
        return redirect(_open(request, area, form))
    context = {
        **of_area(request, area),
        "form": form,
        "heading": _("Start a spend report"),
        "lede": _("One for each half-year. If it was started before, it opens where you left it."),
    }
    return render(request, "partnerships/money/entry.html", context)


def _open(request: HttpRequest, area: Area, form: ReportForm) -> str:
    def make() -> str:
        return open_report(area=area, by=request.user, **form.values()).get_absolute_url()

    token = form.cleaned_data["token"]
    try:
        return once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
    except AlreadySent:
        # The page was used again for another half-year: nothing is lost by opening that one.
        return make()


@require_safe
def spend_report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A report with its lines and the reply; a draft also has the form that sends it."""
    report = report_of(request, slug, pk)
    return _report_page(request, report, SendForm(has_lines=True))


@require_http_methods(["POST"])
def spend_report_send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send a draft to Local Trust; it is frozen from then on."""
    report = report_of(request, slug, pk, needs=May.EDIT_MONEY)
    form = SendForm(request.POST, has_lines=report.lines.exists())
    if not form.is_valid():
        return _report_page(request, report, form)
    try:
        send_report(report=report, note=form.cleaned_data["note"], by=request.user)
    except AlreadyMoved:
        return _sent_before(request, report)
    messages.success(request, _("The report is sent. You will find the reply here."))
    return redirect(report)


def _sent_before(request: HttpRequest, report: SpendReport) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, _("This report was sent already. It is as it was sent."))
    return redirect(report)


def _report_page(request: HttpRequest, report: SpendReport, form: SendForm) -> HttpResponse:
    lines = report.lines.select_related("priority", "theme", "corrects__report").prefetch_related(
        "corrections__report"
    )
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    draft = report.state == SpendReport.State.DRAFT
    edits = can(request.user, May.EDIT_MONEY, report.area)
    context = {
        **of_area(request, report.area),
        "report": report,
        "review": getattr(report, "review", None),
        "page": page,
        "sum": pounds(report.lines.aggregate(pence=sum_in_pence())["pence"]),
        "draft": draft,
        "edits": edits,
        "form": form,
        "may_answer": not draft and may_answer(request.user, report),
        "names": can(request.user, May.READ_NAMES, report.area),
        "put_right_url": _put_right_url(request, report) if edits and not draft else "",
    }
    return render(request, "partnerships/money/spend_report.html", context)


def _put_right_url(request: HttpRequest, report: SpendReport) -> str:
    """Where a line of a sent report is corrected: the rows of a draft, if the area has one."""
    drafts = SpendReport.objects.visible_to(request.user).filter(
        area=report.area, state=SpendReport.State.DRAFT
    )
    if draft := drafts.first():
        return reverse("spend_report_lines", args=[report.area.slug, draft.pk])
    return ""


# --- the lines of a draft, as rows of a form ---


@require_http_methods(["GET", "HEAD", "POST"])
def spend_report_lines(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The lines of a draft, a page of rows at a time; what two people write stands side by side."""
    report = report_of(request, slug, pk, needs=May.EDIT_MONEY)
    if report.state != SpendReport.State.DRAFT:
        return _sent_before(request, report)
    lines = list(report.lines.select_related("priority", "theme"))
    vocabulary = Vocabulary.of(report.area)
    vocabulary.include(lines)
    if request.method != "POST":
        rows = _stored_rows(request, lines, vocabulary)
        seen = mark_of(_lines_page(request, lines))
        return _rows_page(request, report, lines, rows, MarkForm(initial={"seen": seen}))
    mark_form = MarkForm(request.POST)
    rows = _formset(vocabulary, request.POST, prefix="row")
    if not (mark_form.is_valid() and rows.is_valid()):
        if is_choice(request.POST) and (chosen := _chosen(rows)):
            return _two_wrote(request, report, lines, rows, mark_form, chosen)
        return _rows_page(request, report, lines, rows, mark_form)
    try:
        return redirect(_save(request, report, rows, mark_form))
    except Frozen:
        return _sent_before(request, report)
    except LinesChanged as conflict:
        return _two_wrote(request, report, lines, rows, mark_form, conflict.clashes)
    except AlreadySent:
        # A new token and the present mark: saving again is meant.
        fresh = MarkForm(initial={"seen": mark_of(lines), "token": uuid.uuid4()})
        return _rows_page(request, report, lines, rows, fresh, beside=lines)


def _save(request: HttpRequest, report: SpendReport, rows, mark_form: MarkForm) -> str:
    """Save the rows, and return the path to go to.

    Raises Frozen, LinesChanged or AlreadySent; then nothing is saved.
    """
    token = mark_form.cleaned_data["token"]
    back = report.get_absolute_url()
    if request.POST.get("more"):
        back = reverse("spend_report_lines", args=[report.area.slug, report.pk]) + "?page=last#new"

    def make() -> str:
        save_lines(
            report=report,
            rows=[row for form in rows if (row := form.row())],
            by=request.user,
            seen=mark_form.mark,
        )
        return back

    return once(user=request.user, token=token, body=fingerprint(request.POST), make=make)


def _two_wrote(
    request: HttpRequest,
    report: SpendReport,
    lines: list,
    rows,
    mark_form: MarkForm,
    parts: list[tuple[int, str]],
) -> HttpResponse:
    """Somebody changed the same lines: both, and a choice for each."""
    stored = {line.pk: line for line in lines}
    by_id = {form.cleaned_data.get("id"): form for form in rows}
    seen = mark_form.mark
    clashes = []
    for pk, part in parts:
        line = stored.get(pk)
        words = words_of(line, LINE_COLUMNS) if line else None
        told = _line_in_words(line) if line else ""
        gone = _("Somebody took this line out.")
        if part in by_id[pk].to_choose([name for other, name in parts if other == pk]):
            clashes.append(clash_of_row(by_id[pk], part, words, told, gone))
        shown = [part] if part in LINE_COLUMNS else LINE_COLUMNS
        now = {name: words and words[name] for name in shown}
        seen = seen.with_seen(row_parts(pk, now))
    around = {
        **of_area(request, report.area),
        "thing": report.half_year_in_words,
        "form": mark_form,
    }
    return two_texts(request, list(rows), clashes, seen=seen, frame=around)


def _chosen(rows) -> list[tuple[int, str]]:
    """What of which line somebody chose between two texts of."""
    return [
        (pk, part)
        for form in rows
        for part in chosen_parts(form, LINE_COLUMNS)
        if (pk := form.cleaned_data.get("id"))
    ]


def _line_in_words(line: SpendLine) -> str:
    words = {"n": line.pk, "heading": line.heading, "sum": f"£{line.amount:,.2f}"}
    return _("Line %(n)s: %(heading)s, %(sum)s") % words


def _formset(vocabulary: Vocabulary, *args, extra: int = 0, **kwargs):
    formset = forms.formset_factory(
        LineForm, extra=extra, absolute_max=MOST_ROWS, max_num=MOST_ROWS
    )
    options = {"vocabulary": vocabulary, "choices": choices_of(vocabulary)}
    return formset(*args, form_kwargs=options, **kwargs)


def _stored_rows(request: HttpRequest, lines: list, vocabulary: Vocabulary):
    """One page of the stored lines as rows.

    On the last page blank rows follow, the first filled in for a line to put right (?corrects=).
    """
    page = _lines_page(request, lines)
    initial = [initial_of(line, vocabulary) for line in page]
    if page.has_next():
        return _formset(vocabulary, initial=initial, prefix="row")
    if wrong := vocabulary.lines.get(row_number(request.GET.get("corrects", ""))):
        correction = {"id": "", "amount": f"{-wrong.amount:,.2f}", "corrects": wrong.pk}
        initial.append(initial_of(wrong, vocabulary) | correction)
    return _formset(vocabulary, extra=BLANK_ROWS, initial=initial, prefix="row")


def _lines_page(request: HttpRequest, lines: list):
    """The page of ?page=, which may be "last"; a correction stands on the last."""
    pages = Paginator(lines, A_PAGE)
    number = request.GET.get("page")
    if number == "last" or "corrects" in request.GET:
        number = pages.num_pages
    return pages.get_page(number)


def _rows_page(
    request: HttpRequest, report: SpendReport, lines: list, rows, mark_form: MarkForm, *, beside=()
) -> HttpResponse:
    """`beside` are the stored lines, where somebody else saved them meanwhile."""
    context = {
        **of_area(request, report.area),
        "report": report,
        "page": _lines_page(request, lines),
        "rows": rows,
        "mark_form": mark_form,
        "beside": beside,
    }
    return render(request, "partnerships/money/spend_report_lines.html", context)
