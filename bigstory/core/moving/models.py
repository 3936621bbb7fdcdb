"""A file that somebody sent to be moved in, its rows as they were read, and how headings were
matched before.

The file itself is kept until its rows are in: whatever is killed, it is just read again. What a row
says is kept for as long as it can be taken back.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentFileQuerySet(models.QuerySet["SentFile"]):
    def light(self) -> Self:
        """Without the file itself, and what came of each of its rows."""
        return self.defer("raw", "targets")

    def waiting(self) -> Self:
        """With something the worker has to do."""
        return self.filter(state__in=SentFile.AT_WORK)


class SentFile(models.Model):
    """One file, and how far it is. Its name, size and checksum stay when its words are gone."""

    class State(models.TextChoices):
        SENT = "sent", _("Being read")
        ASKED = "asked", _("Waits for its columns to be matched")
        MATCHED = "matched", _("Being rehearsed")
        REHEARSED = "rehearsed", _("Rehearsed: nothing is moved in yet")
        GOING_IN = "going_in", _("Moving in")
        IN = "in", _("Moved in")
        GOING_OUT = "going_out", _("Being taken back")
        OUT = "out", _("Taken back")
        REFUSED = "refused", _("Cannot be read")

    AT_WORK = (State.SENT, State.MATCHED, State.GOING_IN, State.GOING_OUT)

    noun = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=160)
    size = models.PositiveIntegerField(help_text=_("In bytes."))
    checksum = models.CharField(max_length=64, help_text=_("SHA-256 of the file as it was sent."))
    raw = models.BinaryField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    # What stands in it: sheets, letters, hidden rows, headings with a few cells each.
    found = models.JSONField(default=dict)
    # What somebody chose: columns, one value for all rows, sheet, habits.
    chosen = models.JSONField(default=dict)
    all_rows = models.PositiveIntegerField(default=0)
    done_rows = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)
    why = models.JSONField(default=list, help_text=_("Why it cannot be read or moved in."))
    # Rows that stand above those of the file, such as a report of its lines: made on the way.
    made = models.JSONField(default=dict)
    # The rows of the record that were made, by the key of their row here.
    targets = models.JSONField(default=dict)
    moved_at = models.DateTimeField(null=True)
    # The beginning of addresses in the letters that come of it.
    site = models.CharField(max_length=200, blank=True)

    objects = SentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file moved in")
        verbose_name_plural = _("files moved in")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.noun} {self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    def go(self, state: str, *, come_from: tuple[str, ...], **changes: Any) -> bool:
        """Move to a state with other changes; False where somebody else moved it first."""
        rows = type(self)._base_manager.filter(pk=self.pk, state__in=come_from)
        if not rows.update(state=state, **changes):
            return False
        for name, value in {"state": state, **changes}.items():
            setattr(self, name, value)
        return True


class SentRow(models.Model):
    """One row of a file, under its number there, and what becomes of it."""

    class Outcome(models.TextChoices):
        ADDED = "added", _("new")
        CHANGED = "changed", _("changed")
        SAME = "same", _("left as it is")
        REFUSED = "refused", _("refused")
        TOTAL = "total", _("a total of the rows above")

    file = models.ForeignKey(SentFile, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict, help_text=_("What a changed row said before."))
    cells = models.JSONField(default=list, help_text=_("Of a refused row, as they were sent."))
    # Of a refused row why it is; of a new one what it looks like that is here already.
    why = models.JSONField(default=list)
    target = models.BigIntegerField(null=True, help_text=_("The row of the record it is about."))
    taken_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("row of a file moved in")
        verbose_name_plural = _("rows of files moved in")
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["file", "outcome", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id}, {self.number}"


class Matching(models.Model):
    """How the columns of one set of headings were matched by hand, for the next file like it."""

    noun = models.CharField(max_length=40)
    headings = models.CharField(max_length=64, help_text=_("SHA-256 of the headings, folded."))
    columns = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("way to match headings")
        verbose_name_plural = _("ways to match headings")
        constraints = [
            models.UniqueConstraint(fields=["noun", "headings"], name="core_matching_once")
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.pk}"
