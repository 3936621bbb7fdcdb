"""More decisions, meetings and shares, each decision with something that followed."""

from datetime import date, timedelta

from django.utils import timezone

from areas.models import Area
from partnerships.models import Action, Activity, Decision, Meeting, SturdinessShare

A_DAY = timedelta(days=1)


def grow_decisions(area: Area, numbers, *, by) -> None:
    now = timezone.now()
    this_day = date.today()
    meetings = Meeting.objects.bulk_create(
        Meeting(area=area, what=f"Meeting {n}", starts_at=now + (n if n % 2 else -n) * A_DAY)
        for n in numbers
    )
    decisions = Decision.objects.bulk_create(
        Decision(
            area=area,
            meeting=meeting,
            title=f"Decision {n}",
            on=this_day - n * A_DAY,
            raised_by="resident",
            raised_by_name=f"Neighbour {n % 7}",
            decided_by="vote",
            residents=4,
            recorded_by=by,
            recorded_by_name="Denise",
        )
        for n, meeting in zip(numbers, meetings, strict=True)
    )
    first = Decision.objects.filter(area=area).order_by("pk").first()
    first.activities.set(Activity.objects.filter(area=area))
    first.actions.set(Action.objects.filter(priority__plan__area=area))
    SturdinessShare.objects.bulk_create(
        SturdinessShare(
            area=area,
            as_of=this_day,
            signals=[{"key": "logging", "enough": False, "figures": {}}],
            words={},
        )
        for _decision in decisions
    )
