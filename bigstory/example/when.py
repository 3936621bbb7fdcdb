"""Days of the example: most are dates; what keeps it alive is told in days before the loading."""

from datetime import date, timedelta

from bigstory.core.db.dated import today


def day_of(told: date | int) -> date:
    """A date as it stands; a number is so many days before today, less than nothing after it."""
    return told if isinstance(told, date) else today() - timedelta(days=told)
