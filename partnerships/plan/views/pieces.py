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
from bigstory.kit.two_editors import is_choice, two_wrote, with_both
from partnerships.models import Plan, Priority
from partnerships.plan.actions.writing import EndsFirst, PlanClosed, PriorityGone
from partnerships.plan.forms.writing import PieceForm
from partnerships.plan.models.moves import OPEN_STATES
from partnerships.plan.queries.marks import mark_of, texts_of


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
    return of_area(request, plan.area) | {"plan": plan, "priority": priority}


# --- what can no longer be saved ---


def typed_in(form: PieceForm) -> list[tuple[str, str]]:
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
    make_form: Callable[..., PieceForm],
    save: Callable[..., Plan | Priority],
    template: str,
) -> HttpResponse:
    """Show the page of a plan's own words, or of a priority's, or save it.

    `save(seen=, values=)` returns the saved row, and may raise what save_words and
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
        form = make_form(initial=texts_of(piece) | {"seen": mark_of(piece)})
    if plan.state not in OPEN_STATES:
        return closed(request, plan, typed_in(form) if is_post else ())
    if is_post and is_choice(request.POST):
        return _two_wrote(request, piece, form)
    return _form_page(request, piece, form, template)


def _plan_of(piece: Plan | Priority) -> Plan:
    return piece.plan if isinstance(piece, Priority) else piece


def _form_page(
    request: HttpRequest, piece: Plan | Priority, form: PieceForm, template: str
) -> HttpResponse:
    priority = piece if isinstance(piece, Priority) else None
    return render(request, template, frame(request, _plan_of(piece), priority) | {"form": form})


def _save(
    request: HttpRequest,
    piece: Plan | Priority,
    form: PieceForm,
    save: Callable[..., Plan | Priority],
    template: str,
) -> HttpResponse:
    """Save what is valid of the form: all of it, or, in an autosave, perhaps a part."""
    plan = _plan_of(piece)
    try:
        stored = save(seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, conflict.current, form, parts=conflict.parts)
    except PlanClosed as late:
        return closed(request, late.plan, typed_in(form))
    except PriorityGone:
        return gone(request, plan, typed_in(form))
    except EndsFirst:
        form.add_error("ends", _("The plan cannot end before it begins. Check the two days."))
        if is_autosave(request):
            return not_saved(form.errors["ends"][0])
        if is_choice(request.POST):
            return _two_wrote(request, piece, form)
        return _form_page(request, piece, form, template)
    if is_autosave(request):
        now = form.mark.after_saving(texts_of(stored), form.values(), version=stored.version)
        return saved(now, whole=form.is_valid())
    messages.success(request, _("Saved."))
    return redirect("plan_write", plan.area.slug, plan.number)


def _two_wrote(
    request: HttpRequest, piece: Plan | Priority, form: PieceForm, *, parts=()
) -> HttpResponse:
    """Somebody changed the same words: both texts, and a choice for each part."""
    plan = _plan_of(piece)
    priority = piece if isinstance(piece, Priority) else None
    around = frame(request, plan, priority) | {"thing": plan.title}
    return two_wrote(request, form, texts_of(piece), parts=parts, frame=around)
