"""One row for each thing that was closed for somebody's sake: ids, keys and moments, no words."""

import uuid
from datetime import date, datetime
from typing import TypeVar

from django.db import models
from django.utils import timezone

_Row = TypeVar("_Row", bound=models.Model)


class Closing(models.Model):
    """A line of the ledger. `written_at` is None until it stands in the file too."""

    line = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=20)
    what = models.CharField(max_length=80, help_text="Such as outcomes.changestory:12.")
    born = models.CharField(
        max_length=40,
        help_text="What the row has had since it was made: its number may be another's one day.",
    )
    more = models.JSONField(default=dict, blank=True, help_text="Ids, states and days.")
    at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"

    def row_of(self, rows: "models.QuerySet[_Row]", born: str) -> _Row | None:
        """The row it is about, among these; None where it is not there, or is another of that
        number. `born` is the field that tells.
        """
        row = rows.filter(pk=self.number).first()
        return row if row is not None and as_text(getattr(row, born)) == self.born else None

    @property
    def number(self) -> int:
        return int(self.what.rpartition(":")[2])


def as_text(born: datetime | date | uuid.UUID | str) -> str:
    """The same on both databases, whatever the zone of the clock."""
    if isinstance(born, datetime):
        return timezone.localtime(born, timezone.get_fixed_timezone(0)).isoformat()
    return born.isoformat() if isinstance(born, date) else str(born)
