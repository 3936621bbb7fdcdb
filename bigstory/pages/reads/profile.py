"""One area with what its profile says of it, gathered in one statement."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractYear, JSONObject

from areas.models import Area
from bigstory.core.models import today
from outcomes.models import Outcome
from partnerships.models import LtoAppointment, Seat


def with_heads_and_lto(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Add `heads` (who sits on the partnership now), `residents` (of them) and `lto` (who holds the money now).

    Numbers and an organisation, no names of people: facts of the area, public by nature.
    """
    seats = "partnership__seats"
    sitting = Q(**{f"{seats}__joined__lte": today()}) & (
        Q(**{f"{seats}__left": None}) | Q(**{f"{seats}__left__gt": today()})
    )
    living_here = sitting & Q(**{f"{seats}__kind": Seat.Kind.RESIDENT})
    holds = LtoAppointment.objects.active().filter(area=OuterRef("pk")).order_by("-starts")
    lto = JSONObject(pk="organisation_id", name="organisation__name", since=ExtractYear("starts"))
    return areas.annotate(
        heads=Count(seats, filter=sitting),
        residents=Count(seats, filter=living_here),
        lto=Subquery(holds.values(_=lto)[:1]),
    )


def said_yes(area: Area) -> QuerySet[Outcome]:
    """The outcomes, each with how many of the area's public stories their tellers read as yes."""
    return Outcome.objects.in_use().annotate(yes=Count("publications", filter=Q(publications__area=area)))
