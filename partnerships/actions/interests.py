"""What members declare. Having an interest is normal; saying so is the rule."""

from django.db import transaction

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core import audit
from partnerships.models import Interest


@transaction.atomic
def add_interest(*, by, values: dict) -> Interest:
    """Declare something for a seat; `values` holds the seat, which is of an area `by` keeps the
    roster of.
    """
    area = values["seat"].partnership.area
    require(by, May.EDIT_ROSTER, area)
    interest = Interest.objects.create(**values)
    audit.record("interest.declared", interest, by=by, area=area.slug, kind=interest.kind)
    return interest


@transaction.atomic
def change_interest(*, interest: Interest, by, seen: int, values: dict) -> set[str]:
    """Save what differs, the day it ended included.

    Raises Conflict if somebody saved since version `seen`.
    """
    area = interest.seat.partnership.area
    require(by, May.EDIT_ROSTER, area)
    changed = {name for name, value in values.items() if getattr(interest, name) != value}
    if changed:
        for name in changed:
            setattr(interest, name, values[name])
        interest.save_if_unchanged(seen=seen, fields=sorted(changed))
        audit.record("interest.changed", interest, by=by, area=area.slug, fields=sorted(changed))
    return changed
