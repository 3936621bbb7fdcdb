"""One spend report: opened, read, sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from bigstory.accounts.roles import May
from bigstory.core.once import AlreadySent, fingerprint, once
from bigstory.core.transitions import AlreadyMoved
from partnerships.actions.spending import may_answer, open_report, send
from partnerships.forms.spending import ReportForm, SendForm
from partnerships.models import SpendReport
from partnerships.querysets.money import pounds, sum_in_pence
from partnerships.views.frame import of_area
from partnerships.views.money import A_PAGE, area_of
from partnerships.views.money_in import holders


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
    return _page(request, report, SendForm(has_lines=True))


@require_http_methods(["POST"])
def spend_report_send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    report = report_of(request, slug, pk, needs=May.EDIT_MONEY)
    form = SendForm(request.POST, has_lines=report.lines.exists())
    if not form.is_valid():
        return _page(request, report, form)
    try:
        send(report=report, note=form.cleaned_data["note"], by=request.user)
    except AlreadyMoved:
        messages.info(request, _("This report was sent already. It is as it was sent."))
    else:
        messages.success(request, _("The report is sent. You will find the reply here."))
    return redirect(report)


def _page(request: HttpRequest, report: SpendReport, form: SendForm) -> HttpResponse:
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
