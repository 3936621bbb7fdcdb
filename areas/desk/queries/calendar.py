"""Which areas stand in somebody's own calendar."""

from areas.access import areas_where, can, grants
from areas.desk.queries.officers import areas_of
from areas.models import Area
from bigstory.accounts.models import User
from bigstory.accounts.roles import May


def areas_in_calendar(user: User) -> list[Area]:
    """Those in which they hold a role today, and those of which they are the officer.

    No more, although some read every area: a calendar is for where one goes, and its address opens
    without a second step.
    """
    own = _own(user)
    reads = areas_where(user, May.READ_DECISIONS)
    areas = Area.objects.filter(reads.q("pk"), pk__in=own).select_related("programme")
    return list(areas.order_by("name", "pk"))


def case_studies_in_calendar(user: User) -> list[Area]:
    """The areas that the evaluation follows, for whoever studies them: they come to its meetings,
    and what else is due there is not theirs.
    """
    if not can(user, May.CODE):
        return []
    reach = areas_where(user, May.CODE).q("pk") & areas_where(user, May.READ_DECISIONS).q("pk")
    areas = Area.objects.filter(reach, case_study=True).exclude(pk__in=_own(user))
    return list(areas.select_related("programme").order_by("name", "pk"))


def _own(user: User) -> set[int]:
    return set(grants(user).area_ids()) | set(areas_of(user).values_list("pk", flat=True))
