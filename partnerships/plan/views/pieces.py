"""What the pages of a plan that is being written have in common.

A plan is written piece by piece: its own words, each priority's, each priority's actions. A piece
is saved at the button and while somebody types. Where it cannot be saved (the plan was sent, the
priority was taken out, somebody else saved first) every word is shown again.
"""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.access import require
from areas.models import Area
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.kit.autosave import is_autosave, not_saved, saved
from partnerships.models import Plan, Priority
from partnerships.plan.actions.writing import EndsFirst, PlanClosed, PriorityGone
from partnerships.plan.forms.compare import differences, is_choice, with_both, without_theirs
from partnerships.plan.forms.writing import MarkedForm
from partnerships.plan.models.moves import OPEN_STATES
from partnerships.plan.queries.marks import Mark, mark_of, texts_of, texts_seen


def plan_to_write(request: HttpRequest, slug: str, number: int, pk: int | None = None) -> Plan:
    """A plan whose area this person writes for; with `pk`, one that has or had this priority.

    What somebody may not even read is 404 to them; what they may read and not write is 403.
    """
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    plan = get_object_or_404(Plan.objects.visible_to(request.user), area=area, number=number)
    plan.area = area
    if pk is not None and not _has_or_had(plan, pk):
        raise Http404
    require(request.user, May.EDIT_PLAN, area)
    return plan


def _has_or_had(plan: Plan, pk: int) -> bool:
    """Whether a priority is in this plan, or somebody took it out."""
    if plan.priorities.filter(pk=pk).exists():
        return True
    return Priority.history.filter(id=pk, plan_id=plan.pk).exists()


def priority_of(plan: Plan, pk: int) -> Priority | None:
    """One priority of this plan and no other; None where somebody took it out."""
    priority = plan.priorities.filter(pk=pk).first()
    if priority is not None:
        priority.plan = plan
    return priority


def frame(request: HttpRequest, plan: Plan, priority: Priority | None = None) -> dict:
    """What every page of the writing shows around its questions."""
    return of_area(request, plan.area, "plan") | {"plan": plan, "priority": priority}


# --- what can no longer be saved ---


def typed_in(form: MarkedForm) -> list[tuple[str, str]]:
    """What somebody wrote, with its questions, to copy where it can no longer be saved."""
    return [(field.label, str(field.value() or "")) for field in form.visible_fields()]


def closed(request: HttpRequest, plan: Plan, typed: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """The plan was sent, endorsed or ended: why it stands, what to do instead, and what was just
    typed, to copy. 409 to a post.
    """
    why = _why_closed(plan)
    if is_autosave(request):
        return not_saved(why)
    context = frame(request, plan) | {
        "why": why,
        "typed": [(label, text) for label, text in typed if text],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "partnerships/plan/write_closed.html", context, status=status)


def _why_closed(plan: Plan) -> str:
    """Why a plan's words cannot be changed now, and what to do instead."""
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


def gone(request: HttpRequest, plan: Plan, typed: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """Somebody took the priority out meanwhile (410). What was just typed is shown, to copy."""
    if is_autosave(request):
        return not_saved(
            _("somebody took this priority out of the plan. Your words are still on this page.")
        )
    context = frame(request, plan) | {
        "typed": [(label, text) for label, text in typed if text],
        "gone": True,
    }
    return render(request, "partnerships/plan/write_closed.html", context, status=410)


# --- one piece that is words ---


def piece_page(
    request: HttpRequest,
    piece: Plan | Priority,
    *,
    make_form: Callable[..., MarkedForm],
    save: Callable[..., Plan | Priority],
    template: str,
) -> HttpResponse:
    """Show the page of a plan's own words, or of a priority's, or save it.

    `save(seen=Mark, values=dict)` returns the saved row, and may raise what save_words and
    save_priority raise.
    """
    plan = _plan_of(piece)
    is_post = request.method == "POST"
    if is_post:
        data = with_both(request.POST, texts_of(piece))
        form = make_form(data)
        if form.is_valid() or is_autosave(request):
            return _save(request, piece, form, save, template)
    else:
        form = make_form(initial=texts_of(piece) | {"seen": str(mark_of(piece))})
    if plan.state not in OPEN_STATES:
        return closed(request, plan, typed_in(form) if is_post else ())
    return _form_page(request, piece, form, template)


def _plan_of(piece: Plan | Priority) -> Plan:
    return piece.plan if isinstance(piece, Priority) else piece


def _form_page(
    request: HttpRequest, piece: Plan | Priority, form: MarkedForm, template: str
) -> HttpResponse:
    priority = piece if isinstance(piece, Priority) else None
    return render(request, template, frame(request, _plan_of(piece), priority) | {"form": form})


def _save(
    request: HttpRequest,
    piece: Plan | Priority,
    form: MarkedForm,
    save: Callable[..., Plan | Priority],
    template: str,
) -> HttpResponse:
    """Save what is valid of the form: all of it, or, in an autosave, perhaps a part."""
    plan = _plan_of(piece)
    seen = Mark.read(form.cleaned_data.get("seen", ""))
    values = without_theirs(form.values(), form.data)
    try:
        stored = save(seen=seen, values=values)
    except Conflict as conflict:
        return _compare_page(request, plan, form, values, seen, conflict.current)
    except PlanClosed as late:
        return closed(request, late.plan, typed_in(form))
    except PriorityGone:
        return gone(request, plan, typed_in(form))
    except EndsFirst:
        form.add_error("ends", _("The plan cannot end before it begins. Check the two days."))
        if is_autosave(request):
            return not_saved(form.errors["ends"][0])
        return _form_page(request, piece, form, template)
    if is_autosave(request):
        return saved(mark_of(stored), whole=form.is_valid())
    messages.success(request, _("Saved."))
    return redirect("plan_write", plan.area.slug, plan.number)


def _compare_page(
    request: HttpRequest,
    plan: Plan,
    form: MarkedForm,
    values: dict,
    seen: Mark,
    current: Plan | Priority,
) -> HttpResponse:
    """Somebody saved first: both texts, and a choice for each part. Nothing is lost."""
    if is_autosave(request):
        return not_saved(_("somebody else changed this page too. Press Save, and you can choose."))
    parts = differences(form, values, texts_of(current), texts_seen(current, seen))
    compared = {part.field.name for part in parts}
    hidden = [
        (name, value)
        for name, value in form.data.items()
        if name in values and name not in compared
    ]
    priority = current if isinstance(current, Priority) else None
    context = frame(request, plan, priority) | {
        "form": form,
        "differences": parts,
        "hidden": hidden,
        "now": mark_of(current),
        "again": is_choice(request.POST),
    }
    return render(request, "partnerships/plan/write_compare.html", context)
