"""Until when an answer is due: so many working days, by a dated rule of the programme."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from holidays import country_holidays

from areas.models import Programme, ProgrammeRule

SATURDAY = 5  # as date.weekday counts


def due_on(programme: Programme, sent: datetime) -> date | None:
    """The last day on which an answer to what was sent then is in time; None without a rule."""
    day = timezone.localdate(sent)
    try:
        days = int(programme.rule("reply_working_days", at=day))
    except ProgrammeRule.DoesNotExist:
        return None
    return after_working_days(day, days)


def after_working_days(day: date, days: int) -> date:
    """The working day that is so many after a day; bank holidays in England are none."""
    closed = country_holidays("GB", subdiv="ENG")
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY and day not in closed
    return day
