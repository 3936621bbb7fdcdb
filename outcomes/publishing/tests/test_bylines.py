"""A name and what somebody is, put together for a reader; and several names in one box."""

import pytest

from outcomes.publishing.queries.bylines import names_several
from outcomes.publishing.queries.names import byline

SEVERAL = {
    "Maureen, Denise and Tom": True,
    "maureen and tom": True,
    "Maureen & Tom Hill": True,
    "Ann; Bill": True,
    "Maureen": False,
    "Maureen Hill": False,
    "Maureen, 74, resident": False,
    "Maureen, Chair": False,
    "Stan and the lads": False,
    "the caretaker and the cook": False,
    "Andrea": False,
    "": False,
}


@pytest.mark.parametrize(
    ("name", "what_they_are", "named", "unnamed"),
    [
        ("Maureen", "74, resident", "Maureen, 74, resident", "74, resident"),
        ("Maureen, Denise and Tom", "", "Maureen, Denise and Tom", ""),
        ("", "the caretaker", "the caretaker", "the caretaker"),
        ("", "", "", ""),
    ],
)
def test_a_reader_without_names_is_told_only_what_somebody_is(name, what_they_are, named, unnamed):
    assert byline(name, what_they_are) == named
    assert byline(name, what_they_are, names=False) == unnamed


@pytest.mark.parametrize("typed", SEVERAL)
def test_several_names_are_several_people(typed):
    assert names_several(typed) == SEVERAL[typed]
