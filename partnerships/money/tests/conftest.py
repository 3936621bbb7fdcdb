"""An area with an LTO, a need of its plan, and a spend report still being written."""

from datetime import date

import pytest

from partnerships.money.tests.test_money_sums import spend
from partnerships.tests.factories import (
    LtoAppointmentFactory,
    PlanFactory,
    PriorityFactory,
)


@pytest.fixture
def priority(area):
    return PriorityFactory(plan=PlanFactory(area=area, number=1), own_words="Nobody eats alone")


@pytest.fixture
def holder(area):
    return LtoAppointmentFactory(area=area).organisation


@pytest.fixture
def draft(area, holder, priority):
    return spend(area, date(2026, 1, 1), sent=False, organisation=holder)
