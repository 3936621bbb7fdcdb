"""Plants an area's money: what came in, a report that was sent and answered, and one still being
written.
"""

from datetime import date

from django.utils import timezone

from areas.models import Area
from partnerships.models import (
    Award,
    ExpectedPayment,
    Leverage,
    Organisation,
    Payment,
    Review,
    SpendLine,
    SpendReport,
    SpendTheme,
    ThemeChange,
)


def plant_money(world, letter: str, area: Area, trust) -> None:
    holder = Organisation.objects.get(
        pk=next(row.pk for where, row in world.things["organisation"] if where == letter)
    )
    day = date(2020, 1, 1)
    world.plant(Award.objects.create(area=area, amount=1000, on=day, what="w"), "money", letter)
    world.plant(
        Payment.objects.create(area=area, organisation=holder, amount=10, on=day), "money", letter
    )
    expected = ExpectedPayment.objects.create(
        area=area, organisation=holder, amount=20, due=day, waits_for="other", waits_words="w"
    )
    world.keep("expected", letter, world.plant(expected, "money", letter))
    world.plant(
        Leverage.objects.create(area=area, kind="cash", amount=5, on=day, from_whom="f", what="w"),
        "money",
        letter,
    )
    theme = SpendTheme.objects.first()
    for state, half in (("draft", date(2020, 1, 1)), ("sent", date(2020, 7, 1))):
        report = SpendReport.objects.create(area=area, organisation=holder, half_year=half)
        line = SpendLine.objects.create(report=report, heading="h", amount=5, theme=theme)
        # Planted while it is open: what was sent, the database lets nobody change.
        world.plant(report, "spend_report", letter, state)
        world.plant(line, "spend_report", letter, state)
        world.plant(
            ThemeChange.objects.create(line=line, now=theme, because="b"),
            "spend_report",
            letter,
            state,
        )
        if state == "sent":
            report.state = "sent"
            report.sent_at = timezone.now()
            report.save()
        world.keep("spend_report", letter, report)
    if letter == "c":
        review = Review.objects.create(
            spend_report=report, verdict="read", words="w", reviewer=trust, at=timezone.now()
        )
        world.plant(review, "spend_report", letter, "sent")
