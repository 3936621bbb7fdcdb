"""One press: how far an action has got."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from areas.access import require
from bigstory.accounts.roles import May
from partnerships.actions.plan_progress import ChangedMeanwhile, NotUnderWay, mark
from partnerships.models import Action, Plan


@require_POST
def action_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    seen = Plan.objects.visible_to(request.user)
    actions = Action.objects.filter(priority__plan__in=seen).select_related("priority__plan__area")
    action = get_object_or_404(actions, priority__plan__area__slug=slug, pk=pk)
    plan = action.priority.plan
    require(request.user, May.EDIT_PLAN, plan.area)
    try:
        marked = mark(
            action,
            by=request.user,
            state=request.POST.get("state", ""),
            was=request.POST.get("was"),
        )
    except ValueError:
        messages.warning(request, _("Choose one of the words under the action."))
    except NotUnderWay:
        messages.warning(request, _("Only a plan that is endorsed is marked like this."))
    except ChangedMeanwhile as now:
        say = _(
            "Somebody marked “%(title)s” a moment ago: %(state)s. Press again if you "
            "still want to change it."
        )
        messages.warning(
            request, say % {"title": now.action.title, "state": now.action.get_state_display()}
        )
    else:
        said = {"title": marked.title, "state": marked.get_state_display()}
        messages.success(request, _("“%(title)s”: %(state)s.") % said)
    return redirect(f"{plan.get_absolute_url()}#action-{action.pk}")
