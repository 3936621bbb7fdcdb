"""Payments to expect: said by Local Trust, read by the area, late ones seen, tied to what came."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bigstory.core.db.audit import AuditLine
from bigstory.core.db.dated import today
from partnerships.models import ExpectedPayment, Payment
from partnerships.money.actions.expected import NoLongerExpected, add_payment_of
from partnerships.money.forms import expected as forms
from partnerships.money.tests.test_spend_reports import TOKEN
from partnerships.tests.factories import OrganisationFactory

READ_MONEY = ("member", "worker", "lto", "rep", "trust")
YESTERDAY = today() - timedelta(days=1)
NEXT_MONTH = today() + timedelta(days=30)


def said(person, path: str) -> str:
    return " ".join(person.client.get(path).content.decode().split())


def address(name: str, area, *keys) -> str:
    return reverse(name, args=[area.slug, *keys])


def asked(holder, **more) -> dict:
    return {
        "amount": "41,250",
        "due": NEXT_MONTH.isoformat(),
        "organisation": holder.pk,
        "what": "July to December",
        "waits_for": "report",
        "waits_words": "the one to March",
        "token": TOKEN,
    } | more


@pytest.fixture
def expect(cast, area, holder):
    """Local Trust writes one down on its page."""

    def write_down(**more) -> ExpectedPayment:
        token = {"token": f"{ExpectedPayment.objects.count():032x}"}
        body = asked(holder, **token | more)
        answer = cast.trust.client.post(address("expected_new", area), body)
        assert answer.status_code == 302, answer.context["form"].errors
        return ExpectedPayment.objects.latest("pk")

    return write_down


def received(holder, this: ExpectedPayment | None, **more) -> dict:
    return {
        "expected": this.pk if this else "",
        "amount": "41,250",
        "on": YESTERDAY.isoformat(),
        "organisation": holder.pk,
        "token": TOKEN,
    } | more


def test_sent_twice_it_is_expected_once(cast, area, holder):
    for _twice in range(2):
        answer = cast.trust.client.post(address("expected_new", area), asked(holder))
        assert answer.url == address("money", area)
    assert ExpectedPayment.objects.get().added_by == cast.trust.user
    assert AuditLine.objects.filter(verb="expected.added").count() == 1


def test_whoever_reads_the_money_sees_it_with_what_it_waits_for(cast, area, expect):
    expect()
    for who in READ_MONEY:
        read = said(getattr(cast, who), address("money", area))
        assert "£41,250.00" in read
        assert "A spend report to be read: <bdi>the one to March</bdi>" in read
    for who in ("evaluator", "neighbour", "visitor"):
        assert "41,250" not in said(getattr(cast, who), address("money", area))


def test_it_counts_in_no_total_until_it_is_paid(cast, area, expect):
    expect()
    assert cast.member.client.get(address("money", area)).context["totals"].paid == 0


def test_only_local_trust_says_what_to_expect(cast, area, expect):
    expected = expect()
    for who in ("member", "worker", "lto", "rep"):
        client = getattr(cast, who).client
        assert client.get(address("expected_new", area)).status_code == 403
        assert client.get(address("expected_change", area, expected.pk)).status_code == 403
        assert client.get(reverse("expected_payments")).status_code == 403


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"waits_for": "other", "waits_words": ""}, "Say in a few words what it waits for."),
        ({"waits_for": "nothing"}, "Choose what it waits for, or empty this."),
        ({"due": ""}, "Choose the day."),
        ({"amount": "0"}, "The sum is nothing"),
        ({"due": "2206-01-01"}, "That is far away. Check the year."),
        ({"waits_for": ""}, "Say what it waits for, or that it waits for nothing."),
    ],
)
def test_what_cannot_be_is_asked_about(cast, area, holder, answers, words):
    answer = cast.trust.client.post(address("expected_new", area), asked(holder, **answers))
    assert words in answer.content.decode()
    assert not ExpectedPayment.objects.exists()


def test_whoever_never_held_the_money_is_not_paid(cast, area, holder):
    body = asked(holder, organisation=OrganisationFactory().pk)
    answer = cast.trust.client.post(address("expected_new", area), body)
    assert "it holds, or held, the money of this area" in answer.content.decode()


def test_the_officer_of_the_lto_finds_it_on_their_home_and_says_it_came(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    home = said(cast.lto, reverse("home"))
    assert "1 day late" in home
    there = f"{address('payment_new', area)}?expected={expected.pk}"
    assert there in home
    form = cast.lto.client.get(there).context["form"]
    assert (form["amount"].value(), form["expected"].value()) == (expected.amount, expected.pk)
    for _twice in range(2):
        answer = cast.lto.client.post(address("payment_new", area), received(holder, expected))
        assert answer.url == address("money_ledger", area)
    expected.refresh_from_db()
    assert expected.payment == Payment.objects.get()
    assert "day late" not in said(cast.lto, reverse("home"))
    assert AuditLine.objects.filter(verb="expected.paid").count() == 1


def test_local_trust_writes_down_a_payment_it_made(cast, area, holder):
    body = {"amount": "300", "on": YESTERDAY.isoformat(), "organisation": holder.pk}
    cast.trust.client.post(address("payment_new", area), body)
    assert Payment.objects.get().entered_by == cast.trust.user
    assert cast.rep.client.post(address("payment_new", area), body).status_code == 403


def test_one_payment_is_paid_once_though_two_people_write_it_down(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    cast.lto.client.post(address("payment_new", area), received(holder, expected))
    late = cast.trust.client.post(address("payment_new", area), received(holder, expected))
    assert "That one is no longer expected." in late.content.decode()
    assert Payment.objects.count() == 1


def test_what_is_late_stands_on_local_trusts_morning_page(cast, area, expect):
    expect(amount="7,777", due=NEXT_MONTH.isoformat())
    assert "7,777" not in said(cast.trust, reverse("portfolio"))
    expect(amount="8,888", due=YESTERDAY.isoformat())
    assert "£8,888 for" in said(cast.trust, reverse("portfolio"))
    assert "8,888" not in said(cast.evaluator, reverse("portfolio"))
    everything = said(cast.trust, reverse("expected_payments"))
    assert "£7,777 for" in everything
    assert "One is late" in everything
    assert "£7,777" not in said(cast.trust, reverse("expected_payments") + "?late=1")


def changed(cast, area, expected, **more):
    """What Local Trust sees on the page, with something else in it."""
    path = address("expected_change", area, expected.pk)
    form = cast.trust.client.get(path).context["form"]
    body = {name: form[name].value() or "" for name in form.fields if name != "dropped"}
    return cast.trust.client.post(path, body | more)


def test_it_is_tied_to_a_payment_that_was_written_down_already(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    body = received(holder, None)
    cast.lto.client.post(address("payment_new", area), body)
    payment = Payment.objects.get()
    assert changed(cast, area, expected, payment=payment.pk).status_code == 302
    expected.refresh_from_db()
    assert expected.payment == payment
    other = expect(amount="5", due=YESTERDAY.isoformat())
    again = changed(cast, area, other, payment=payment.pk)
    assert "tied that payment to another" in again.content.decode()


def test_what_will_not_come_is_off_the_list_and_kept(cast, area, expect):
    expected = expect(due=YESTERDAY.isoformat())
    changed(cast, area, expected, dropped="on")
    assert "41,250" not in said(cast.trust, reverse("portfolio"))
    assert "41,250" not in said(cast.member, address("money", area))
    assert ExpectedPayment.objects.get().dropped


def test_what_was_given_up_by_mistake_is_found_again_and_put_back(cast, area, expect):
    expected = expect(due=YESTERDAY.isoformat())
    changed(cast, area, expected, dropped="on")
    money = address("money", area)
    there = address("expected_change", area, expected.pk)
    assert f'href="{there}"' in said(cast.trust, money)
    assert there not in said(cast.member, money)
    changed(cast, area, expected)
    assert "its day has gone by" in said(cast.member, money)


def test_what_was_tied_to_the_wrong_payment_is_found_again_and_untied(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    cast.lto.client.post(address("payment_new", area), received(holder, expected))
    there = address("expected_change", area, expected.pk)
    assert f'href="{there}"' in said(cast.trust, address("money", area))
    changed(cast, area, expected, payment="")
    expected.refresh_from_db()
    assert expected.payment is None
    assert Payment.objects.count() == 1


def test_paid_and_given_up_at_once_is_asked_about(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    cast.lto.client.post(address("payment_new", area), received(holder, None))
    answer = changed(cast, area, expected, payment=Payment.objects.get().pk, dropped="on")
    assert "It was paid, so it came." in answer.content.decode()


def test_two_officers_who_change_the_same_both_keep_their_words(cast, area, expect):
    expected = expect()
    path = address("expected_change", area, expected.pk)
    seen = cast.second_trust.client.get(path).context["form"]
    mine = {name: seen[name].value() or "" for name in seen.fields if name != "dropped"}
    changed(cast, area, expected, what="To the end of the year")
    late = cast.second_trust.client.post(path, mine | {"what": "The autumn half"})
    read = late.content.decode()
    assert "To the end of the year" in read
    assert "The autumn half" in read
    assert ExpectedPayment.objects.get().what == "To the end of the year"


def test_of_two_who_write_it_down_in_the_same_moment_one_does(cast, area, holder, expect):
    expected = expect(due=YESTERDAY.isoformat())
    paid = {"amount": 41_250, "on": YESTERDAY, "organisation": holder, "expected": expected}
    add_payment_of(area=area, by=cast.lto.user, values=dict(paid))
    with pytest.raises(NoLongerExpected):
        add_payment_of(area=area, by=cast.trust.user, values=dict(paid))
    assert Payment.objects.count() == 1


def test_of_two_who_tie_the_same_payment_in_the_same_moment_one_does(
    cast, area, holder, expect, monkeypatch
):
    """Both pages were read before either was saved, so both forms had the payment to choose."""
    one, other = (expect(amount=n, due=YESTERDAY.isoformat()) for n in ("5", "6"))
    cast.lto.client.post(address("payment_new", area), received(holder, None))
    payment = Payment.objects.get()
    monkeypatch.setattr(forms, "not_tied", lambda area: Payment.objects.filter(area=area))
    assert changed(cast, area, one, payment=payment.pk).status_code == 302
    late = changed(cast, area, other, payment=payment.pk)
    assert "tied that payment to another" in late.content.decode()
    assert ExpectedPayment.objects.get(payment=payment) == one
