"""The costed actions of one priority, on one page of rows."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.kit.autosave import goes_back, is_autosave, saved
from bigstory.kit.marks import REMOVE, Mark, row_parts
from bigstory.kit.two_editors import chosen_parts, clash_of_row, is_choice, two_texts
from partnerships.models import Action, Plan, Priority
from partnerships.plan.actions.costed import (
    ActionsChanged,
    save_actions,
    stored_actions,
)
from partnerships.plan.actions.writing import InUse, PlanClosed, PriorityGone
from partnerships.plan.forms.costed import TYPED_FIELDS, Rows, action_line
from partnerships.plan.models.moves import OPEN_STATES
from partnerships.plan.queries.marks import (
    ACTION_WORDS,
    key_of,
    mark_of_actions,
    texts_of,
    texts_of_actions,
)
from partnerships.plan.queries.progress import planned_cost
from partnerships.plan.views.pieces import closed, frame, gone, plan_to_write, priority_of


@require_http_methods(["GET", "HEAD", "POST"])
def plan_write_actions(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Every action of a priority, with spare rows for more; saved together."""
    plan = plan_to_write(request, slug, number, pk)
    priority = priority_of(plan, pk)
    if request.method == "POST":
        return _post(request, plan, priority)
    if priority is None:
        return gone(request, plan)
    if plan.state not in OPEN_STATES:
        return closed(request, plan)
    stored = stored_actions(priority)
    rows = Rows.of(stored, spare=1 if stored else 3)
    return _page(request, priority, rows, stored, mark_of_actions(priority, stored))


def _post(request: HttpRequest, plan: Plan, priority: Priority | None) -> HttpResponse:
    """`priority` is None where somebody took it out."""
    stored = stored_actions(priority) if priority else []
    rows = Rows.sent(request.POST, stored=stored)
    seen = Mark.of_text(request.POST.get("seen", ""))
    whole = rows.is_valid()
    if priority is None:
        return gone(request, plan, _typed_rows(rows))
    if plan.state not in OPEN_STATES:
        return closed(request, plan, _typed_rows(rows))
    if "more" in request.POST:
        return _page(request, priority, rows.with_spare(), stored, seen, calm=True)
    if not whole and is_choice(request.POST):
        again = ActionsChanged(priority, stored, _chosen(rows))
        return _compare_page(request, plan, rows, seen, again)
    if not whole and not is_autosave(request):
        return _page(request, priority, rows, stored, seen)
    return _save(request, priority, rows, seen, whole=whole)


def _save(
    request: HttpRequest, priority: Priority, rows: Rows, seen: Mark, *, whole: bool
) -> HttpResponse:
    plan = priority.plan
    try:
        current = _save_rows(request, priority, rows, seen)
    except ActionsChanged as changed:
        return _compare_page(request, plan, rows, seen, changed)
    except PlanClosed as late:
        return closed(request, late.plan, _typed_rows(rows))
    except PriorityGone:
        return gone(request, plan, _typed_rows(rows))
    except InUse as reason:
        stored = stored_actions(priority)
        return _page(request, priority, rows, stored, seen, stays=str(reason))
    if is_autosave(request):
        stored = texts_of_actions(stored_actions(current))
        shown = {
            part: value
            for row in rows.rows()
            for part, value in row_parts(key_of(row.thread), row.texts()).items()
        }
        now = seen.after_saving(stored, shown, version=current.version)
        return saved(now, whole=whole)
    if move := _move(request):
        thread, _by = move
        actions = reverse("plan_write_actions", args=[plan.area.slug, plan.number, current.pk])
        return redirect(f"{actions}#{thread}")
    messages.success(request, _("Saved."))
    return redirect("plan_write", plan.area.slug, plan.number)


def _save_rows(request: HttpRequest, priority: Priority, rows: Rows, seen: Mark) -> Priority:
    """Save the rows, and return the priority under whose new version they stand."""
    chosen = rows.rows()
    if is_autosave(request):
        # Taking something out is a decision: it waits for the button.
        chosen = [row for row in chosen if not row.remove]
        if goes_back(request):
            chosen += rows.begun()
    return save_actions(
        priority=priority, by=request.user, seen=seen, rows=chosen, move=_move(request)
    )


def _move(request: HttpRequest) -> tuple[uuid.UUID, int] | None:
    """The thread of the action whose arrow was pressed, and -1 for up or 1 for down."""
    for name, by in (("up", -1), ("down", 1)):
        try:
            return uuid.UUID(request.POST[name]), by
        except (KeyError, ValueError):
            continue
    return None


def _page(
    request: HttpRequest,
    priority: Priority,
    rows: Rows,
    stored: list[Action],
    seen: Mark,
    **more,
) -> HttpResponse:
    context = frame(request, priority.plan, priority) | {
        "form": rows,
        "seen": seen,
        "stored": stored,
        "threads": {str(action.thread) for action in stored},
        "planned": planned_cost(stored),
    }
    return render(request, "partnerships/plan/write_actions.html", context | more)


def _compare_page(
    request: HttpRequest, plan: Plan, rows: Rows, seen: Mark, changed: ActionsChanged
) -> HttpResponse:
    """Somebody changed the same actions: both, and a choice for each."""
    stored = {action.thread: action for action in changed.actions}
    by_thread = {form.cleaned_data.get("thread"): form for form in rows}
    clashes = []
    for thread, part in changed.clashes:
        action = stored.get(thread)
        texts = texts_of(action) if action else None
        line = action_line(action) if action and part == REMOVE else str(action)
        gone = _("Somebody took this action out.")
        clashes.append(clash_of_row(by_thread[thread], part, texts, line, gone))
        shown = [part] if part in ACTION_WORDS else ACTION_WORDS
        words = {name: texts and texts[name] for name in shown}
        seen = seen.with_seen(row_parts(key_of(thread), words))
    priority = changed.current
    priority.plan = plan
    around = frame(request, plan, priority) | {"form": rows, "thing": priority.own_words}
    return two_texts(request, list(rows), clashes, seen=seen, frame=around)


def _chosen(rows: Rows) -> list[tuple[uuid.UUID, str]]:
    """The words between which somebody chose, of each action by its thread."""
    return [
        (thread, part)
        for form in rows
        for part in chosen_parts(form, ACTION_WORDS)
        if (thread := form.cleaned_data.get("thread"))
    ]


def _typed_rows(rows: Rows) -> list[tuple[str, str]]:
    """What somebody wrote in each row, to copy where it can no longer be saved."""
    lines = [" · ".join(filter(None, map(form.typed, TYPED_FIELDS))) for form in rows]
    return [
        (_("Action %(n)d") % {"n": n}, line) for n, line in enumerate(filter(None, lines), start=1)
    ]
