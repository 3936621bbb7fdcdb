"""A file sent to be moved in, and the button pressed, as the pages and the worker do it."""

import hashlib

from bigstory.core.moving.models import SentFile
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
