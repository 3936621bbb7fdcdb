"""The costed actions of one priority, on one page of rows."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.kit.autosave import is_autosave, not_saved, saved
from partnerships.models import Action, Plan, Priority
from partnerships.plan.actions.costed import ActionsChanged, save_actions, stored_actions
from partnerships.plan.actions.writing import OPEN_STATES, Gone, HangsOn, PlanClosed
from partnerships.plan.forms.compare import in_words, row_differences, rows_kept
from partnerships.plan.forms.costed import TYPED, Rows
from partnerships.plan.queries.marks import Mark, mark_of_actions
from partnerships.plan.queries.still_open import planned
from partnerships.plan.views.write import closed, frame, gone, plan_to_write, priority_of


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_actions(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if request.method != "POST":
        if priority is None:
            return gone(request, plan)
        if plan.state not in OPEN_STATES:
            return closed(request, plan)
        stored = stored_actions(priority)
        rows = Rows.of(stored, spare=1 if stored else 3)
        return _page(request, priority, rows, stored, mark_of_actions(priority, stored))
    stored = stored_actions(priority) if priority else []
    rows = Rows.sent(request.POST, stored=stored)
    seen = Mark.read(request.POST.get("seen", ""))
    whole = rows.is_valid()
    if priority is None:
        return gone(request, plan, typed_rows(rows))
    if plan.state not in OPEN_STATES:
        return closed(request, plan, typed_rows(rows))
    if "more" in request.POST:
        return _page(request, priority, rows.and_spare(), stored, seen, calm=True)
    if not whole and not is_autosave(request):
        return _page(request, priority, rows, stored, seen)
    return _save(request, priority, rows, seen, whole=whole)


def _save(
    request: HttpRequest, priority: Priority, rows: Rows, seen: Mark, *, whole: bool
) -> HttpResponse:
    plan = priority.plan
    try:
        kept = _try(request, priority, rows, seen)
    except ActionsChanged as changed:
        return _compare(request, plan, rows, changed)
    except PlanClosed as found:
        return closed(request, found.plan, typed_rows(rows))
    except Gone:
        return gone(request, plan, typed_rows(rows))
    except HangsOn as found:
        stored = stored_actions(priority)
        return _page(request, priority, rows, stored, seen, stays=str(found))
    if is_autosave(request):
        return saved(mark_of_actions(kept, stored_actions(kept)), whole=whole)
    if moved := _move(request):
        actions = reverse("plan_write_actions", args=[plan.area.slug, plan.number, kept.pk])
        return redirect(f"{actions}#{moved[0]}")
    messages.success(request, _("Saved."))
    return redirect("plan_write", plan.area.slug, plan.number)


def _try(request: HttpRequest, priority: Priority, rows: Rows, seen: Mark) -> Priority:
    """Save the rows.

    Where two people added or took out different ones there is nothing to choose: all of it stays.
    """
    by = request.user
    kept = rows_kept(rows, request.POST)
    if is_autosave(request):
        # Taking something out is a decision: it waits for the button.
        return save_actions(
            priority=priority, by=by, seen=seen, rows=[row for row in kept if not row.remove]
        )
    move = _move(request)
    try:
        return save_actions(priority=priority, by=by, seen=seen, rows=kept, move=move)
    except ActionsChanged as changed:
        if row_differences(rows, kept, changed.actions):
            raise
        now = mark_of_actions(changed.current, changed.actions)
        return save_actions(priority=priority, by=by, seen=now, rows=kept, move=move)


def _move(request: HttpRequest) -> tuple[uuid.UUID, int] | None:
    for name, by in (("up", -1), ("down", 1)):
        try:
            return uuid.UUID(request.POST[name]), by
        except (KeyError, ValueError):
            continue
    return None


def _page(
    request, priority: Priority, rows: Rows, stored: list[Action], seen: Mark, **more
) -> HttpResponse:
    context = frame(request, priority.plan, priority) | {
        "form": rows,
        "seen": seen,
        "stored": stored,
        "threads": {str(action.thread) for action in stored},
        "planned": planned(stored),
    }
    return render(request, "partnerships/plan/write_actions.html", context | more)


def _compare(request, plan: Plan, rows: Rows, changed: ActionsChanged) -> HttpResponse:
    """Somebody saved these actions first: both, and a choice for each that two people changed."""
    if is_autosave(request):
        return not_saved(
            _("somebody else changed these actions too. Press Save, and you can choose.")
        )
    priority = changed.current
    priority.plan = plan
    found = row_differences(rows, rows_kept(rows, request.POST), changed.actions)
    shown = {each.form.prefix for each in found}
    sent = {str(form.cleaned_data["thread"]) for form in rows}
    context = frame(request, plan, priority) | {
        "differences": found,
        "others": [form for form in rows if form.prefix not in shown],
        "added": [in_words(action) for action in changed.actions if str(action.thread) not in sent],
        "now": mark_of_actions(priority, changed.actions),
    }
    return render(request, "partnerships/plan/write_compare_actions.html", context)


def typed_rows(rows: Rows) -> list[tuple[str, str]]:
    """What somebody wrote in each row, to copy where it can no longer be saved."""
    filled = [" · ".join(filter(None, (form.typed(name) for name in TYPED))) for form in rows]
    return [
        (_("Action %(n)d") % {"n": n}, text) for n, text in enumerate(filter(None, filled), start=1)
    ]
