"""What became of what a payment waited for, and of the rest where less came than was expected."""

from django.urls import reverse
from django.utils.formats import date_format

from bigstory.core.db.dated import today
from partnerships.models import Payment
from partnerships.money.tests.test_expected_payments import (
    YESTERDAY,
    address,
    changed,
    expect,
    received,
    said,
)
from partnerships.plan.actions.sending import endorse
from partnerships.tests.sending import sent

__all__ = ["expect"]


def endorse_a_plan(cast, area, by="member", number=1):
    version = sent(area, getattr(cast, by).user, number=number)
    endorse(version, by=cast.trust.user, words="We read every line.")


def test_what_waited_for_a_plan_says_the_day_on_which_it_was_endorsed(
    cast, area, holder, other_area, expect
):
    expect(waits_for="plan", waits_words="the second one", due=YESTERDAY.isoformat())
    expect(waits_for="report", amount="300")
    pages = (address("money", area), reverse("portfolio"), reverse("expected_payments"))
    endorse_a_plan(cast, other_area, "neighbour")
    for path in pages:
        assert "endorsed on" not in said(cast.trust, path)
    assert "Waits for: A plan to be endorsed" in said(cast.trust, reverse("portfolio"))
    endorse_a_plan(cast, area)
    for path in pages:
        words = said(cast.trust, path)
        assert "Waited for: A plan to be endorsed: <bdi>the second one</bdi>;" in words
        assert words.count(f"endorsed on {date_format(today())}") == 1
    assert "Waited for:" in said(cast.lto, reverse("home"))


def test_a_plan_endorsed_before_it_was_waited_for_is_not_the_one(cast, area, holder, expect):
    endorse_a_plan(cast, area)
    expected = expect(waits_for="nothing", waits_words="")
    endorse_a_plan(cast, area, number=2)
    changed(cast, area, expected, waits_for="plan", waits_words="the next one")
    assert "A plan to be endorsed" in said(cast.trust, address("money", area))
    assert "endorsed on" not in said(cast.trust, address("money", area))


def test_whoever_writes_down_less_than_was_expected_is_told_of_the_rest(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    body = received(holder, expected, amount="30,000")
    words = cast.lto.client.post(address("payment_new", area), body, follow=True)
    assert "£11,250 less than was expected" in words.content.decode()
    assert "Local Trust adds it as a payment to expect" in words.content.decode()
    assert "£11,250.00 less than expected" in said(cast.trust, address("money", area))


def test_whoever_ties_a_smaller_payment_to_it_is_told_of_the_rest(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    cast.lto.client.post(address("payment_new", area), received(holder, None, amount="41,000"))
    changed(cast, area, expected, payment=Payment.objects.get().pk)
    assert "£250 less than was expected" in said(cast.trust, address("money", area))


def test_a_payment_of_all_that_was_expected_says_nothing_of_a_rest(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    body = received(holder, expected)
    words = cast.lto.client.post(address("payment_new", area), body, follow=True)
    assert "less than" not in words.content.decode()
    assert "less than" not in said(cast.trust, address("money", area))
