"""A spend report that was sent stays as it was sent, whatever code asks."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import SpendLine, SpendReport, SpendTheme
from partnerships.money.models.spending import Frozen
from partnerships.money.tests.test_money_sums import spend
from partnerships.tests.factories import PlanFactory, PriorityFactory

pytestmark = pytest.mark.django_db

CARELESS = {
    "save": lambda line: (setattr(line, "amount", Decimal(1)), line.save()),
    "update": lambda line: SpendLine.objects.filter(pk=line.pk).update(heading="Wine"),
    "add": lambda line: SpendLine.objects.create(report=line.report, heading="Wine", amount=1),
    "add many": lambda line: SpendLine.objects.bulk_create(
        [SpendLine(report=line.report, heading="Wine", amount=1)]
    ),
    "change many": lambda line: SpendLine.objects.bulk_update([_with(line, note="n")], ["note"]),
    "move away": lambda line: SpendLine.objects.filter(pk=line.pk).update(report=_draft(line)),
    "move in": lambda line: SpendLine.objects.filter(report=_draft(line)).update(
        report=line.report
    ),
    "open again": lambda line: SpendReport.objects.filter(pk=line.report_id).update(
        state="draft", sent_at=None
    ),
    "other half-year": lambda line: SpendReport.objects.filter(pk=line.report_id).update(
        half_year=date(2001, 1, 1)
    ),
    "delete": lambda line: line.delete(),
    "delete many": lambda line: SpendLine.objects.filter(pk=line.pk).delete(),
    "delete the report": lambda line: line.report.delete(),
    "delete reports": lambda line: SpendReport.objects.all().delete(),
}


def _with(line, **values):
    for name, value in values.items():
        setattr(line, name, value)
    return line


def _draft(line):
    found = SpendReport.objects.filter(state="draft").first()
    return found or spend(line.report.area, date(2001, 1, 1), "3", sent=False)


@pytest.mark.parametrize("how", CARELESS)
def test_no_careless_code_touches_what_was_sent(area, how):
    line = spend(area, date(2020, 1, 1), "12.50").lines.get()
    _draft(line)
    kept = list(SpendLine.objects.order_by("pk").values())
    with pytest.raises((IntegrityError, Frozen)), transaction.atomic():
        CARELESS[how](SpendLine.objects.get(pk=line.pk))
    assert list(SpendLine.objects.order_by("pk").values()) == kept
    assert SpendReport.objects.filter(
        pk=line.report_id, state="sent", half_year=date(2020, 1, 1)
    ).exists()


def test_a_draft_stays_open(area):
    line = spend(area, date(2020, 1, 1), "12.50", sent=False).lines.get()
    for how in ("save", "update", "add", "delete"):
        CARELESS[how](SpendLine.objects.get(pk=line.pk))
    assert line.report.lines.count() == 1


def test_a_sent_line_may_have_another_theme_and_lose_a_priority_that_is_gone(area, programme):
    priority = PriorityFactory(plan=PlanFactory(area=area))
    line = spend(area, date(2020, 1, 1), "12.50", priority=priority).lines.get()
    line.theme = SpendTheme.objects.filter(programme=programme).first()
    line.save(update_fields=["theme"])
    priority.delete()
    line.refresh_from_db()
    assert (line.priority, line.theme) == (
        None,
        SpendTheme.objects.filter(programme=programme).first(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendLine.objects.filter(pk=line.pk).update(
            priority=PriorityFactory(plan=PlanFactory(area=area))
        )


def test_a_report_that_was_sent_says_when(area):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendReport.objects.filter(pk=spend(area, date(2020, 1, 1), sent=False).pk).update(
            state="sent"
        )
    SpendReport.objects.update(state="sent", sent_at=timezone.now())
