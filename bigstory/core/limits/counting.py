"""The table of what was tried lately, and the one statement that counts in it.

A count begins with the first try and ends when its time is over, however often is tried meanwhile.
What is over is deleted; nothing else ever is, so that a crowd of strangers takes nobody's count
away. Whose count it is stands nowhere: a row has a keyed digest of it.
"""

import time
from dataclasses import dataclass
from math import ceil

from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac

# How often one process looks for what is over, and how much of it goes at a time: more than a
# flood of strangers brings meanwhile.
SWEEP_EVERY = 60  # seconds
SWEEP_MOST = 20_000
COUNT = """
INSERT INTO core_limit (key, number, value, over_at) VALUES (%(key)s, 1, '', %(over_at)s)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN core_limit.over_at <= %(now)s THEN 1 ELSE core_limit.number + 1 END,
    over_at = CASE WHEN core_limit.over_at <= %(now)s THEN excluded.over_at
        ELSE core_limit.over_at END
RETURNING number, over_at
"""


class LimitQuerySet(models.QuerySet["Limit"]):
    def running(self) -> "LimitQuerySet":
        return self.filter(over_at__gt=time.time())

    def over(self) -> "LimitQuerySet":
        return self.filter(over_at__lte=time.time())


class Limit(models.Model):
    key = models.CharField(
        max_length=64, primary_key=True, help_text="A keyed digest of what is counted, and whose."
    )
    number = models.PositiveIntegerField(default=0)
    value = models.TextField(blank=True, help_text="What Django's cache keeps here, as JSON.")
    over_at = models.FloatField(db_index=True, help_text="When it is over: seconds since 1970.")

    objects = LimitQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True)
class Counted:
    """How often it was tried by now, and the seconds until the count begins anew."""

    number: int
    most: int
    seconds: int

    @property
    def too_often(self) -> bool:
        return self.number > self.most


def count(*whose: object, most: int, seconds: float) -> Counted:
    """Count one more try of `whose`: names of what is tried and by whom."""
    _sweep_now_and_then()
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": digest(*whose), "now": now, "over_at": now + seconds})
        number, over_at = cursor.fetchone()
    return Counted(number, most, max(1, ceil(over_at - now)))


def uncount(*whose: object) -> None:
    """Take back one try, because it was no guess: it was right."""
    rows = Limit.objects.running().filter(key=digest(*whose), number__gt=0)
    rows.update(number=models.F("number") - 1)


def digest(*whose: object) -> str:
    parts = "\0".join(str(part) for part in whose)
    return salted_hmac("limits", parts, algorithm="sha256").hexdigest()


def sweep() -> None:
    """Delete what is over. What another process deletes or counts at this moment is left to it."""
    with transaction.atomic():
        over = Limit.objects.over().select_for_update(skip_locked=True).values("key")
        Limit.objects.filter(key__in=over[:SWEEP_MOST]).delete()


class _Swept:
    at = 0.0


def _sweep_now_and_then() -> None:
    if abs(time.monotonic() - _Swept.at) > SWEEP_EVERY:
        _Swept.at = time.monotonic()
        # Never within what is counted: its locks would be held until that ends.
        transaction.on_commit(sweep, robust=True)
