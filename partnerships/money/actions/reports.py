"""Spend reports: opened, filled in, sent, answered; and their lines given other themes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.access import can
from areas.desk.actions.letters import tell_area
from areas.desk.actions.owed import keep_owed
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.moves import Move, make_move
from bigstory.kit.marks import Mark, RowChange, merge_row, row_parts
from bigstory.kit.two_editors import words_of
from partnerships.log.actions.heard import count_sent
from partnerships.models import (
    OpenForErasing,
    Organisation,
    Review,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)
from partnerships.money.models.spending import Frozen
from partnerships.money.queries.owed import SPEND_REPORTS, thing_of

State = SpendReport.State
# The columns of a line that people write.
LINE_COLUMNS = ("heading", "priority_id", "theme_id", "amount", "note", "corrects_id")
# Only a line that corrects another may take away.
TOGETHER = [("amount", "corrects_id")]
SEND = Move(
    name="send",
    sources=frozenset([State.DRAFT]),
    target=State.SENT,
    may=lambda user, report: can(user, May.EDIT_MONEY, report.area),
)


class LinesChanged(Exception):
    """Somebody else changed the same lines. `clashes` says which, by their id, and what of them."""

    def __init__(self, clashes: list[tuple[int, str]]):
        super().__init__("Somebody else changed the same lines.")
        self.clashes = clashes


class AlreadyAnswered(Exception):
    """A colleague's reply was first. `review` is theirs."""

    def __init__(self, review: Review):
        super().__init__("This report was answered already.")
        self.review = review


def open_report(*, area: Area, organisation: Organisation, half_year: date, by) -> SpendReport:
    """The report of one LTO for a half-year: the one that is there, or a new one."""
    which = {"area": area, "organisation": organisation, "half_year": half_year}
    try:
        with transaction.atomic():
            report = SpendReport.objects.create(**which)
            audit.record("spendreport.opened", report, by=by, area=area.slug)
    except IntegrityError:
        return SpendReport.objects.get(**which)
    return report


def mark_of(lines) -> Mark:
    """The mark of a page that shows these lines."""
    rows = (row_parts(line.pk, words_of(line, LINE_COLUMNS)) for line in lines)
    return Mark.of({part: value for row in rows for part, value in row.items()})


def _lock_draft(report: SpendReport) -> SpendReport:
    """The row, locked, so that nothing is written beside a sending. Raises Frozen."""
    current = SpendReport.objects.select_for_update().get(pk=report.pk)
    if current.state != State.DRAFT:
        raise Frozen
    return current


@transaction.atomic
def save_lines(*, report: SpendReport, rows: list[dict], by, seen: Mark) -> None:
    """Save the rows of a form.

    A row with an id changes that line, or deletes it where `gone`; without, it is a new line. Of
    the columns in `theirs` the writer keeps what is stored. Raises Frozen, or LinesChanged where
    somebody else changed the same since the writer saw it. Then nothing is saved.
    """
    current = _lock_draft(report)
    stored = {line.pk: line for line in current.lines.all()}
    changes = [(row["id"], _change_of(row, stored.get(row["id"]), seen)) for row in rows]
    if clashes := [(pk, part) for pk, change in changes for part in change.clashes]:
        raise LinesChanged(clashes)
    new = []
    changed = []
    for pk, change in changes:
        if pk not in stored and change.values:
            new.append(SpendLine(report=current, **change.values))
        elif change.values:
            for name, value in change.values.items():
                setattr(stored[pk], name, value)
            changed.append(stored[pk])
    gone = [pk for pk, change in changes if change.remove]
    _write(current, new=new, changed=changed, gone=gone, by=by, verb="spendreport.lines_kept")


def _change_of(row: dict, line: SpendLine | None, seen: Mark) -> RowChange:
    stored = words_of(line, LINE_COLUMNS) if line else None
    if row.get("gone"):
        return merge_row(seen, row["id"], stored, dict.fromkeys(LINE_COLUMNS), remove=True)
    theirs = row.get("theirs", ())
    typed = {name: value for name, value in _values(row).items() if name not in theirs}
    # A row without an id stood on no page before.
    seen = seen if row["id"] else Mark()
    return merge_row(seen, row["id"], stored, typed, together=TOGETHER)


@transaction.atomic
def import_lines(*, report: SpendReport, rows: list[dict], by, instead: bool) -> int:
    """Put the lines of a file into a draft, and return how many were new.

    A line that is there already is not doubled. `instead`: lines that are not in the file are
    deleted. Raises Frozen.
    """
    current = _lock_draft(report)
    to_match = Counter(tuple(_values(row).items()) for row in rows)
    gone = []
    for line in current.lines.all():
        columns = tuple((name, getattr(line, name)) for name in LINE_COLUMNS)
        if to_match[columns] > 0:
            to_match[columns] -= 1
        elif instead:
            gone.append(line.pk)
    new = []
    for row in rows:
        columns = tuple(_values(row).items())
        if to_match[columns] > 0:
            to_match[columns] -= 1
            new.append(SpendLine(report=current, **dict(columns)))
    _write(current, new=new, changed=[], gone=gone, by=by, verb="spendreport.file_taken_in")
    return len(new)


def _values(row: dict) -> dict:
    """The columns of a line, with related things by their id."""
    values = {}
    for name in LINE_COLUMNS:
        value = row[name.removesuffix("_id")]
        values[name] = getattr(value, "pk", None) if name.endswith("_id") else value
    return values


def _write(report: SpendReport, *, new, changed, gone, by, verb: str) -> None:
    if not (new or changed or gone):
        return
    SpendLine.objects.filter(pk__in=gone, report=report).delete()
    SpendLine.objects.bulk_update(changed, LINE_COLUMNS)
    SpendLine.objects.bulk_create(new)
    counts = {"new": len(new), "changed": len(changed), "gone": len(gone)}
    audit.record(verb, report, by=by, area=report.area.slug, **counts)


@transaction.atomic
def send_report(*, report: SpendReport, note: str, by) -> SpendReport:
    """Send it to Local Trust. From now on it is frozen. Raises AlreadyMoved or PermissionDenied."""
    values = {"note": note, "sent_by": by, "sent_by_name": str(by)[:80], "sent_at": timezone.now()}
    sent = make_move(SEND, report, by=by, area=report.area.slug, **values)
    keep_owed(SPEND_REPORTS, [sent.area])
    count_sent([report.area])
    return sent


def may_answer(user, report: SpendReport) -> bool:
    """Nobody answers what they sent themselves."""
    return can(user, May.REVIEW_MONEY, report.area) and report.sent_by_id != user.pk


@transaction.atomic
def answer_report(*, report: SpendReport, words: str, by, letters: str = "") -> Review:
    """Local Trust's reply. `letters` is the address of what is written about the report.

    Raises PermissionDenied, or AlreadyAnswered where a colleague was first.
    """
    current = SpendReport.objects.select_for_update().get(pk=report.pk)
    if not may_answer(by, current) or current.state != State.SENT:
        raise PermissionDenied
    if first := Review.objects.filter(spend_report=current).first():
        raise AlreadyAnswered(first)
    review = Review.objects.create(
        spend_report=current,
        verdict=Review.Verdict.READ,
        words=words.strip(),
        reviewer=by,
        reviewer_name=str(by)[:80],
        at=timezone.now(),
    )
    audit.record("spendreport.answered", current, by=by, area=current.area.slug)
    keep_owed(SPEND_REPORTS, [current.area])
    tell_area(thing_of(current), words=review.words, by=by, page=letters)
    return review


@transaction.atomic
def give_theme(*, area: Area, lines, theme: SpendTheme | None, because: str, by) -> int:
    """Give lines another theme, store what each had before, and return how many changed.

    The area's own words never change by it.
    """
    locked = SpendLine.objects.select_for_update(of=("self",)).filter(
        pk__in=[line.pk for line in lines]
    )
    theme_id = theme.pk if theme else None
    changed = [line for line in locked if line.theme_id != theme_id]
    ThemeChange.objects.bulk_create(
        [
            ThemeChange(line=line, was_id=line.theme_id, now=theme, because=because, by=by)
            for line in changed
        ]
    )
    ids = [line.pk for line in changed]
    SpendLine.objects.filter(pk__in=ids).update(theme=theme)
    if changed:
        audit.record("spendline.theme_given", area, by=by, area=area.slug, lines=ids)
    return len(changed)


# --- when somebody is erased ---


@contextmanager
def reports_open_for_erasing() -> Iterator[None]:
    """Within this, a name may be taken out of reports that were sent. Call it in a transaction."""
    opened = OpenForErasing.objects.create()
    yield
    opened.delete()
