"""Makes an area's money grow."""

from datetime import date

from django.utils import timezone

from areas.models import Area
from partnerships.models import (
    Award,
    ExpectedPayment,
    Leverage,
    Organisation,
    Payment,
    Priority,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)


def grow_money(area: Area, numbers) -> None:
    day = date(2020, 1, 1)
    holders = list(Organisation.objects.filter(name__in=[f"Organisation {n}" for n in numbers]))
    Award.objects.bulk_create(
        Award(area=area, amount=100, on=day, what=f"Award {n}") for n in numbers
    )
    Payment.objects.bulk_create(
        Payment(area=area, organisation=one, amount=10, on=day) for one in holders
    )
    ExpectedPayment.objects.bulk_create(
        ExpectedPayment(area=area, organisation=one, amount=10, due=day) for one in holders
    )
    Leverage.objects.bulk_create(
        Leverage(area=area, kind="cash", amount=n, on=day, from_whom=f"Giver {n}", what="Roof")
        for n in numbers
    )
    reports = SpendReport.objects.bulk_create(
        SpendReport(area=area, organisation=one, half_year=day) for one in holders
    )
    drafts = SpendReport.objects.bulk_create(
        SpendReport(area=area, organisation=one, half_year=date(2020, 7, 1)) for one in holders
    )
    theme = SpendTheme.objects.filter(programme=area.programme).first()
    needs = list(Priority.objects.filter(plan__area=area))
    # One report has many lines, the others one each.
    homes = [*(reports[0] for _one in reports), *reports, *drafts, *(drafts[0] for _one in drafts)]
    lines = SpendLine.objects.bulk_create(
        SpendLine(
            report=report, heading="Soup", amount=5, theme=theme, priority=needs[n % len(needs)]
        )
        for n, report in enumerate(homes)
    )
    ThemeChange.objects.bulk_create(
        ThemeChange(line=line, now=theme, because="Wages") for line in lines
    )
    pks = [report.pk for report in reports]
    SpendReport.objects.filter(pk__in=pks).update(state="sent", sent_at=timezone.now())
