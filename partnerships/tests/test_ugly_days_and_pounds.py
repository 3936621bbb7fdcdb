"""Days and pounds as people write them in spreadsheets: read, or refused with what to write; and no
penny is lost.
"""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigstory.testing.moving import accounted, matched, outcomes, press, reasons
from bigstory.testing.workbooks import workbook
from partnerships.models import Payment

HEAD = ["Area", "LTO", "Date paid", "Amount (£)", "Purpose"]


# --- days ---
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3/17", "2017-03-12"),
        ("12.03.2017", "2017-03-12"),
        ("12-3-17", "2017-03-12"),
        ("2017-03-12", "2017-03-12"),
        ("12 March 2017", "2017-03-12"),
        ("Sunday 12th March 2017", "2017-03-12"),
        ("12-Mar-17", "2017-03-12"),
        ("March 12, 2017", "2017-03-12"),
    ],
)
def test_days_as_people_write_them(area, harbour, send, typed, day):
    press(send(workbook([HEAD, [area.name, "Harbour Trust", typed, 5, ""]])))
    assert Payment.objects.get().on.isoformat() == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("March 2015", "no single day"),
        ("Q3 2016", "no single day"),
        ("2016", "no single day"),
        ("31/2/17", "there is no such day"),
        ("3/25/2017", "write the day before the month"),
        ("42430", "counted as a spreadsheet does it is 1 March 2016"),
        ("soon", "write a day, such as 12 March 2017"),
        ("12/3/1817", "check the year"),
        ("12/3/2050", "has not come yet"),
        ("", "is empty"),
    ],
)
def test_days_that_are_none_are_refused_with_what_to_write(area, harbour, send, typed, why):
    file = send(workbook([HEAD, [area.name, "Harbour Trust", typed, 5, ""]]))
    assert why in reasons(file)[2]
    assert accounted(file) == {"refused": "5.00", "file": "5.00"}


# --- pounds ---
@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("£1,200.50", "1200.50"),
        ("1200.5", "1200.50"),
        ("1 200", "1200.00"),
        ("£4k", "4000.00"),
        ("50p", "0.50"),
        (1200.1, "1200.10"),
    ],
)
def test_pounds_as_people_write_them(area, harbour, send, typed, amount):
    press(send(workbook([HEAD, [area.name, "Harbour Trust", "1/1/16", typed, ""]])))
    assert str(Payment.objects.get().amount) == amount


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1.200,50", "put a point before the pence"),
        ("TBC", "write pounds and pence"),
        ("0.00", "is nothing"),
        ("10.005", "if you mean 10,005"),
        ("10.0055", "two figures after the point"),
        ("12,000,000", "more than £10,000,000"),
        ("about 40", "if you mean 40"),
        ("€5", "if you mean 5"),
    ],
)
def test_pounds_that_are_none_are_told_with_their_row(area, harbour, send, typed, why):
    file = send(workbook([HEAD, [area.name, "Harbour Trust", "1/1/16", typed, ""]]))
    assert why in reasons(file)[2]
    assert file.figures["pounds"]["pounds"]["unread"] == [[2, typed]]


@pytest.mark.parametrize("typed", ["(200)", "-200", "£-200.00", -200])
def test_a_sum_paid_back_is_refused_and_accounted_for(area, harbour, send, typed):
    file = send(workbook([HEAD, [area.name, "Harbour Trust", "1/1/16", typed, ""]]))
    assert "less than nothing" in reasons(file)[2]
    assert accounted(file) == {"refused": "-200.00", "file": "-200.00"}


def test_a_continental_file_is_read_once_somebody_says_so(area, harbour, send):
    rows = [
        [area.name, "Harbour Trust", "1/1/16", "1.200,50", ""],
        [area.name, "Harbour Trust", "2/1/16", "7,5", ""],
        [area.name, "Harbour Trust", "3/1/16", "7,500", ""],
    ]
    file = send(workbook([HEAD, *rows]))
    assert file.figures["habits"] == {"comma_pence": 2}
    file = matched(file, habits=["comma_pence"])
    assert "write 7500 or 7,50" in reasons(file)[4]
    assert accounted(file)["added"] == "1208.00"


TYPED = st.one_of(
    st.decimals(min_value="0.01", max_value="9999999", places=2).map(lambda n: f"£{n:,.2f}"),
    st.decimals(min_value="-5000", max_value="5000", places=2).map(lambda n: f"{n:.2f}"),
    st.decimals(min_value="0.01", max_value="99999", places=2).map(lambda n: f"({n:.2f})"),
    st.sampled_from(["TBC", "", "1.200,50", "n/a", "£4k", "50p", "about 40", "12,50", "0"]),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amounts=st.lists(TYPED, min_size=1, max_size=12))
def test_whatever_the_amounts_no_penny_is_lost(area, harbour, send, amounts):
    """New, changed, left and refused add up to the file, and what moved in is what was new."""
    before = sum(Payment.objects.values_list("amount", flat=True))
    rows = [
        [area.name, "Harbour Trust", "1/1/16", typed, f"{n}"] for n, typed in enumerate(amounts)
    ]
    file = send(workbook([HEAD, *rows]))
    found = accounted(file)
    press(file)
    stored = sum(Payment.objects.values_list("amount", flat=True))
    assert stored - before == Decimal(found.get("added", 0))
    assert len(outcomes(file)) == len(amounts)
    Payment.objects.all().delete()
