"""The priorities of a plan that is being written: add one, change its words, put them in order,
take one out.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bigstory.core.db.tokens import FormToken
from bigstory.core.text.sides import with_names
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import Plan, Priority
from partnerships.plan.actions.writing import (
    InUse,
    PlanClosed,
    PlanFull,
    PriorityGone,
    add_priority,
    move_priority,
    remove_priority,
    save_priority,
    why_not_removable,
)
from partnerships.plan.forms.writing import NewPriorityForm, PriorityForm
from partnerships.plan.models.moves import OPEN_STATES
from partnerships.plan.views.pieces import (
    closed,
    frame,
    gone,
    piece_page,
    plan_to_write,
    priority_of,
    typed_in,
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_priority_new(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Add a priority at the end; then on to its actions."""
    plan = plan_to_write(request, slug, number)
    form = NewPriorityForm(request.POST if request.method == "POST" else None)
    if plan.state not in OPEN_STATES:
        return closed(request, plan, typed_in(form) if form.is_bound else ())
    if not form.is_bound or not form.is_valid():
        return _new_page(request, plan, form)
    return _add(request, plan, form)


def _add(request: HttpRequest, plan: Plan, form: NewPriorityForm) -> HttpResponse:
    def make() -> str:
        priority = add_priority(plan=plan, by=request.user, values=form.values())
        return reverse("plan_write_actions", args=[plan.area.slug, plan.number, priority.pk])

    token = form.cleaned_data["token"]
    try:
        path = once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
    except PlanClosed as late:
        return closed(request, late.plan, typed_in(form))
    except PlanFull:
        form.add_error(None, _("This plan holds as many priorities as it can. Take one out first."))
        return _new_page(request, plan, form)
    except AlreadySent:
        first = FormToken.objects.get(user=request.user, token=token).result
        again = NewPriorityForm(_with_new_token(request))
        return _new_page(request, plan, again, sent_before=first)
    return redirect(path)


def _new_page(request: HttpRequest, plan: Plan, form: NewPriorityForm, **more) -> HttpResponse:
    context = frame(request, plan) | {"form": form} | more
    return render(request, "partnerships/plan/write_priority_new.html", context)


def _with_new_token(request: HttpRequest) -> QueryDict:
    data = request.POST.copy()
    data["token"] = str(NewPriorityForm().fields["token"].initial())
    return data


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_priority(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A priority's own words."""
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if priority is None:
        return gone(request, plan, typed_in(PriorityForm(request.POST or None)))

    def save(**kwargs):
        return save_priority(priority=priority, by=request.user, **kwargs)

    return piece_page(
        request,
        priority,
        make_form=PriorityForm,
        save=save,
        template="partnerships/plan/write_priority.html",
    )


@require_POST
def plan_write_priority_move(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """One place up or down."""
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if priority is None:
        return gone(request, plan)
    try:
        move_priority(priority=priority, by=request.user, up="up" in request.POST)
    except PlanClosed as late:
        return closed(request, late.plan)
    except PriorityGone:
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
    reason = why_not_removable(priority)
    if request.method == "POST" and not reason:
        return _remove(request, priority)
    return _remove_page(request, priority, reason)


def _remove(request: HttpRequest, priority: Priority) -> HttpResponse:
    plan = priority.plan
    try:
        remove_priority(priority=priority, by=request.user)
    except InUse as reason:
        return _remove_page(request, priority, str(reason))
    except PlanClosed as late:
        return closed(request, late.plan)
    except PriorityGone:
        return gone(request, plan)
    said = with_names(_("Taken out: “%(name)s”."), name=priority.own_words)
    messages.success(request, said)
    return redirect("plan_write", plan.area.slug, plan.number)


def _remove_page(request: HttpRequest, priority: Priority, reason: str) -> HttpResponse:
    """`reason`: why it cannot be taken out; empty where it can."""
    context = frame(request, priority.plan, priority) | {
        "stays": reason,
        "actions": list(priority.actions.order_by("order", "pk")),
    }
    return render(request, "partnerships/plan/write_priority_remove.html", context)
