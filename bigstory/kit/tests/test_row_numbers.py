"""Numbers of rows in addresses and forms: one that a database can hold, or none."""

import pytest

from bigstory.kit.numbers.rows import row_number, row_numbers


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("0", 0), ("9" * 18, int("9" * 18))])
def test_a_number_of_a_row_is_read(text, number):
    assert row_number(text) == number


@pytest.mark.parametrize("text", ["", "zzz", "-1", "1.5", " 7", "²", "٧", "7" * 19, "1e3", "7\n"])
def test_anything_else_is_none(text):
    assert row_number(text) is None


def test_of_several_those_that_are_numbers_stay_in_their_order():
    assert row_numbers(["3", "x", "1", ""]) == [3, 1]
