"""Local Trust reads a spend report and writes back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.desk.forms.letters import ASK
from areas.desk.queries.letters import letters_on
from areas.desk.views.letters import address_of, ask_first
from bigstory.accounts.roles import May
from bigstory.core.text.sides import with_names
from bigstory.kit.autosave import is_autosave
from bigstory.kit.drafts import begin_with_draft, keep_draft
from partnerships.models import SpendReport
from partnerships.money.actions.reports import AlreadyAnswered, answer_report, may_answer
from partnerships.money.forms.reports import AnswerForm
from partnerships.money.models.pounds import pounds, sum_in_pence
from partnerships.money.queries.owed import thing_of
from partnerships.money.views.money import A_PAGE


@require_http_methods(["GET", "HEAD", "POST"])
def spend_report_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The report with a box for the reply; a second reply is shown beside the first, unsaved."""
    visible = SpendReport.objects.visible_to(request.user).select_related(
        "area__programme", "organisation", "review"
    )
    report = get_object_or_404(visible, pk=pk)
    require(request.user, May.REVIEW_MONEY, report.area)
    if is_autosave(request):
        return keep_draft(request)
    form = AnswerForm(request.POST or None)
    begin_with_draft(request, form)
    if not form.is_bound:
        return _page(request, report, form)
    if not may_answer(request.user, report):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, report, form)
    words, thing = form.cleaned_data["words"], thing_of(report)
    if request.POST.get("verdict") == ASK:
        return ask_first(request, thing, words)
    try:
        answer_report(
            report=report, words=words, by=request.user, letters=address_of(request, thing)
        )
    except AlreadyAnswered as error:
        return _page(request, report, form, first=error.review, status=409)
    messages.success(request, with_names(_("Your reply is with %(area)s."), area=report.area))
    return redirect("reviews")


def _page(
    request: HttpRequest, report: SpendReport, form, *, first=None, status: int = 200
) -> HttpResponse:
    """`first` is a colleague's reply that came before the one in the form."""
    lines = report.lines.select_related("priority", "theme", "corrects__report")
    context = {
        "section": "reviews",
        "area": report.area,
        "report": report,
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "sum": pounds(report.lines.aggregate(pence=sum_in_pence())["pence"]),
        "form": form,
        "review": getattr(report, "review", None) or first,
        "first": first,
        "may": may_answer(request.user, report),
        "names": True,
        "letters_on": letters_on(thing_of(report)),
    }
    return render(request, "partnerships/money/spend_report_reply.html", context, status=status)
