"""The pieces of a plan that are words: its own, and each priority's.

Saved at the button and while somebody types.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.core.models.versioned import Conflict
from partnerships.actions.plan_priorities import Gone, save_priority
from partnerships.actions.plan_writing import (
    OPEN_STATES,
    EndsFirst,
    PlanClosed,
    legacy_is_asked,
    save_words,
    words_before,
)
from partnerships.forms.plan_compare import chose, differences, mine_only, with_both
from partnerships.forms.plan_writing import MarkedForm, PlanWordsForm, PriorityForm
from partnerships.models import Plan, Priority
from partnerships.reads.plan_marks import Mark, mark_of, texts_of
from partnerships.views.autosaved import is_autosave, not_saved, saved
from partnerships.views.plan_priorities import gone, priority_of
from partnerships.views.plan_writing import closed, frame, plan_to_write, typed_in


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
