"""Which areas stand in somebody's own calendar."""

from typing import NamedTuple

from django.db.models import Q

from areas.access import areas_where, grants
from areas.desk.queries.officers import areas_of
from areas.models import Area
from bigstory.accounts.models import User
from bigstory.accounts.roles import May


class InCalendar(NamedTuple):
    """`own` with all that is due there, `studied` with their meetings only."""

    own: list[Area]
    studied: list[Area]

    def __bool__(self) -> bool:
        return bool(self.own or self.studied)


def areas_in_calendar(user: User) -> InCalendar:
    """Those in which they hold a role today, and those of which they are the officer; and for
    whoever studies them, those that the evaluation follows.

    No more, although some read every area: a calendar is for where one goes, and its address opens
    without a second step.
    """
    mine = set(grants(user).area_ids()) | set(areas_of(user).values_list("pk", flat=True))
    which = Q(pk__in=mine)
    if studies := areas_where(user, May.CODE):
        which |= Q(case_study=True) & studies.q("pk")
    reads = areas_where(user, May.READ_DECISIONS).q("pk")
    areas = Area.objects.filter(reads, which).select_related("programme").order_by("name", "pk")
    found = InCalendar([], [])
    for area in areas:
        (found.own if area.pk in mine else found.studied).append(area)
    return found


def is_in_calendar(user: User, area: Area) -> bool:
    """The same of one area that this person reads. No statement for whoever holds a role there."""
    if area.pk in grants(user).area_ids():
        return True
    studied = area.case_study and areas_where(user, May.CODE).includes(area.pk)
    return studied or areas_of(user).filter(pk=area.pk).exists()
