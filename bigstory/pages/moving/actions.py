"""A file sent, matched, moved in, taken back or thrown away: each one transaction, and a task."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.moving.matching import Heading, remember
from bigstory.core.moving.models import SentFile
from bigstory.core.moving.nouns import NOUNS, Noun
from bigstory.core.moving.tasks import move_rows_in, read_file, rehearse, take_rows_back

State = SentFile.State
# Where its columns may be matched again: nothing of it is in the record yet.
OPEN = (State.ASKED, State.REHEARSED)


def _require(by) -> None:
    if not can(by, May.MOVE_IN):
        raise PermissionDenied


@transaction.atomic
def send_file(*, noun: Noun, name: str, raw: bytes, by) -> SentFile:
    """Keep a file as it was sent; the worker reads it."""
    _require(by)
    file = SentFile.objects.create(
        noun=noun.slug,
        name=name[:160],
        size=len(raw),
        checksum=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        by=by,
    )
    audit.record("moving.sent", file, by=by, noun=noun.slug, checksum=file.checksum)
    read_file.later(pk=file.pk)
    return file


@transaction.atomic
def read_again(*, file: SentFile, chosen: dict[str, Any], by) -> bool:
    """Read the file by another sheet, other letters, or from another row of headings."""
    _require(by)
    done = file.go(State.SENT, come_from=OPEN, chosen=chosen, done_rows=0)
    if done:
        read_file.later(pk=file.pk)
    return done


@transaction.atomic
def match_columns(*, file: SentFile, chosen: dict[str, Any], by, remembered: bool = True) -> bool:
    """Rehearse the file with these columns, and remember them for the next one like it.

    False where it moved on meanwhile.
    """
    _require(by)
    if not file.go(State.MATCHED, come_from=OPEN, chosen=chosen, why=[], done_rows=0):
        return False
    if remembered:
        headings = [Heading(**heading) for heading in file.found["headings"]]
        remember(NOUNS[file.noun], headings, chosen["columns"])
    rehearse.later(pk=file.pk)
    return True


@transaction.atomic
def press(*, file: SentFile, site: str, by) -> bool:
    """Have the rehearsed file moved in. `site` begins the addresses in letters that come of it."""
    _require(by)
    done = file.go(State.GOING_IN, come_from=(State.REHEARSED,), by=by, site=site, why=[])
    if done:
        move_rows_in.later(pk=file.pk)
    return done


@transaction.atomic
def undo(*, file: SentFile, by) -> bool:
    """Have what the file moved in taken back."""
    _require(by)
    done = file.go(State.GOING_OUT, come_from=(State.IN, State.OUT), why=[])
    if done:
        take_rows_back.later(pk=file.pk, by=by.pk)
    return done


@transaction.atomic
def throw_away(*, file: SentFile, by) -> bool:
    """Nothing of it is in the record, so nothing of it stays."""
    _require(by)
    held = SentFile.objects.select_for_update().filter(pk=file.pk)
    held = held.filter(state__in=(*OPEN, State.REFUSED))
    audit.record("moving.thrown_away", file, by=by, noun=file.noun, checksum=file.checksum)
    return bool(held.delete()[0])
