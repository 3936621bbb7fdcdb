"""What becomes of the partnership's own record when somebody is erased, beside the rules of each
field: their chair is empty from that day, and their name is taken out of plans as they were sent.
"""

from collections import Counter

from django.db.models import Q

from bigstory.core import audit
from bigstory.core.erasing import Subject
from bigstory.core.models import today
from bigstory.core.names_out import whole_names, without
from partnerships.models import PlanVersion, Seat

FROZEN = ("words", "note")


def leave_the_table(subject: Subject, *, by) -> Counter:
    """Their seats end today, or a chair without a name would count as somebody.

    Call it while the names still stand.
    """
    theirs = Q(user=subject.rows.get("accounts.user", 0))
    for name in subject.names:
        theirs |= Q(name__iexact=name, partnership__area__in=subject.areas)
    done = Counter()
    sitting = Seat.objects.filter(theirs).filter(Q(left=None) | Q(left__gt=today()))
    for seat in sitting.select_related("partnership__area"):
        seat.left = max(today(), seat.joined)
        seat.save_if_unchanged(seen=seat.version, fields=["left"])
        audit.record("seat.changed", seat, by=by, area=seat.partnership.area.slug, fields=["left"])
        done["partnerships.seat"] += 1
    return done


def take_out_of_plans(subject: Subject) -> Counter:
    """Out of plans as they were sent, in the areas they are known in.

    Nothing else may ever change those.
    """
    pattern = whole_names(subject.names)
    done = Counter()
    for version in PlanVersion.objects.filter(plan__area__in=subject.areas) if pattern else ():
        changed = {name: without(getattr(version, name), pattern) for name in FROZEN}
        if any(getattr(version, name) != value for name, value in changed.items()):
            PlanVersion.objects.filter(pk=version.pk).update(**changed)
            done["partnerships.planversion"] += 1
    return done
