"""Writing a plan: begin it, and the page that shows its pieces and what is still open."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.versioned import Conflict
from bigstory.kit.autosave import is_autosave, not_saved, saved
from bigstory.kit.once import AlreadySent, fingerprint, once
from partnerships.models import Action, Plan, Priority, Review
from partnerships.plan.actions.writing import (
    OPEN_STATES,
    AlreadyBegun,
    EndsFirst,
    Gone,
    PlanClosed,
    begin_plan,
    legacy_is_asked,
    save_words,
    words_before,
)
from partnerships.plan.forms.compare import chose, differences, mine_only, with_both
from partnerships.plan.forms.writing import BeginForm, MarkedForm, PlanWordsForm
from partnerships.plan.queries.marks import Mark, mark_of, texts_of
from partnerships.plan.queries.still_open import planned, still_open


@require_http_methods(["GET", "HEAD", "POST"])
def plan_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The first plan of an area: one question."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.EDIT_PLAN, area)
    if earlier := area.plans.order_by("-number").first():
        return _already(request, area, earlier)
    form = BeginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "partnerships/plan/begin.html",
            of_area(request, area, "plan") | {"form": form},
        )

    def make() -> str:
        begun = begin_plan(area=area, by=request.user, title=form.cleaned_data["title"])
        return reverse("plan_write", args=[area.slug, begun.number])

    token = form.cleaned_data["token"]
    try:
        return redirect(
            once(user=request.user, token=token, body=fingerprint(request.POST), make=make)
        )
    except AlreadyBegun as found:
        return _already(request, area, found.plan)
    except AlreadySent:
        return redirect(FormToken.objects.get(user=request.user, token=token).result)


def _already(request: HttpRequest, area: Area, plan: Plan) -> HttpResponse:
    """Pressed twice, or somebody was first: to the plan that is there."""
    if plan.state in OPEN_STATES:
        messages.info(request, _("Your plan is begun already. Carry on here."))
        return redirect("plan_write", area.slug, plan.number)
    messages.info(
        request,
        _("There is a plan already. Changing it, or writing the next one, begins on this page."),
    )
    return redirect("plan", area.slug, plan.number)


def plan_to_write(request: HttpRequest, slug: str, number: int, pk: int | None = None) -> Plan:
    """A plan whose area this person writes for; with `pk`, one that has or had this priority.

    What somebody may not even read is 404 to them; what they may read and not write is 403.
    """
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    plan = get_object_or_404(Plan.objects.visible_to(request.user), area=area, number=number)
    plan.area = area
    if pk is not None and not plan.priorities.filter(pk=pk).exists():
        _had(plan, pk)
    require(request.user, May.EDIT_PLAN, area)
    return plan


def _had(plan: Plan, pk: int) -> None:
    """Somebody took this priority out of the plan a moment ago; what never was in it is 404."""
    if not Priority.history.filter(id=pk, plan_id=plan.pk).exists():
        raise Http404


@require_safe
def plan_write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number)
    if plan.state not in OPEN_STATES:
        return closed(request, plan)
    in_order = Prefetch("actions", Action.objects.order_by("order", "pk"))
    priorities = list(plan.priorities.order_by("order", "pk").prefetch_related(in_order))
    for priority in priorities:
        priority.costed = list(priority.actions.all())
        priority.planned = planned(priority.costed)
    legacy = legacy_is_asked(plan)
    context = frame(request, plan) | {
        "priorities": priorities,
        "actions": sum(len(priority.costed) for priority in priorities),
        "planned": sum(priority.planned for priority in priorities),
        "legacy": legacy or plan.legacy_statement,
        "open": still_open(plan, priorities, legacy=legacy),
        "reasons": reasons(plan),
    }
    return render(request, "partnerships/plan/write.html", context)


def frame(request: HttpRequest, plan: Plan, priority: Priority | None = None) -> dict:
    """What every page of the writing shows around its questions."""
    return of_area(request, plan.area, "plan") | {"plan": plan, "priority": priority}


def reasons(plan: Plan) -> Review | None:
    """What Local Trust wrote when the plan came back."""
    if plan.state != Plan.State.RETURNED:
        return None
    return Review.objects.filter(plan_version__plan=plan, verdict=Review.Verdict.RETURNED).first()


def closed(request: HttpRequest, plan: Plan, typed: list[tuple[str, str]] = ()) -> HttpResponse:
    """The plan was sent, endorsed or ended: why it stands, what to do instead, and what was just
    typed, to copy.
    """
    why = why_closed(plan)
    if is_autosave(request):
        return not_saved(why)
    context = frame(request, plan) | {
        "why": why,
        "typed": [(label, text) for label, text in typed if text],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "partnerships/plan/write_closed.html", context, status=status)


def why_closed(plan: Plan) -> str:
    words = Words(plan.area.programme.words)
    if plan.state == Plan.State.SENT:
        return (
            _(
                "This plan was sent to %(funder)s, so its words stand until there is an "
                "answer. Take it back first."
            )
            % words
        )
    if plan.state == Plan.State.ENDORSED:
        return _(
            "This plan is endorsed, so its words stand. To do something differently, "
            "begin a change to the plan."
        )
    return _("This plan has ended. It stays as it was, for everybody to read.")


def typed_in(form) -> list[tuple[str, str]]:
    """What somebody wrote, with its questions, to copy where it can no longer be saved."""
    return [(field.label, str(field.value() or "")) for field in form.visible_fields()]


def priority_of(plan: Plan, pk: int) -> Priority | None:
    """One priority of this plan and no other; None where somebody took it out."""
    priority = plan.priorities.filter(pk=pk).first()
    if priority is not None:
        priority.plan = plan
    return priority


def gone(request: HttpRequest, plan: Plan, typed: list[tuple[str, str]] = ()) -> HttpResponse:
    """Somebody took the priority out meanwhile. What was just typed is shown, to copy."""
    if is_autosave(request):
        return not_saved(
            _("somebody took this priority out of the plan. Your words are still on this page.")
        )
    context = frame(request, plan) | {
        "typed": [(label, text) for label, text in typed if text],
        "gone": True,
    }
    return render(request, "partnerships/plan/write_closed.html", context, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_words(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number)
    legacy = (
        legacy_is_asked(plan) or bool(plan.legacy_statement) or "legacy_statement" in request.POST
    )

    def form_of(*args, **kwargs):
        return PlanWordsForm(*args, with_legacy=legacy, **kwargs)

    def save(**what):
        return save_words(plan=plan, by=request.user, **what)

    return _piece(request, plan, plan, form_of, save, "partnerships/plan/write_words.html")


def _piece(
    request, plan: Plan, thing: Plan | Priority, form_of: Callable, save: Callable, template: str
):
    """Show the page of one piece, or save it: `thing` is the row that holds its words."""
    priority = thing if isinstance(thing, Priority) else None
    around = frame(request, plan, priority)
    if request.method != "POST":
        if plan.state not in OPEN_STATES:
            return closed(request, plan)
        form = form_of(initial=texts_of(thing) | {"seen": str(mark_of(thing))})
        return render(request, template, around | {"form": form})
    data = with_both(request.POST, texts_of(thing))
    form = form_of(data)
    whole = form.is_valid()
    if not whole and not is_autosave(request):
        if plan.state not in OPEN_STATES:
            return closed(request, plan, typed_in(form))
        return render(request, template, around | {"form": form})
    seen = Mark.read(form.cleaned_data.get("seen", ""))
    values = mine_only(form.values(), data)
    try:
        kept = save(seen=seen, values=values)
    except Conflict as conflict:
        return _compare(request, plan, form, values, seen, conflict.current)
    except PlanClosed as found:
        return closed(request, found.plan, typed_in(form))
    except Gone:
        return gone(request, plan, typed_in(form))
    except EndsFirst:
        form.add_error("ends", _("The plan cannot end before it begins. Check the two days."))
        return (
            not_saved(form.errors["ends"][0])
            if is_autosave(request)
            else render(request, template, around | {"form": form})
        )
    if is_autosave(request):
        return saved(mark_of(kept), whole=whole)
    messages.success(request, _("Saved."))
    return redirect("plan_write", plan.area.slug, plan.number)


def _compare(
    request, plan: Plan, form: MarkedForm, values: dict, seen: Mark, current: Plan | Priority
):
    """Somebody saved first: both texts, and a choice for each part. Nothing is lost."""
    if is_autosave(request):
        return not_saved(_("somebody else changed this page too. Press Save, and you can choose."))
    found = differences(form, values, texts_of(current), words_before(current, seen))
    shown = {each.field.name for each in found}
    more = {
        "form": form,
        "differences": found,
        "hidden": [
            (name, value)
            for name, value in form.data.items()
            if name in values and name not in shown
        ],
        "now": mark_of(current),
        "again": chose(request.POST),
    }
    priority = current if isinstance(current, Priority) else None
    return render(
        request, "partnerships/plan/write_compare.html", frame(request, plan, priority) | more
    )
