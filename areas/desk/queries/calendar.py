"""Which areas stand in somebody's own calendar."""

from areas.access import areas_where, grants
from areas.desk.queries.officers import areas_of
from areas.models import Area
from bigstory.accounts.models import User
from bigstory.accounts.roles import May


def areas_in_calendar(user: User) -> list[Area]:
    """Those in which they hold a role today, and those of which they are the officer.

    No more, although some read every area: a calendar is for where one goes, and its address opens
    without a second step.
    """
    own = set(grants(user).area_ids()) | set(areas_of(user).values_list("pk", flat=True))
    reads = areas_where(user, May.READ_DECISIONS)
    areas = Area.objects.filter(reads.q("pk"), pk__in=own).select_related("programme")
    return list(areas.order_by("name", "pk"))
