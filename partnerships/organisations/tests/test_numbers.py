"""Charity and company numbers as people write them."""

import pytest

from partnerships.organisations.queries.numbers import read_charity_number, read_company_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1199999", "1199999"),
        ("219876", "219876"),
        (" 1199999 - 2 ", "1199999-2"),
        ("Registered charity no. 1199999", "1199999"),
        ("Charity number: 1,199,999", "1199999"),
        ("1199999-0", "1199999"),
    ],
)
def test_a_charity_number_is_kept_as_the_register_prints_it(typed, kept):
    assert read_charity_number(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "11999999", "SC012345", "x", "1199999-", "119-9999-1"])
def test_what_is_no_charity_number_of_england_and_wales_is_refused(typed):
    with pytest.raises(ValueError, match=typed[:3]):
        read_charity_number(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1234567", "01234567"),
        ("01234567", "01234567"),
        ("sc 123456", "SC123456"),
        ("OC3456", "OC003456"),
        ("RC000123", "RC000123"),
        ("IP2341R", "IP02341R"),
        ("Company No. 77", "00000077"),
    ],
)
def test_the_zeros_that_people_drop_from_a_company_number_are_put_back(typed, kept):
    assert read_company_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["123456789", "S1234567", "SCO12345", "00000000", "1234R", "ABC1"]
)
def test_what_is_no_company_number_is_refused(typed):
    with pytest.raises(ValueError, match=typed):
        read_company_number(typed)
