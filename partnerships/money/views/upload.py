"""A spend report from a spreadsheet: all rows, or none with the reason for each; and the sheet to
fill in.
"""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.core.files.refused import Refused, RefusedBecause
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import SpendReport
from partnerships.money.actions.reports import import_lines
from partnerships.money.exchange.columns import Vocabulary
from partnerships.money.exchange.reading import Asked, Question
from partnerships.money.exchange.spreadsheet import read_spend_file, write_spend_csv
from partnerships.money.forms.lines import choices_of
from partnerships.money.forms.reports import UploadForm
from partnerships.money.models.spending import Frozen
from partnerships.money.views.reports import report_of

MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def spend_report_upload(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The page that takes a file, for a report still being written."""
    report = report_of(request, slug, pk, needs=May.EDIT_MONEY)
    if report.state != SpendReport.State.DRAFT:
        return redirect(report)
    vocabulary = Vocabulary.of(report.area)
    if request.method != "POST":
        return _page(request, report, vocabulary, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, report, vocabulary, form)
    try:
        return redirect(_save(request, report, vocabulary, form))
    except RefusedBecause as refused:
        form.add_error("file", refused.problems[0])
        return _page(request, report, vocabulary, form)
    except Refused as refused:
        form = _form_for_next_file(request)
        return _page(request, report, vocabulary, form, problems=refused.problems)
    except Asked as asked:
        return _page(request, report, vocabulary, _form_for_next_file(request), asked=asked)
    except Frozen:
        messages.info(request, _("This report was sent already, so nothing was added."))
        return redirect(report)


def _save(
    request: HttpRequest, report: SpendReport, vocabulary: Vocabulary, form: UploadForm
) -> str:
    """Save, and return the path to go to.

    Raises Refused, Asked or Frozen; then nothing is saved.
    """
    raw = form.cleaned_data["file"].read()
    answers = {question.value: form.cleaned_data[question] for question in Question}
    rows = read_spend_file(raw, vocabulary, **answers)
    instead = form.cleaned_data["instead"] == "yes"
    new_counts = []

    def make() -> str:
        new_counts.append(import_lines(report=report, rows=rows, by=request.user, instead=instead))
        return report.get_absolute_url()

    body = fingerprint(request.POST, request.FILES)
    try:
        path = once(user=request.user, token=form.cleaned_data["token"], body=body, make=make)
    except AlreadySent:
        # The same page with another file: it comes in too, and no line is doubled.
        path = once(user=request.user, token=uuid.uuid4(), body=body, make=make)
    messages.success(request, _summary(new_counts[-1] if new_counts else 0, len(rows)))
    return path


def _summary(new: int, rows: int) -> str:
    if not new:
        return _("Every line of the file is here already. Nothing was doubled.")
    words = ngettext("%(new)s of %(rows)s line is new.", "%(new)s of %(rows)s lines are new.", new)
    return words % {"new": new, "rows": rows} + " " + _("Look it over, then send it.")


def _form_for_next_file(request: HttpRequest) -> UploadForm:
    """A form for the mended file. A browser never fills in a file by itself."""
    said = {name: request.POST.get(name, "") for name in ("instead", *Question)}
    return UploadForm(initial=said | {"token": uuid.uuid4()})


def _page(
    request: HttpRequest,
    report,
    vocabulary: Vocabulary,
    form,
    *,
    problems=(),
    asked: Asked | None = None,
) -> HttpResponse:
    """`asked`: what somebody has to say about the file first."""
    offered = choices_of(vocabulary)
    found = asked.found if asked else problems
    form.ask(asked, has_lines=report.lines.exists())
    context = {
        **of_area(request, report.area),
        "report": report,
        "form": form,
        "asked": asked,
        "lines": asked.found[:MOST_SHOWN] if asked else (),
        "problems": problems[:MOST_SHOWN],
        "more": max(len(found) - MOST_SHOWN, 0),
        "lists": [
            (_("The plan's own words"), offered["priority"][1:]),
            (_("Shared themes"), offered["theme"][1:]),
        ],
    }
    return render(request, "partnerships/money/spend_report_upload.html", context)


@require_safe
def spend_report_csv(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    """The lines of one report in the columns a file may have, to fill in and bring back."""
    report = report_of(request, slug, pk)
    lines = report.lines.select_related("priority", "theme")
    response = StreamingHttpResponse(write_spend_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="spending-{slug}-{report.half_year}.csv"'
    )
    return response
