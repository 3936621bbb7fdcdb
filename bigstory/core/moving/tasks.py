"""What the worker does of moving in. Each step looks at the state first: done twice is done once,
and a step that was cut off begins again from the file itself.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from bigstory.core.files.refused import Refused
from bigstory.core.moving.matching import Heading, found_in, is_clear, match
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import NOUNS
from bigstory.core.moving.staging import stage
from bigstory.core.moving.switch import NotAllowed, Stale, move_in
from bigstory.core.moving.tables import table_of
from bigstory.core.moving.undo import take_back
from bigstory.core.work.tasks import task

State = SentFile.State
# What a file was moved in can be taken back for as long; then what its rows said goes.
UNDO_DAYS = 90
# A file that nobody moved in.
LEFT_DAYS = 30


def _gave_up(pk: int, **_rest: Any) -> None:
    """Say on its page that it did not work; nothing of it is in the record."""
    file = SentFile.objects.light().filter(pk=pk).first()
    if file is None:
        return
    why = [_("This did not work, and nothing was changed. Try again, or send the file again.")]
    back = {
        State.SENT: State.REFUSED,
        State.MATCHED: State.ASKED,
        State.GOING_IN: State.REHEARSED,
        State.GOING_OUT: State.IN,
    }
    if file.state in back:
        file.go(back[State(file.state)], come_from=(file.state,), why=why)


@task("moving.read", gave_up=_gave_up)
def read_file(pk: int) -> None:
    """Look what stands in a file; where nothing has to be asked, go on to its rehearsal."""
    file = SentFile.objects.filter(pk=pk, state=State.SENT).first()
    if file is None:
        return
    noun = NOUNS[file.noun]
    said = file.chosen.get("said", [])
    where = {name: file.chosen[name] for name in ("sheet", "letters") if name in said}
    try:
        table = table_of(bytes(file.raw or b""), **where)
        found = found_in(noun, table, file.chosen.get("heading_row"))
    except Refused as refused:
        file.go(State.REFUSED, come_from=(State.SENT,), why=refused.problems, raw=None)
        return
    columns, known = match(noun, [Heading(**heading) for heading in found["headings"]])
    at = {"heading_row": found["heading_row"], "sheet": found["sheet"]}
    chosen = {**file.chosen, **at, "columns": columns}
    clear = is_clear(noun, found, chosen, known)
    state = State.MATCHED if clear else State.ASKED
    changes: dict[str, Any] = {"found": found, "chosen": chosen, "all_rows": found["rows"]}
    if file.go(state, come_from=(State.SENT,), why=[], **changes) and clear:
        rehearse(pk)


@task("moving.rehearse", gave_up=_gave_up)
def rehearse(pk: int) -> None:
    """Read all rows and say what would become of each."""
    file = SentFile.objects.filter(pk=pk, state=State.MATCHED).first()
    if file is None:
        return
    try:
        stage(file)
    except Refused as refused:
        file.go(State.ASKED, come_from=(State.MATCHED,), why=refused.problems)


@task("moving.move_in", gave_up=_gave_up)
def move_rows_in(pk: int) -> None:
    """All rows at once. What changed since the rehearsal sends it back there."""
    file = SentFile.objects.light().filter(pk=pk, state=State.GOING_IN).first()
    if file is None:
        return
    try:
        move_in(file)
    except (Stale, IntegrityError):
        why = [
            _(
                "Something in the record changed since the rehearsal, so nothing was moved in. "
                "It was rehearsed again: look it over."
            )
        ]
        if file.go(State.MATCHED, come_from=(State.GOING_IN,), why=why):
            rehearse(pk)
    except NotAllowed as why_not:
        file.go(State.REHEARSED, come_from=(State.GOING_IN,), why=[str(why_not)])


@task("moving.take_back", gave_up=_gave_up)
def take_rows_back(pk: int, by: int) -> None:
    file = SentFile.objects.light().filter(pk=pk, state=State.GOING_OUT).first()
    if file is None:
        return
    try:
        take_back(file, get_user_model().objects.filter(pk=by).first())
    except NotAllowed as why_not:
        file.go(State.IN, come_from=(State.GOING_OUT,), why=[str(why_not)])


@task("moving.forget", daily=True)
def forget_old_files() -> None:
    """What rows said goes once it cannot be taken back any more; what nobody moved in goes whole.

    Of what moved in stays who sent which file when, its checksum and its figures.
    """
    now = timezone.now()
    left = (State.SENT, State.ASKED, State.MATCHED, State.REHEARSED, State.REFUSED)
    SentFile.objects.filter(state__in=left, at__lt=now - timedelta(days=LEFT_DAYS)).delete()
    over = SentFile.objects.filter(moved_at__lt=now - timedelta(days=UNDO_DAYS))
    SentRow.objects.filter(file__in=over).delete()
    over.update(found={}, chosen={})
