"""All areas side by side, from the stored numbers, for Local Trust to see whom to ring."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from areas.desk.queries.contacts import with_whom_to_ring
from areas.desk.queries.officers import with_officer
from areas.desk.queries.owed import with_waiting
from areas.models import Area, Owed
from areas.places.queries.standing import Standing, with_standing
from bigstory.core.db.dated import today
from bigstory.core.text.sides import isolated

# Half a year is the rhythm of the programme's own reports (spend reports are six-monthly).
QUIET_AFTER = timedelta(days=183)
PLAN_ENDS_SOON = timedelta(days=183)

# Ascending and descending. What is not known comes last either way: it is no answer to "who was
# quiet longest".
SORTS = {
    "name": F("name"),
    "heard": F("last_heard"),
    "stories": F("year_stories"),
    "activities": F("year_activities"),
    "plan": F("facts__plan_ends"),
    "waiting": F("waiting_since"),
}
USUAL_SORT = "heard"


def portfolio(user, *, year: int, sort: str = USUAL_SORT) -> QuerySet[Area]:
    """Every area with its numbers of a year, its officer, whom to ring, and whether it is closed,
    in one statement.

    `sort` is a key of SORTS; a minus before it turns it round.
    """
    column = SORTS.get(sort.lstrip("-"), SORTS[USUAL_SORT])
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    areas = Area.objects.visible_to(user).for_list().with_year(year)
    areas = areas.annotate(last_heard=F("facts__last_heard_on"))
    areas = with_waiting(with_officer(with_standing(areas)), Owed.objects.all())
    return with_whom_to_ring(areas, user).order_by(order, "name")


def worth_a_call(areas: Iterable[Area], most: int) -> list[Area]:
    """Of areas with a question (`ask`) those heard from longest ago; never comes first."""
    asking = (area for area in areas if area.ask)
    return sorted(asking, key=lambda area: (area.last_heard or date.min, area.name))[:most]


def is_silent(area: Area) -> bool:
    """Whether nothing ever came from an area and nothing is known of its plan: no columns then."""
    facts = getattr(area, "facts", None)
    return area.last_heard is None and not area.waiting and not (facts and facts.plan_ends)


def worth_asking(area: Area, at: date | None = None) -> str:
    """One question for a conversation, computed from the record; never a score.

    Empty: nothing just now.
    """
    at = at or today()
    facts = getattr(area, "facts", None)
    if step := getattr(area, "next_step", None):
        return _("You said you would: %(step)s") % {"step": isolated(step)}
    if getattr(area, "standing", "") == Standing.CLOSED:
        return ""
    if area.last_heard is None:
        return _("We have heard nothing yet. Who could we ring?")
    if at - area.last_heard > QUIET_AFTER:
        day = formats.date_format(area.last_heard, "F Y")
        return _("Quiet since %(day)s. Is everything all right there?") % {"day": day}
    if facts and facts.plan_ends and facts.plan_ends <= at:
        return _("The plan has come to its end. What carries on?")
    if facts and facts.plan_ends and facts.plan_ends - at <= PLAN_ENDS_SOON:
        return _("The plan ends within six months. What happens after?")
    if area.year_activities and not area.year_stories:
        return _("Things happen, and we have no story of this year. Would somebody tell one?")
    return ""
