"""Spoilt files of spending through the real page. `python -m bigstory.tests.fuzz_spend 2000` runs
the long form.
"""

import os
from datetime import date

import pytest
from django.urls import reverse

from bigstory.core.files.refused import Refused
from bigstory.tests import fuzz_spend
from partnerships.models import SpendLine
from partnerships.money.tests.test_money_sums import spend
from partnerships.tests.factories import LtoAppointmentFactory

pytestmark = pytest.mark.django_db
FILES = int(os.environ.get("SPEND_FILES", "300"))


@pytest.fixture
def draft(area):
    return spend(
        area,
        date(2026, 1, 1),
        sent=False,
        organisation=LtoAppointmentFactory(area=area).organisation,
    )


def url_of(draft) -> str:
    return reverse("spend_report_upload", args=[draft.area.slug, draft.pk])


def test_no_spoilt_file_breaks_the_page_or_is_half_saved(cast, draft):
    found = fuzz_spend.bring(cast.lto.client, url_of(draft), draft, FILES, seed=20261123)
    print(f"\nspoilt spend files: {dict(found)}, {sum(fuzz_spend.faults(found).values())} faults")
    assert fuzz_spend.faults(found) == {}
    assert found["files"] == FILES
    assert found["taken in"] > FILES // 100
    assert found["refused with reasons"] > FILES // 2


def test_the_run_notices_a_file_that_is_half_saved(cast, draft, monkeypatch):
    """The control: without it a run that looks at nothing would pass."""

    def careless(raw, vocabulary, **answers):
        SpendLine.objects.create(report=draft, heading="Half", amount=1)
        raise Refused(["Row 2 is wrong."])

    monkeypatch.setattr("partnerships.money.views.upload.read_spend_file", careless)
    found = fuzz_spend.bring(cast.lto.client, url_of(draft), draft, 5, seed=1)
    assert found["half saved"]
