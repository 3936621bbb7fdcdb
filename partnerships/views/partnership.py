"""The residents' group: how many sit on it, who they are, and who holds the money."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.access import can
from areas.models import Area, Programme, ProgrammeRule
from bigstory.accounts.roles import May
from bigstory.core.models import today
from partnerships.models import LtoAppointment, Partnership, Seat
from partnerships.views.frame import of_area


@login_not_required
@require_safe
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area.objects.visible_to(request.user).select_related("programme"), slug=slug)
    group = Partnership.objects.filter(area=area).first()
    appointments = list(LtoAppointment.objects.filter(area=area).select_related("organisation"))
    context = {
        **of_area(request, area, "people"),
        "partnership": group,
        "heads": _heads(group) if group else None,
        "rule": _rule(area.programme),
        "may_read_roster": can(request.user, May.READ_ROSTER, area),
        "seats": _roster(request, group) if group else ([], []),
        "holds_now": [one for one in appointments if one.is_active()],
        "held_before": [one for one in appointments if one.ends and one.ends <= today()],
    }
    return render(request, "partnerships/partnership.html", context)


def _heads(group: Partnership) -> dict:
    """How many sit at the table and how many of them live there. A number names nobody, so everybody may read it."""
    kinds = list(Seat.objects.filter(partnership=group).sitting().values_list("kind", flat=True))
    return {"all": len(kinds), "residents": kinds.count(Seat.Kind.RESIDENT)}


def _roster(request: HttpRequest, group: Partnership) -> tuple[list[Seat], list[Seat]]:
    """Who sits now and who sat before, with names; empty for those who may not read them."""
    seats = list(Seat.objects.visible_to(request.user).filter(partnership=group))
    return [seat for seat in seats if seat.sits_now], [seat for seat in seats if not seat.sits_now]


def _rule(programme: Programme) -> dict | None:
    """What the programme asks of a partnership today; None where it asks nothing."""
    try:
        share = programme.rule("resident_share") * 100
        return {"members": int(programme.rule("min_members")), "share": int(share)}
    except ProgrammeRule.DoesNotExist:
        return None
