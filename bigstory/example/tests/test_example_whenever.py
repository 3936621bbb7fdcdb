"""Loaded on any day, also after bank holidays, what waits in the example is a normal week's."""

from datetime import UTC, datetime

import pytest
import time_machine

from areas.desk.queries.owed import in_full, to_answer
from bigstory.accounts.models import User
from bigstory.example.load import load_example
from bigstory.pages.tests.ground import lay_the_ground
from partnerships.models import ExpectedPayment

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AFTER_NEW_YEAR = datetime(2027, 1, 4, 12, tzinfo=UTC)


def test_after_new_year_no_more_is_late_than_on_any_other_day(settings, tmp_path):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(AFTER_NEW_YEAR):
        lay_the_ground()
        load_example()
        trust = User.objects.get(email="trust@example.org")
        waiting = in_full(trust, to_answer(trust))
        late = sorted(each.thing.area.slug for each in waiting if each.is_late)
        overdue = [row.is_overdue for row in ExpectedPayment.objects.to_come()]
    assert (late, overdue) == (["lawrence-weston", "ramsey"], [True, False])
