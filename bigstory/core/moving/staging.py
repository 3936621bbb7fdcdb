"""The rehearsal: rows read, laid beside what is stored, and kept with what would become of each.

Nothing of the record is written here.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from bigstory.core.files.spreadsheet import Row
from bigstory.core.moving.columns import About, Bad, BadSum, Column, Doubtful, Values
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.nouns import NOUNS, Noun, as_json
from bigstory.core.moving.tables import Table, table_of
from bigstory.core.moving.totals import Account, Sums, names_a_total

Outcome = SentRow.Outcome
AT_ONCE = 500
KEEP, LEAVE_OUT = "keep", "out"


@dataclass
class Draft:
    """One row while it is read."""

    number: int
    cells: list[str] = field(default_factory=list)
    values: Values = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    habits: set[str] = field(default_factory=set)
    pounds: dict[str, Decimal] = field(default_factory=dict)
    outcome: str = ""
    target: int | None = None
    before: Values = field(default_factory=dict)
    row: Any = None
    twin: bool = False


class Reader:
    """Reads the rows of one file by the columns that were chosen for it."""

    def __init__(self, noun: Noun, chosen: dict[str, Any], account: Account) -> None:
        self.noun = noun
        self.about = About(noun.vocabulary(), frozenset(chosen.get("habits", ())))
        self.places = {
            int(place): column
            for place, name in chosen.get("columns", {}).items()
            if (column := noun.column(name))
        }
        self.fixed = {
            column.name: (column, words)
            for name, words in chosen.get("fixed", {}).items()
            if (column := noun.column(name)) and words
        }
        self.account = account
        self.sums = Sums(account.file)

    def read(self, row: Row) -> Draft:
        draft = Draft(row.number, list(row.cells))
        for place, column in self.places.items():
            cell = row.cells[place] if place < len(row.cells) else ""
            self._cell(draft, column, cell, row.faults.get(place, ""))
        for column, words in self.fixed.values():
            self._cell(draft, column, words, "")
        self.account.read(draft.pounds)
        self._look_for_total(draft)
        if not draft.outcome:
            if not draft.why:
                draft.why += [str(why) for why in self.noun.check(draft.values, self.about)]
            if not draft.why:
                self.noun.filled(draft.values, self.about)
                draft.why += _field_faults(self.noun, draft.values)
            self.sums.add(draft.pounds)
        return draft

    def _cell(self, draft: Draft, column: Column, cell: str, fault: str) -> None:
        try:
            if fault:
                raise Bad(fault)
            value = column.read(cell, self.about)
        except Bad as why:
            draft.why.append(f"{column.name} {why}")
            if isinstance(why, Doubtful):
                draft.habits.add(why.habit)
            if isinstance(why, BadSum):
                draft.pounds[column.name] = why.amount
            elif column.pounds and (cell or fault):
                self.account.not_read(column.name, draft.number, cell)
            return
        draft.values[column.field] = value
        if column.pounds and value is not None:
            draft.pounds[column.name] = value

    def _look_for_total(self, draft: Draft) -> None:
        named = names_a_total(draft.cells)
        bare = draft.why and not self._says_anything_else(draft)
        if not draft.pounds or not (named or bare):
            return
        if self.sums.is_total(draft.pounds):
            draft.outcome = Outcome.TOTAL
            draft.why = []
            self.sums.begin_again()
        elif named and draft.why:
            draft.why = [self.sums.not_so(draft.pounds)]

    def _says_anything_else(self, draft: Draft) -> bool:
        """Whether there are words in it beside its pounds."""
        return any(
            place < len(draft.cells) and draft.cells[place]
            for place, column in self.places.items()
            if not column.pounds
        )


def _field_faults(noun: Noun, values: Values) -> list[str]:
    """What the fields themselves say against the values, as a form would be told."""
    faults = []
    fields = noun.fields()
    for name, value in values.items():
        each = fields.get(name)
        if each is None or each.is_relation or value is None:
            continue
        try:
            each.run_validators(value)
        except ValidationError as why:
            faults += [f"{each.verbose_name}: {message}" for message in why.messages]
        if each.choices and value != "" and value not in dict(each.flatchoices):
            faults.append(f"{each.verbose_name}: {value}")
    return faults


def resolve(
    noun: Noun, drafts: Sequence[Draft], seen: Counter[Hashable], first: dict[Hashable, int]
) -> None:
    """Say of each row whether it is new, changes one, or is there already.

    `seen` counts the rows of the file with one key, `first` knows where the first of them stands.
    A constant number of statements for a batch.
    """
    good = [draft for draft in drafts if not draft.why and draft.outcome != Outcome.TOTAL]
    stored: dict[Hashable, list[Any]] = {}
    if good:
        for row in noun.stored([draft.values for draft in good]):
            stored.setdefault(noun.key_of(row), []).append(row)
    for draft in good:
        key = noun.key(draft.values)
        nth = seen[key]
        seen[key] += 1
        start = first.setdefault(key, draft.number)
        draft.twin = nth > 0
        if nth and not noun.repeats:
            words = {"n": start}
            draft.why.append(_("it is about the same thing as row %(n)s of the file") % words)
            continue
        rows = stored.get(key, [])
        _lay_beside(noun, draft, rows[nth] if nth < len(rows) else None)
    for draft in drafts:
        if draft.why:
            draft.outcome = Outcome.REFUSED


def _lay_beside(noun: Noun, draft: Draft, row: Any) -> None:
    draft.row = row
    if row is None:
        draft.outcome = Outcome.ADDED
    else:
        draft.target = row.pk
        now = {name: getattr(row, name) for name in draft.values if hasattr(row, name)}
        differs = {name for name, value in now.items() if value != draft.values[name]}
        if not differs or noun.never_changed or noun.hides(row):
            draft.outcome = Outcome.SAME
            return
        draft.outcome = Outcome.CHANGED
        draft.before = {name: now[name] for name in sorted(differs)}
    if why := noun.closed(row, draft.values):
        draft.why.append(why)


def chosen_rows(table: Table, chosen: dict[str, Any]) -> list[Row]:
    """The rows below the headings, hidden ones only where somebody said so."""
    at = chosen.get("heading_row", 0)
    rows = [row for row in table.rows if row.number > at]
    if chosen.get("hidden") == LEAVE_OUT:
        rows = [row for row in rows if not row.hidden]
    return rows


def batches(rows: Sequence[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    found = iter(rows)
    while batch := list(islice(found, size)):
        yield batch


class Tally:
    """What became of the rows of a file so far: how many of each, and every pound."""

    def __init__(self, noun: Noun, account: Account) -> None:
        self.noun = noun
        self.account = account
        self.counted: Counter[str] = Counter()
        self.alike = 0
        self.habits: Counter[str] = Counter()
        self.seen: Counter[Hashable] = Counter()
        self.first: dict[Hashable, int] = {}

    def resolve(self, drafts: Sequence[Draft]) -> None:
        resolve(self.noun, drafts, self.seen, self.first)
        for draft in drafts:
            self.account.decided(draft.outcome, draft.pounds)
            self.counted[draft.outcome] += 1
            self.counted["twins"] += draft.twin and draft.outcome != Outcome.REFUSED
            self.habits.update(draft.habits)
        new = [draft for draft in drafts if draft.outcome == Outcome.ADDED]
        for draft, says in zip(new, self.noun.alike([d.values for d in new]), strict=True):
            draft.why = says
            self.alike += bool(says)

    def figures(self) -> dict[str, Any]:
        return {
            "counts": {outcome: self.counted[outcome] for outcome in Outcome.values},
            "twins": self.counted["twins"],
            "alike": self.alike,
            "habits": dict(self.habits),
            "pounds": self.account.as_figures(),
            "most": most_at_once(self.noun),
        }


def stage(file: SentFile) -> None:
    """Read the file again from its beginning, and keep what would become of each row.

    Raises Refused. Each batch is a transaction of its own, so nobody waits for it.
    """
    noun, chosen = NOUNS[file.noun], file.chosen
    given = {"sheet": chosen.get("sheet", ""), "letters": chosen.get("letters", "")}
    rows = chosen_rows(table_of(bytes(file.raw or b""), **given), chosen)
    columns = [*chosen.get("columns", {}).values(), *chosen.get("fixed", {})]
    account = Account(c.name for c in noun.columns if c.pounds and c.name in columns)
    reader, tally = Reader(noun, chosen, account), Tally(noun, account)
    SentRow.objects.filter(file=file).delete()
    _progress(file, all_rows=len(rows), done_rows=0)
    done = 0
    for batch in batches(rows):
        drafts = [reader.read(row) for row in batch]
        tally.resolve(drafts)
        done += len(batch)
        with transaction.atomic():
            SentRow.objects.bulk_create([_kept(file, draft) for draft in drafts])
            _progress(file, done_rows=done)
    rehearsed = SentFile.State.REHEARSED
    file.go(rehearsed, come_from=(SentFile.State.MATCHED,), figures=tally.figures())


def most_at_once(noun: Noun) -> int:
    """How many rows move in at once; 0 where any number may.

    SQLite has one writer at a time, and the others must not wait for more than a second.
    """
    most: int = settings.MOVING_MOST_ROWS_ON_SQLITE // noun.weight
    return most if connection.vendor == "sqlite" else 0


def _kept(file: SentFile, draft: Draft) -> SentRow:
    refused = draft.outcome == Outcome.REFUSED
    return SentRow(
        file=file,
        number=draft.number,
        outcome=draft.outcome,
        values={} if refused else as_json(draft.values),
        before=as_json(draft.before),
        cells=draft.cells if refused else [],
        why=draft.why,
        target=draft.target,
    )


def _progress(file: SentFile, **numbers: int) -> None:
    SentFile.objects.filter(pk=file.pk).update(**numbers)
