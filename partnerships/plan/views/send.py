"""Send a plan for endorsement, and take it back before it is answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.moves import AlreadyMoved
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import digest
from partnerships.models import Plan
from partnerships.plan.actions.sending import NotReady, send, take_back
from partnerships.plan.forms.sending import SendForm
from partnerships.plan.models.moves import SEND, can_move
from partnerships.plan.queries.sent import as_sent, last_reply, plan_words
from partnerships.plan.queries.still_open import questions, why_not_ready
from partnerships.plan.views.plan import plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def plan_send(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What sending means, what is still open, the plan once more as it will be read; the button
    sends it.
    """
    plan = plan_or_404(request, slug, number, needs=May.EDIT_PLAN)
    if not can_move(SEND, plan, request.user):
        if request.method == "POST":
            messages.info(request, _("It is not being written any more, so nothing was sent."))
        return redirect(plan)
    words = plan_words(plan)
    if request.method != "POST":
        return _page(request, plan, words, SendForm(initial={"seen": digest(words)}))
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, words, form)
    return _send(request, plan, words, form)


def _send(request: HttpRequest, plan: Plan, words: dict, form: SendForm) -> HttpResponse:
    note = form.cleaned_data["note"]
    seen = form.cleaned_data["seen"] or None
    try:
        send(plan, by=request.user, note=note, seen=seen)
    except NotReady:
        return _page(request, plan, words, form)
    except Conflict:
        messages.warning(
            request, _("Somebody changed it while you looked it over. Please look once more.")
        )
        return _page(request, plan, words, _form_again(form, words))
    except AlreadyMoved:
        messages.info(request, _("Somebody sent it before you. Nothing is lost."))
        return redirect(plan)
    messages.success(
        request,
        _("Sent. %(funder)s will read it and write back.") % Words(plan.area.programme.words),
    )
    return redirect(plan)


def _form_again(form: SendForm, words: dict) -> SendForm:
    """The note as it was typed, with the digest of the words as they are now."""
    return SendForm(initial={"note": form.cleaned_data["note"], "seen": digest(words)})


def _page(request: HttpRequest, plan: Plan, words: dict, form: SendForm) -> HttpResponse:
    form.stops = why_not_ready(words, plan.area.programme)
    context = {
        **of_area(request, plan.area),
        "plan": plan,
        "sent": as_sent(words, names=True),
        "questions": questions(words),
        "form": form,
        "answered": last_reply(plan),
    }
    return render(request, "partnerships/plan/send.html", context)


@require_POST
def plan_take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Go on writing a plan that was sent and not answered yet."""
    plan = plan_or_404(request, slug, number, needs=May.EDIT_PLAN)
    words = Words(plan.area.programme.words)
    try:
        take_back(plan, by=request.user)
    except AlreadyMoved as late:
        if late.row.state == Plan.State.DRAFT:
            messages.info(request, _("It was taken back before. Go on where you stopped."))
        else:
            messages.info(
                request, _("%(funder)s answered it a moment ago, so it is not taken back.") % words
            )
    else:
        messages.success(request, _("Taken back. You can change it and send it again."))
    return redirect(plan)
