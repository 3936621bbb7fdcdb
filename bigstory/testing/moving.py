"""A file sent to be moved in, and the button pressed, as the pages and the worker do it; and what
became of its rows.
"""

import hashlib
from decimal import Decimal

from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.tasks import move_rows_in, read_file, rehearse


def sent(noun: str, raw: bytes, *, by, name: str = "ten years.xlsx") -> SentFile:
    """The file as it stands after it was read, and rehearsed where nothing had to be asked."""
    checksum = hashlib.sha256(raw).hexdigest()
    file = SentFile.objects.create(
        noun=noun, name=name, size=len(raw), checksum=checksum, raw=raw, by=by
    )
    read_file(pk=file.pk)
    file.refresh_from_db()
    return file


def matched(file: SentFile, **chosen) -> SentFile:
    """The same after somebody said more about it: columns, fixed, sheet, habits."""
    file.go(
        SentFile.State.MATCHED,
        come_from=(SentFile.State.ASKED, SentFile.State.REHEARSED),
        chosen=file.chosen | chosen,
    )
    rehearse(pk=file.pk)
    file.refresh_from_db()
    return file


def press(file: SentFile) -> SentFile:
    """Moved in, or whatever became of it."""
    file.go(SentFile.State.GOING_IN, come_from=(SentFile.State.REHEARSED,))
    move_rows_in(pk=file.pk)
    file.refresh_from_db()
    return file


def reasons(file: SentFile) -> dict[int, str]:
    """Why rows are refused, by their number."""
    rows = SentRow.objects.filter(file=file, outcome=SentRow.Outcome.REFUSED)
    return {row.number: ". ".join(row.why) for row in rows}


def outcomes(file: SentFile) -> dict[int, str]:
    """What becomes of each row, by its number."""
    return dict(SentRow.objects.filter(file=file).values_list("number", "outcome"))


def accounted(file: SentFile) -> dict[str, str]:
    """What the file holds and what became of it, in pounds; the parts add up to the whole."""
    parts = dict(file.figures["pounds"]["pounds"])
    for name in ("unread", "unread_count"):
        parts.pop(name)
    whole = Decimal(parts.pop("file"))
    assert sum(Decimal(part) for part in parts.values()) == whole
    return {name: part for name, part in parts.items() if Decimal(part)} | {"file": f"{whole}"}
