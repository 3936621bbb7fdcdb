"""What came in beside an area's money: grants, other money, things, and hours, each counted."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.models import Award, Leverage
from partnerships.money.tests.test_money_sums import spend
from partnerships.tests.factories import LtoAppointmentFactory


def said(person, path: str) -> str:
    return " ".join(person.client.get(path).content.decode().split())


def address(name: str, area) -> str:
    return reverse(name, args=[area.slug])


@pytest.fixture
def give(cast, area):
    """The officer of the LTO writes it down on its page."""

    def write_down(kind: str, amount: str, **more):
        body = {"kind": kind, "amount": amount, "on": "2024-05-01", "from_whom": "Parish"}
        body |= {"what": "The hall", "how_valued": "Their price list"}
        return cast.lto.client.post(address("leverage_new", area), body | more)

    return write_down


@pytest.fixture
def gifts(give):
    given = [
        give("grant", "5,000"),
        give("grant", "2,500.50"),
        give("cash", "40"),
        give("in_kind", "836"),
        give("time", "1,100", hours="100"),
        give("time", "50", hours="4.5"),
    ]
    assert {answer.status_code for answer in given} == {302}


def test_each_kind_is_counted_with_what_it_is_worth_and_its_hours(cast, area, gifts):
    for who in ("member", "worker", "lto", "rep", "trust"):
        for name in ("money", "area"):
            read = said(getattr(cast, who), address(name, area))
            assert "£7,500.50" in read, (who, name)
            assert "104.5 hours" in read, (who, name)


def test_a_kind_is_no_total_that_everybody_reads(cast, area, gifts):
    for who in ("evaluator", "neighbour", "visitor"):
        for name in ("money", "area"):
            read = said(getattr(cast, who), address(name, area))
            assert "7,500" not in read, (who, name)
            assert "104.5" not in read, (who, name)


def test_each_count_opens_a_list_of_just_so_many(cast, area, gifts):
    rows = cast.member.client.get(address("money", area)).context["beside"]
    assert [(row.kind, row.times) for row in rows] == [
        ("grant", 2),
        ("cash", 1),
        ("in_kind", 1),
        ("time", 2),
    ]
    for row in rows:
        page = cast.member.client.get(f"{address('money_ledger', area)}?kind={row.kind}")
        assert page.context["page"].paginator.count == row.times
        assert {found["sort"] for found in page.context["page"]} == {row.kind}


def test_the_list_says_the_hours_that_the_count_adds_up(cast, area, gifts):
    for kind in ("", "leverage", "time"):
        read = said(cast.member, f"{address('money_ledger', area)}?kind={kind}")
        assert "Time given, hours: 100" in read
        assert "Time given, hours: 4.5" in read


def test_grants_are_money_and_hours_are_worth_it(cast, area, gifts):
    totals = cast.member.client.get(address("money", area)).context["totals"]
    assert totals.leverage_cash == Decimal("7540.50")
    assert totals.leverage_in_kind == 1986
    Award.objects.create(area=area, amount=5, on="2020-01-01", what="First")
    read = said(cast.member, address("money", area))
    assert "£7,540.50 in money, £1,986 in things, space and time" in read
    assert totals.leverage == sum(row.amount for row in Leverage.objects.all())


def test_hours_of_what_was_no_time_are_asked_about(give):
    answer = give("in_kind", "5", hours="3")
    assert "Hours are counted where it was time." in answer.content.decode()
    assert not Leverage.objects.exists()


def test_time_says_how_it_is_valued_and_need_not_say_its_hours(give):
    assert "Say how you know" in give("time", "5", how_valued="").content.decode()
    assert give("time", "5", hours="0").status_code == 302
    assert Leverage.objects.get().hours is None


def test_without_any_the_pages_say_nothing_of_it(cast, area):
    Award.objects.create(area=area, amount=5, on="2020-01-01", what="First")
    spend(area, "2025-01-01", "1", organisation=LtoAppointmentFactory(area=area).organisation)
    for name in ("money", "area"):
        assert "by kind" not in said(cast.member, address(name, area))
