"""What the pages of moving in show: files, what became of their rows, and every pound."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.access import can
from bigstory.accounts.roles import May
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import NOUNS, Noun, from_json
from bigstory.core.moving.tasks import UNDO_DAYS

Outcome = SentRow.Outcome
MOST_SHOWN = 50
PARTS = {
    Outcome.ADDED: gettext_lazy("new"),
    Outcome.CHANGED: gettext_lazy("changed"),
    Outcome.SAME: gettext_lazy("left as they are"),
    Outcome.REFUSED: gettext_lazy("refused"),
    Outcome.TOTAL: gettext_lazy("totals of other rows"),
}


def files_visible_to(user) -> QuerySet[SentFile]:
    """All of them, for those who may move records in; nothing for anybody else."""
    files = SentFile.objects.light().select_related("by")
    return files if can(user, May.MOVE_IN) else files.none()


def money_of(file: SentFile) -> list[dict[str, Any]]:
    """For each column of pounds its parts, which add up to what the file holds."""
    return [
        {
            "column": name,
            "parts": [
                (PARTS[outcome], Decimal(parts[outcome]))
                for outcome in PARTS
                if outcome != Outcome.TOTAL or Decimal(parts[outcome])
            ],
            "file": Decimal(parts["file"]),
            "unread": parts["unread"],
            "unread_count": parts["unread_count"],
        }
        for name, parts in file.figures.get("pounds", {}).items()
    ]


def rows_of(file: SentFile, outcome: str) -> list[SentRow]:
    """The first rows with an outcome, in the order of the file."""
    return list(SentRow.objects.filter(file=file, outcome=outcome)[:MOST_SHOWN])


def alike_of(file: SentFile) -> list[SentRow]:
    """The first new rows that look like something that is here."""
    if not file.figures.get("alike"):
        return []
    new = SentRow.objects.filter(file=file, outcome=Outcome.ADDED)
    return list(new.exclude(why=[])[:MOST_SHOWN])


def changes_of(file: SentFile, noun: Noun) -> list[dict[str, Any]]:
    """The first changed rows: what each field said, and what it will say."""
    names = {column.field: column.name for column in noun.columns}
    found = []
    for row in rows_of(file, Outcome.CHANGED):
        values, before = from_json(row.values), from_json(row.before)
        changes = [
            (names.get(name, name), _("as it is") if name in noun.quiet else shown(was), shown(now))
            for name, was in before.items()
            for now in [values[name]]
        ]
        found.append({"number": row.number, "what": noun.shown(values), "changes": changes})
    return found


def kept_of(file: SentFile) -> list[SentRow]:
    """Rows that were not taken back, because somebody built on them."""
    rows = SentRow.objects.filter(file=file, taken_back=False)
    return list(rows.filter(outcome__in=(Outcome.ADDED, Outcome.CHANGED))[:MOST_SHOWN])


def shown(value: Any) -> str:
    """A value in a sentence."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value)


def can_be_taken_back(file: SentFile) -> bool:
    if file.state not in (SentFile.State.IN, SentFile.State.OUT) or file.moved_at is None:
        return False
    rows = SentRow.objects.filter(file=file, taken_back=False)
    return NOUNS[file.noun].undoable and (
        rows.filter(outcome__in=(Outcome.ADDED, Outcome.CHANGED)).exists()
    )


def how_far(file: SentFile) -> dict[str, int]:
    """How many of its rows are read, for the page that waits."""
    return {"done": file.done_rows, "all": file.all_rows, "undo_days": UNDO_DAYS}
