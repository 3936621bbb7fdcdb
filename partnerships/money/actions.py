"""What comes in: awards, payments to the LTO, and what was brought in beside them.

Spend reports: opened, filled in, sent, answered; and their lines given other themes.
"""

import hashlib
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.access import can
from areas.models import Area, Programme, ProgrammeRule
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.moves import Move, make_move
from partnerships.models import (
    Award,
    Leverage,
    Organisation,
    Payment,
    Review,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)
from partnerships.money.models.sums import Frozen


def contribution_of(programme: Programme, amount: Decimal, on: date) -> Decimal:
    """The LTO's part on top of a payment, by the rule of that day; nothing where there was no rule.

    Source: http://localtrust.org.uk/library/programme-guidance/funding-agreements/
    """
    try:
        share = programme.rule("lto_contribution", at=on)
    except ProgrammeRule.DoesNotExist:
        return Decimal(0)
    return (amount * share).quantize(Decimal("0.01"), ROUND_HALF_UP)


@transaction.atomic
def add_award(*, area: Area, by, values: dict) -> Award:
    award = Award.objects.create(area=area, **values)
    audit.record("award.added", award, by=by, area=area.slug)
    return award


@transaction.atomic
def add_payment(*, area: Area, by, values: dict) -> Payment:
    """A payment that reached the LTO.

    The part on top is written down as it is today, unless it was typed.
    """
    if values.get("contribution") is None:
        values = values | {
            "contribution": contribution_of(area.programme, values["amount"], values["on"])
        }
    payment = Payment.objects.create(area=area, entered_by=by, **values)
    audit.record("payment.added", payment, by=by, area=area.slug)
    return payment


@transaction.atomic
def add_leverage(*, area: Area, by, values: dict) -> Leverage:
    leverage = Leverage.objects.create(area=area, entered_by=by, **values)
    audit.record("leverage.added", leverage, by=by, area=area.slug)
    return leverage


VALUES = ("heading", "priority_id", "theme_id", "amount", "note", "corrects_id")
State = SpendReport.State


class SomebodyElseSaved(Exception):
    """The lines are not those the writer was looking at any more."""


class AlreadyAnswered(Exception):
    """A colleague's reply was first. `review` is theirs."""

    def __init__(self, review: Review):
        super().__init__("This report was answered already.")
        self.review = review


SEND = Move(
    name="send",
    sources=frozenset([State.DRAFT]),
    target=State.SENT,
    may=lambda user, report: can(user, May.EDIT_MONEY, report.area),
)


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


def mark_of(lines) -> str:
    """A short mark of all the lines of a report: another mark means somebody changed one."""
    rows = [(line.pk, *(getattr(line, name) for name in VALUES)) for line in lines]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:20]


def _lock_draft(report: SpendReport) -> SpendReport:
    """The row, locked, so that nothing is written beside a sending. Raises Frozen."""
    current = SpendReport.objects.select_for_update().get(pk=report.pk)
    if current.state != State.DRAFT:
        raise Frozen
    return current


@transaction.atomic
def keep_lines(*, report: SpendReport, rows: list[dict], by, seen: str) -> None:
    """Save the rows of a form: with an id they change that line, or take it away where `gone`;
    without, they are new.

    Raises Frozen, or SomebodyElseSaved where the lines no longer bear the mark `seen`. Then nothing
    is saved.
    """
    current = _lock_draft(report)
    stored = {line.pk: line for line in current.lines.all()}
    if mark_of(stored.values()) != seen:
        raise SomebodyElseSaved
    new = []
    changed = []
    gone = []
    for row in rows:
        line = stored.get(row["id"])
        if row.get("gone"):
            gone += [line.pk] if line else []
            continue
        values = _values(row)
        if line is None:
            new.append(SpendLine(report=current, **values))
        elif any(getattr(line, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(line, name, value)
            changed.append(line)
    _write(current, new=new, changed=changed, gone=gone, by=by, verb="spendreport.lines_kept")


@transaction.atomic
def take_in(*, report: SpendReport, rows: list[dict], by, instead: bool) -> int:
    """Put the lines of a file into a draft, and say how many were new.

    A line that is there already is not doubled.

    `instead`: lines that are not in the file are taken away. Raises Frozen.
    """
    current = _lock_draft(report)
    wanted = Counter(tuple(_values(row).items()) for row in rows)
    gone = []
    for line in current.lines.all():
        same = tuple((name, getattr(line, name)) for name in VALUES)
        if wanted[same] > 0:
            wanted[same] -= 1
        elif instead:
            gone.append(line.pk)
    new = []
    for row in rows:
        same = tuple(_values(row).items())
        if wanted[same] > 0:
            wanted[same] -= 1
            new.append(SpendLine(report=current, **dict(same)))
    _write(current, new=new, changed=[], gone=gone, by=by, verb="spendreport.file_taken_in")
    return len(new)


def _values(row: dict) -> dict:
    """The columns of a line, with related things by their id."""
    return {
        name: getattr(row[name.removesuffix("_id")], "pk", None)
        if name.endswith("_id")
        else row[name]
        for name in VALUES
    }


def _write(report: SpendReport, *, new, changed, gone, by, verb: str) -> None:
    if not (new or changed or gone):
        return
    SpendLine.objects.filter(pk__in=gone, report=report).delete()
    SpendLine.objects.bulk_update(changed, VALUES)
    SpendLine.objects.bulk_create(new)
    counts = {"new": len(new), "changed": len(changed), "gone": len(gone)}
    audit.record(verb, report, by=by, area=report.area.slug, **counts)


def send(*, report: SpendReport, note: str, by) -> SpendReport:
    """Send it to Local Trust. From now on it is frozen. Raises AlreadyMoved or PermissionDenied."""
    sent = {"note": note, "sent_by": by, "sent_by_name": str(by)[:80], "sent_at": timezone.now()}
    return make_move(SEND, report, by=by, area=report.area.slug, **sent)


def may_answer(user, report: SpendReport) -> bool:
    """Nobody answers what they sent themselves."""
    return can(user, May.REVIEW_MONEY, report.area) and report.sent_by_id != user.pk


@transaction.atomic
def answer(*, report: SpendReport, words: str, by) -> Review:
    """Local Trust's reply. Of two who answer together one wins; the other gets AlreadyAnswered."""
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
    return review


@transaction.atomic
def give_theme(*, area: Area, lines, theme: SpendTheme | None, because: str, by) -> int:
    """Give lines another theme and keep what each had before.

    Says how many changed; the words never do.
    """
    rows = list(
        SpendLine.objects.select_for_update(of=("self",)).filter(pk__in=[line.pk for line in lines])
    )
    rows = [line for line in rows if line.theme_id != (theme.pk if theme else None)]
    kept = [
        ThemeChange(line=line, was_id=line.theme_id, now=theme, because=because, by=by)
        for line in rows
    ]
    ThemeChange.objects.bulk_create(kept)
    SpendLine.objects.filter(pk__in=[line.pk for line in rows]).update(theme=theme)
    if rows:
        audit.record(
            "spendline.theme_given", area, by=by, area=area.slug, lines=[line.pk for line in rows]
        )
    return len(rows)
