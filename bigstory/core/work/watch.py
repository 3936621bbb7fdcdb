"""How the work goes: whether somebody works, how long the queue waits, what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, Q, When
from django.utils import timezone

from bigstory.core.work.models import Mail, MailQuerySet, Task, WaitingQuerySet, Worker

# A worker says every ten seconds that it is there.
AWAY_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Queue:
    """Of tasks or of letters: how many wait, since when the oldest is due, how many were given up,
    and of letters how many a person must decide about.
    """

    waiting: int
    oldest: datetime | None
    given_up: int
    in_doubt: int = 0

    @property
    def age(self) -> timedelta:
        """How long the oldest has been due."""
        if self.oldest is None:
            return timedelta(0)
        return max(timezone.now() - self.oldest, timedelta(0))


def last_seen() -> datetime | None:
    """When a worker was seen last."""
    return Worker.objects.order_by("-seen").values_list("seen", flat=True).first()


def somebody_works() -> bool:
    seen = last_seen()
    return seen is not None and seen > timezone.now() - AWAY_AFTER


def tasks() -> Queue:
    return Queue(**_counted(Task.objects.all()))


def letters() -> Queue:
    now = timezone.now()
    rows: MailQuerySet = Mail.objects.all()
    doubtful = rows.in_doubt(now).count()
    return Queue(
        **_counted(rows.exclude(pk__in=rows.in_doubt(now).values("pk"))), in_doubt=doubtful
    )


def _counted(rows: "WaitingQuerySet[Task] | MailQuerySet") -> dict[str, Any]:
    waits = Q(ended=None, given_up=None)
    # What was tried and put off waits since it was written; what is for later, since its time.
    since = Case(When(tries__gt=0, then=F("at")), default=F("due"))
    return rows.aggregate(
        waiting=Count("pk", filter=waits),
        oldest=Min(since, filter=waits),
        given_up=Count("pk", filter=Q(given_up__isnull=False)),
    )
