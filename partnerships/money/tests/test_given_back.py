"""What an area did not need went back: in an area that closed it is left no longer."""

from datetime import date
from decimal import Decimal

import pytest

from areas.desk.actions.facts import set_standing
from bigstory.core.db.dated import today
from partnerships.models import Award
from partnerships.money.actions.coming_in import add_payment
from partnerships.money.queries.sums import totals
from partnerships.money.tests.test_money_sums import spend
from partnerships.organisations.actions.appointments import GIVER, hand_on, say_done
from partnerships.tests.factories import LtoAppointmentFactory

pytestmark = pytest.mark.django_db
LONG_AGO = date(2015, 1, 1)


@pytest.fixture
def ledger(cast, area, holder):
    """£1,000 awarded, £900 of it paid to the holder and £640 spent: £360 are left."""
    Award.objects.create(area=area, amount=1000, on=LONG_AGO, what="Start")
    pay(cast, area, holder, 900)
    spend(area, LONG_AGO, "640", organisation=holder)
    return area


def pay(cast, area, holder, amount, on=LONG_AGO):
    values = {"amount": Decimal(amount), "on": on, "organisation": holder, "contribution": 0}
    add_payment(area=area, by=cast.trust.user, values=values)


def give_back(cast, area, holder, amount=260, *, done=True):
    values = {"amount": Decimal(amount), "taker": None}
    row = hand_on(area=area, giver=holder, by=cast.trust.user, values=values)
    if done:
        say_done(hand_over=row, side=GIVER, by=cast.trust.user)
    return row


def close(cast, area):
    set_standing(area=area, by=cast.trust.user, standing="closed", on=today())


class TestTheSum:
    def test_nothing_is_left_in_an_area_that_closed_and_gave_the_rest_back(
        self, cast, ledger, holder
    ):
        give_back(cast, ledger, holder)
        close(cast, ledger)
        found = totals(ledger)
        assert (found.left, found.given_back, found.never_paid) == (0, 260, 100)

    def test_what_the_holder_of_a_closed_area_still_has_is_left(self, cast, ledger, holder):
        give_back(cast, ledger, holder, 200)
        close(cast, ledger)
        assert (totals(ledger).left, totals(ledger).given_back) == (60, 200)

    def test_what_is_only_agreed_is_not_given_back(self, cast, ledger, holder):
        give_back(cast, ledger, holder, done=False)
        close(cast, ledger)
        assert (totals(ledger).left, totals(ledger).given_back) == (260, 0)

    def test_an_open_area_may_still_have_what_went_back_in_between(self, cast, ledger, holder):
        """One holder gave the rest back, and the next was paid it again: it is spent once."""
        give_back(cast, ledger, holder)
        assert (totals(ledger).left, totals(ledger).never_paid) == (360, 0)
        pay(cast, ledger, holder, 360)
        spend(ledger, date(2016, 1, 1), "360", organisation=holder)
        close(cast, ledger)
        found = totals(ledger)
        assert (found.left, found.given_back, found.never_paid) == (0, 260, 0)

    def test_more_spent_than_awarded_is_still_seen_when_it_has_closed(self, cast, ledger, holder):
        spend(ledger, date(2016, 1, 1), "500", organisation=holder)
        close(cast, ledger)
        assert totals(ledger).left == -140

    def test_a_day_before_it_went_back_knows_nothing_of_it(self, cast, ledger, holder):
        give_back(cast, ledger, holder)
        close(cast, ledger)
        before = totals(ledger, at=date(2020, 1, 1))
        assert (before.left, before.given_back) == (360, 0)
        assert totals(ledger, at=today()).left == 0

    def test_what_one_holder_hands_on_to_the_next_does_not_go_back(
        self, cast, ledger, holder, django_assert_num_queries
    ):
        following = LtoAppointmentFactory(area=ledger).organisation
        values = {"amount": Decimal(260), "taker": following}
        row = hand_on(area=ledger, giver=holder, by=cast.trust.user, values=values)
        say_done(hand_over=row, side=GIVER, by=cast.trust.user)
        with django_assert_num_queries(1):
            assert totals(ledger).given_back == 0
