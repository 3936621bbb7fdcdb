"""Local Trust reads a plan as it was sent, with what changed since the last one, and answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.desk.forms.letters import ASK
from areas.desk.queries.letters import letters_on
from areas.desk.views.letters import address_of, ask_first
from bigstory.accounts.roles import May
from bigstory.core.db.moves import AlreadyMoved
from bigstory.core.text.sides import with_names
from bigstory.kit.autosave import is_autosave
from bigstory.kit.drafts import begin_with_draft, keep_draft
from partnerships.models import Plan, PlanVersion, Review
from partnerships.plan.actions.sending import ANSWERS, SentAgain
from partnerships.plan.forms.sending import ReplyForm
from partnerships.plan.models.moves import reviews
from partnerships.plan.queries.compare import Comparison, compare
from partnerships.plan.queries.owed import thing_of
from partnerships.plan.queries.sent import EarlierPlan, answered_before, as_sent, followed_plan
from partnerships.plan.queries.still_open import questions


@require_http_methods(["GET", "HEAD", "POST"])
def plan_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a plan, and the reply that endorses it or sends it back."""
    versions = PlanVersion.objects.visible_to(request.user).with_plan()
    version = get_object_or_404(versions, pk=pk)
    require(request.user, May.REVIEW_PLAN, version.plan.area)
    if is_autosave(request):
        return keep_draft(request)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    begin_with_draft(request, form)
    if request.method != "POST" or not form.is_valid():
        return _page(request, version, form)
    words, verdict = form.cleaned_data["words"], request.POST.get("verdict", "")
    if verdict == ASK:
        return ask_first(request, thing_of(version), words)
    answer = ANSWERS.get(verdict)
    if answer is None:
        messages.warning(request, _("Choose one of the buttons below your reply."))
        return _page(request, version, form)
    letters = address_of(request, thing_of(version))
    try:
        review = answer(version, by=request.user, words=words, letters=letters)
    except (AlreadyMoved, SentAgain):
        return _too_late(request, pk)
    messages.success(request, _verdict_sentence(review))
    return redirect("reviews")


def _verdict_sentence(review: Review) -> str:
    area = review.plan_version.plan.area.short_name
    if review.verdict == Review.Verdict.ENDORSED:
        return with_names(_("Endorsed, and your reply is with %(area)s."), area=area)
    return with_names(_("Sent back, and your reasons are with %(area)s."), area=area)


def _page(request: HttpRequest, version: PlanVersion, form: ReplyForm) -> HttpResponse:
    plan = version.plan
    newest = not plan.versions.filter(number__gt=version.number).exists()
    context = {
        "section": "reviews",
        "version": version,
        "plan": plan,
        "area": plan.area,
        "sent": as_sent(version.words, names=True),
        "comparisons": _comparisons(version),
        "questions": questions(version.words),
        "answered": getattr(version, "review", None),
        "waits": newest and plan.state == Plan.State.SENT and not hasattr(version, "review"),
        "may": reviews(request.user, plan),
        "form": form,
        "letters_on": letters_on(thing_of(version)),
    }
    return render(request, "partnerships/plan/review.html", context)


def _comparisons(version: PlanVersion) -> list[tuple[EarlierPlan, Comparison]]:
    """With the plan it would change, and with what was sent back."""
    earlier = [followed_plan(version.plan, version.words), answered_before(version)]
    return [
        (before, compare(before.words, version.words, names=True)) for before in earlier if before
    ]


def _too_late(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague answered first, or the area took it back. What was typed is kept, to copy."""
    version = PlanVersion.objects.visible_to(request.user).with_plan().filter(pk=pk).first()
    context = {
        "section": "reviews",
        "version": version,
        "first": getattr(version, "review", None),
        "kept": request.POST.get("words", ""),
    }
    return render(request, "partnerships/plan/review_late.html", context, status=409)
