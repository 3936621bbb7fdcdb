"""Money that comes in, the page of totals, and spend lines with their themes."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.models import (
    Award,
    Leverage,
    Payment,
    SpendLine,
    SpendTheme,
    ThemeChange,
)
from partnerships.money.tests.test_money_sums import spend
from partnerships.money.tests.test_spend_reports import TOKEN
from partnerships.tests.factories import (
    ActionFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db


def test_lines_are_given_another_theme_and_the_earlier_one_is_kept(cast, area, holder):
    old, new = SpendTheme.objects.filter(programme=area.programme)[:2]
    report = spend(area, date(2025, 1, 1), "5", "6", organisation=holder)
    report.lines.update(theme=old)
    lines = list(report.lines.all())
    place = reverse("spend_lines", args=[area.slug])
    nothing = cast.lto.client.post(place, {"theme": new.pk, "because": "It was wages"})
    assert "Tick the lines first" in nothing.content.decode()
    body = {"theme": new.pk, "because": "It was wages", "line": [line.pk for line in lines]}
    for _twice in range(2):
        assert cast.lto.client.post(place, body).status_code == 302
    assert [(c.was, c.now, c.because, c.by) for c in ThemeChange.objects.all()] == [
        (old, new, "It was wages", cast.lto.user)
    ] * 2
    other = cast.lto.client.post(place, body | {"because": "It was rent"}).content.decode()
    assert "have that theme already" in other
    assert "It was rent" in other, "what was written is not lost"
    assert "Until" in cast.member.client.get(place).content.decode()
    assert cast.member.client.post(place, body).status_code == 403
    assert list(report.lines.values_list("heading", "amount", "theme")) == [
        ("Soup", 5, new.pk),
        ("Soup", 6, new.pk),
    ]


def test_somebody_elses_lines_get_no_theme_from_here(cast, area, other_area):
    line = spend(other_area, date(2025, 1, 1), "5").lines.get()
    theme = SpendTheme.objects.first()
    body = {"theme": theme.pk, "because": "x", "line": [line.pk]}
    cast.lto.client.post(reverse("spend_lines", args=[area.slug]), body)
    assert SpendLine.objects.get(pk=line.pk).theme is None


def test_the_ltos_part_is_worked_out_by_the_rule_of_the_day_and_stands_apart(cast, area, holder):
    place = reverse("payment_new", args=[area.slug])
    cast.lto.client.post(
        place, {"amount": "£40,000.10", "on": "2020-01-01", "organisation": holder.pk, "what": ""}
    )
    assert Payment.objects.get().contribution == Decimal("2000.01")
    area.programme.rules.create(
        name="lto_contribution", value="0.1", from_date=date(2021, 1, 1), source="s"
    )
    cast.worker.client.post(place, {"amount": "100", "on": "2021-01-01", "organisation": holder.pk})
    assert Payment.objects.get(amount=100).contribution == 10
    cast.lto.client.post(
        place, {"amount": "200", "on": "2021-01-02", "organisation": holder.pk, "contribution": "3"}
    )
    assert Payment.objects.get(amount=200).contribution == 3
    assert Payment.objects.first().contribution == Decimal("2000.01")


def test_a_payment_to_somebody_who_never_held_the_money_is_refused(cast, area, holder):
    stranger = OrganisationFactory()
    body = {"amount": "5", "on": "2020-01-01", "organisation": stranger.pk}
    page = cast.lto.client.post(reverse("payment_new", args=[area.slug]), body)
    assert "holds, or held, the money" in page.content.decode()
    assert not Payment.objects.exists()


def test_local_trust_adds_an_award_once_and_nobody_else_may(cast, area):
    place = reverse("award_new", args=[area.slug])
    body = {
        "amount": "1,000,000",
        "on": "2012-05-01",
        "what": "The first million",
        "source": "Letter",
        "token": TOKEN,
    }
    for _twice in range(2):
        assert cast.trust.client.post(place, body).status_code == 302
    assert Award.objects.get().amount == 1_000_000
    again = cast.trust.client.post(place, body | {"amount": "5"})
    assert "sent once already" in again.content.decode()
    assert [
        cast.lto.client.get(place).status_code,
        cast.evaluator.client.get(place).status_code,
    ] == [403, 403]


def test_what_came_in_beside_it_is_added_with_how_it_is_valued(cast, area, priority):
    action = ActionFactory(priority=priority)
    place = reverse("leverage_new", args=[area.slug])
    body = {
        "kind": "in_kind",
        "amount": "300",
        "on": "2024-05-01",
        "from_whom": "Parish",
        "what": "The hall",
    }
    assert "Say how you know" in cast.lto.client.post(place, body).content.decode()
    body |= {"how_valued": "12 evenings at £25", "action": action.pk}
    assert cast.lto.client.post(place, body).status_code == 302
    assert Leverage.objects.get().action == action


def test_visitors_and_evaluators_see_the_totals_and_no_line(cast, area, holder):
    Award.objects.create(area=area, amount=1000, on=date(2013, 1, 1), what="Zebra award")
    spend(area, date(2025, 1, 1), "250", organisation=holder)
    SpendLine.objects.none()
    for who in (cast.visitor, cast.evaluator, cast.neighbour):
        text = who.client.get(reverse("money", args=[area.slug])).content.decode()
        assert "£750" in text
        assert "Soup" not in text
        assert "Zebra" not in text
        assert who.client.get(reverse("spend_lines", args=[area.slug])).status_code in (
            302,
            403,
            404,
        )


def test_below_the_rule_of_the_day_the_closing_steps_appear(cast, area, holder):
    Award.objects.create(area=area, amount=150_000, on=date(2013, 1, 1), what="All")
    place = reverse("money", args=[area.slug])
    assert "Finishing well" not in cast.member.client.get(place).content.decode()
    spend(area, date(2025, 1, 1), "0.01", organisation=holder)
    text = cast.member.client.get(place).content.decode()
    assert "Finishing well" in text
    assert "up to £75,000 left" in text
    area.programme.rules.create(
        name="closeout_below", value=1, from_date=date(2024, 1, 1), source="s"
    )
    assert "Finishing well" not in cast.member.client.get(place).content.decode()


def test_lines_are_downloaded_as_they_are_shown(cast, area, holder):
    report = spend(area, date(2025, 1, 1), "250", "3", organisation=holder)
    spend(area, date(2025, 7, 1), "9", organisation=holder)
    raw = b"".join(
        cast.trust.client.get(
            reverse("spend_lines_csv", args=[area.slug]) + "?half=2025-01-01"
        ).streaming_content
    )
    rows = raw.decode("utf-8-sig").splitlines()
    assert rows[0] == "number,half_year,reported_by,heading,priority,theme,amount,note,corrects"
    assert len(rows) == 1 + report.lines.count()
