"""The priorities of a plan that is being written: add one, put them in order, take one out.

The pieces of a plan that are words: its own, and each priority's.

Saved at the button and while somebody types.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bigstory.core.db.tokens import FormToken
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import Plan
from partnerships.plan.actions.writing import (
    OPEN_STATES,
    Full,
    Gone,
    HangsOn,
    PlanClosed,
    add_priority,
    move_priority,
    remove_priority,
    save_priority,
    why_it_stays,
)
from partnerships.plan.forms.writing import NewPriorityForm, PriorityForm
from partnerships.plan.views.write import (
    _piece,
    closed,
    frame,
    gone,
    plan_to_write,
    priority_of,
    typed_in,
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_priority_new(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number)
    form = NewPriorityForm(request.POST if request.method == "POST" else None)
    if plan.state not in OPEN_STATES:
        return closed(request, plan, typed_in(form) if form.is_bound else ())
    if not form.is_bound or not form.is_valid():
        return _new(request, plan, form)

    def make() -> str:
        made = add_priority(plan=plan, by=request.user, values=form.values())
        return reverse("plan_write_actions", args=[slug, number, made.pk])

    token = form.cleaned_data["token"]
    try:
        path = once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
    except PlanClosed as found:
        return closed(request, found.plan, typed_in(form))
    except Full:
        form.add_error(None, _("This plan holds as many priorities as it can. Take one out first."))
        return _new(request, plan, form)
    except AlreadySent:
        first = FormToken.objects.get(user=request.user, token=token).result
        again = NewPriorityForm(_with_new_token(request))
        return _new(request, plan, again, sent_before=first)
    return redirect(path)


def _new(request, plan: Plan, form: NewPriorityForm, **more) -> HttpResponse:
    return render(
        request,
        "partnerships/plan/write_priority_new.html",
        frame(request, plan) | {"form": form} | more,
    )


def _with_new_token(request):
    data = request.POST.copy()
    data["token"] = str(NewPriorityForm().fields["token"].initial())
    return data


@require_POST
def plan_write_priority_move(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if priority is None:
        return gone(request, plan)
    try:
        move_priority(priority=priority, by=request.user, up="up" in request.POST)
    except PlanClosed as found:
        return closed(request, found.plan)
    except Gone:
        return gone(request, plan)
    return redirect(f"{reverse('plan_write', args=[slug, number])}#priority-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_priority_remove(
    request: HttpRequest, slug: str, number: int, pk: int
) -> HttpResponse:
    """Asks first, and says what goes with it."""
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if priority is None:
        return gone(request, plan)
    if plan.state not in OPEN_STATES:
        return closed(request, plan)
    stays = why_it_stays(priority)
    if request.method == "POST" and not stays:
        try:
            remove_priority(priority=priority, by=request.user)
        except HangsOn as found:
            stays = str(found)
        except PlanClosed as found:
            return closed(request, found.plan)
        except Gone:
            return gone(request, plan)
        else:
            messages.success(request, _("Taken out: “%(name)s”.") % {"name": priority.own_words})
            return redirect("plan_write", slug, number)
    more = {"stays": stays, "actions": list(priority.actions.order_by("order", "pk"))}
    return render(
        request,
        "partnerships/plan/write_priority_remove.html",
        frame(request, plan, priority) | more,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_priority(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if priority is None:
        return gone(request, plan)

    def save(**what):
        return save_priority(priority=priority, by=request.user, **what)

    return _piece(
        request, plan, priority, PriorityForm, save, "partnerships/plan/write_priority.html"
    )
