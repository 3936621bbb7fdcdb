"""The one transaction in which the rows of a rehearsed file become rows of the record."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bigstory.core.db import audit
from bigstory.core.db.audit import AuditLine
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import NOUNS, Noun, as_json, from_json, may_move_in
from bigstory.core.moving.rows import update
from bigstory.core.moving.staging import Draft, batches, most_at_once, resolve

Outcome = SentRow.Outcome
State = SentFile.State
# Of the lock that lets one file in at a time; any number, as long as it is ours alone.
LOCK = 815_015
STAYS = (Outcome.ADDED, Outcome.CHANGED, Outcome.SAME)
AT_ONCE = 1_000


class Stale(Exception):
    """What is stored is no longer what the rehearsal saw. Nothing was moved in."""


class NotAllowed(Exception):
    """Whoever pressed the button may not do it any more, or there are too many rows at once."""


def one_at_a_time() -> None:
    """Wait for whoever moves in now. SQLite lets one writer in at a time by itself."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@transaction.atomic
def move_in(file: SentFile) -> None:
    """Raises Stale, NotAllowed, or IntegrityError where somebody wrote the same; then nothing is
    written at all.
    """
    one_at_a_time()
    held = SentFile.objects.select_for_update().light().select_related(None).get(pk=file.pk)
    if held.state != State.GOING_IN:
        return
    if not may_move_in(held.by):
        raise NotAllowed(_("Whoever sent this file may not move records in any more."))
    noun = NOUNS[held.noun]
    made: dict[str, list[int]] = defaultdict(list)
    areas: dict[int, Counter[str]] = defaultdict(Counter)
    seen: Counter[Hashable] = Counter()
    first: dict[Hashable, int] = {}
    rows = SentRow.objects.filter(file=held, outcome__in=STAYS).order_by("number", "pk")
    everything = list(rows)
    most = most_at_once(noun)
    if most and sum(row.outcome != Outcome.SAME for row in everything) > most:
        raise NotAllowed(_("There are more rows than this site takes in at once."))
    _look_again(noun, everything)
    for batch in batches(everything, AT_ONCE):
        drafts = [Draft(row.number, values=from_json(row.values)) for row in batch]
        resolve(noun, drafts, seen, first)
        _compare(batch, drafts)
        _write(noun, held, batch, drafts, made)
        for draft in drafts:
            if draft.outcome != Outcome.SAME and (area := draft.values.get("area_id")):
                areas[area][draft.outcome] += 1
    noun.after(set(areas), held.by)
    _note(noun, held, areas)
    changes: dict[str, Any] = {"moved_at": timezone.now(), "raw": None, "made": dict(made)}
    changes["targets"] = held.targets
    held.go(State.IN, come_from=(State.GOING_IN,), why=[], **changes)


def _look_again(noun: Noun, rows: Sequence[SentRow]) -> None:
    """What new rows look like has to be told before they move in, so it is compared first: then
    none of them is here yet.
    """
    new = [row for row in rows if row.outcome == Outcome.ADDED]
    for batch in batches(new, AT_ONCE):
        values = [from_json(row.values) for row in batch]
        noun.hold(values)
        if [row.why for row in batch] != list(noun.alike(values)):
            raise Stale


def _compare(rows: Sequence[SentRow], drafts: Sequence[Draft]) -> None:
    for row, draft in zip(rows, drafts, strict=True):
        if (row.outcome, row.target) != (draft.outcome, draft.target):
            raise Stale
        if from_json(row.before) != draft.before:
            raise Stale


def _write(
    noun: Noun,
    file: SentFile,
    rows: Sequence[SentRow],
    drafts: Sequence[Draft],
    made: dict[str, list[int]],
) -> None:
    pairs = list(zip(rows, drafts, strict=True))
    new = [(row, draft) for row, draft in pairs if draft.row is None]
    changed = [draft for draft in drafts if draft.outcome == Outcome.CHANGED]
    if type(noun).prepare is not Noun.prepare:
        written = [(row, draft) for row, draft in pairs if draft.outcome != Outcome.SAME]
        noun.prepare([draft.values for _row, draft in written], file.by, made)
        for row, draft in written:
            row.values = as_json(draft.values)
        SentRow.objects.bulk_update([row for row, _draft in written], ["values"], batch_size=500)
    objects = [noun.make(draft.values, file.by) for _row, draft in new]
    for (row, _draft), stored in zip(new, noun.create(objects, file.by, file.site), strict=True):
        file.targets[str(row.pk)] = stored.pk
    fields = {name for draft in changed for name in draft.before}
    for draft in changed:
        for name in draft.before:
            setattr(draft.row, name, draft.values[name])
    update(noun.model, [draft.row for draft in changed], fields, file.by)


def _note(noun: Noun, file: SentFile, areas: dict[int, Counter[str]]) -> None:
    """Who moved what in, from which file: one line, and one for each area it is about.

    The name of the file stands in its row, as the audit has nobody's words.
    """
    about = {"noun": noun.slug, "checksum": file.checksum}
    counts = file.figures.get("counts", {})
    audit.record("moving.moved_in", file, by=file.by, rows=file.all_rows, **about, **counts)
    slugs = noun.slugs(set(areas))
    lines = [
        AuditLine(
            actor=str(file.by.pk) if file.by else "",
            verb="moving.moved_in",
            target=f"{file._meta.label_lower}:{file.pk}",
            area=slugs.get(area, ""),
            data={**about, **counted},
        )
        for area, counted in sorted(areas.items())
    ]
    AuditLine.objects.bulk_create(lines)
