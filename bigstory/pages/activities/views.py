"""One thing that happened: its facts, the stories that grew from it, and putting it right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.places.views import of_area
from areas.programme.queries import Words, audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.pages.activities.actions import change_activity
from outcomes.models import ChangeStory, Publication
from partnerships.decisions.queries import decisions_behind
from partnerships.log.actions.activities import may_change
from partnerships.log.forms.activity import ChangeForm, initial_of
from partnerships.log.forms.two_editors import differences
from partnerships.models import Action, Activity
from partnerships.plan.models.plan import PlanQuerySet

STORIES_SHOWN = 12


def _find(request: HttpRequest, slug: str, pk: int) -> Activity:
    visible = Activity.objects.visible_to(request.user).select_related(
        "area__programme", "action__priority__plan"
    )
    return get_object_or_404(visible, area__slug=slug, pk=pk)


@require_safe
def activity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _find(request, slug, pk)
    stories = ChangeStory.objects.visible_to(request.user).filter(activities=found)
    context = {
        **of_area(request, found.area, "activities"),
        "activity": found,
        "photos": list(found.media.all()),
        "decisions": decisions_behind(request.user, found),
        "stories": list(stories.order_by("-told_on", "-pk")[:STORIES_SHOWN]),
        "names": can(request.user, May.READ_NAMES, found.area),
        "may_change": may_change(request.user, found),
        "may_log": can(request.user, May.LOG, found.area),
        "may_tell": can(request.user, May.TELL, found.area),
        "readers": audience_label(found.audience, found.area.programme),
        "is_public": Publication.objects.filter(activity=found).exists(),
        "plan_shown": _may_read_plan(request, found),
    }
    return render(request, "pages/activity.html", context)


def _may_read_plan(request: HttpRequest, found: Activity) -> bool:
    """A plan still being written is not named to people who may not open it."""
    if found.action is None:
        return False
    return found.action.priority.plan.state in PlanQuerySet.ENDORSED or can(
        request.user, May.READ_PLAN, found.area
    )


@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _find(request, slug, pk)
    if not may_change(request.user, found):
        # Refuses in the one way everything does: 404 to a stranger, 403 to an onlooker.
        require(request.user, May.EDIT_LOG, found.area)
    actions = _actions(found)
    if request.method != "POST":
        return _page(
            request, found, ChangeForm(initial=initial_of(found), area=found.area, actions=actions)
        )
    form = ChangeForm(request.POST, area=found.area, actions=actions)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        seen = form.cleaned_data["version"]
        values = form.values()
        came_down = change_activity(activity=found, by=request.user, seen=seen, values=values)
    except Conflict as conflict:
        return _page(request, conflict.current, form, against=conflict.current)
    messages.success(request, _saved(came_down, Words(found.area.programme.words)))
    return redirect("activity", slug=slug, pk=pk)


def _actions(found: Activity):
    """The present plan, and the action it was logged under even if that plan is over."""
    actions = Action.objects.of_present_plans().filter(priority__plan__area=found.area)
    return actions | Action.objects.filter(pk=found.action_id)


def _saved(came_down: bool, words: Words) -> str:
    if not came_down:
        return _("Saved.")
    return (
        _("Saved. It was public, so it is taken down until %(funder)s has looked at it again.")
        % words
    )


def _page(
    request: HttpRequest, found: Activity, form: ChangeForm, *, against: Activity | None = None
) -> HttpResponse:
    """The form; after a clash, with what the other person saved beside what was typed here."""
    context = {
        **of_area(request, found.area, "activities"),
        "activity": found,
        "form": form,
        "is_public": Publication.objects.filter(activity=found).exists(),
    }
    if against is not None:
        # Their version counts as seen now: sending this page again is a choice, not an accident.
        form.data = form.data.copy()
        form.data["version"] = str(against.version)
        context["differences"] = differences(form, against)
    return render(request, "pages/activity/change.html", context)
