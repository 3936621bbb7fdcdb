"""A name and what somebody is: told apart in old rows, put together for a reader."""

import pytest

from outcomes.publishing.queries.bylines import names_several, split_byline
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
# What stood in one box, the name, and what they are.
OLD = [
    ("Maureen, 74, resident", "Maureen", "74, resident"),
    ("Tom, paid worker", "Tom", "paid worker"),
    ("Tom, Chair", "Tom", "Chair"),
    ("Cllr Smith, chair", "Cllr Smith", "chair"),
    ("Ann-Marie O'Neil, resident", "Ann-Marie O'Neil", "resident"),
    ("Zoë Łuczak, 34", "Zoë Łuczak", "34"),
    ("Maureen and Denise, residents", "Maureen and Denise", "residents"),
    ("Femi, delivery driver and Saturday dad", "Femi", "delivery driver and Saturday dad"),
    # Only what they are.
    ("the caretaker", "", "the caretaker"),
    ("The partnership", "", "The partnership"),
    ("A resident", "", "A resident"),
    ("An office at the council", "", "An office at the council"),
    ("resident, 74", "", "resident, 74"),
    ("a mother at the group", "", "a mother at the group"),
    ("Chair", "", "Chair"),
    ("", "", ""),
    # Doubtful: a name as a whole.
    ("Maureen", "Maureen", ""),
    ("maureen", "maureen", ""),
    ("maureen, resident", "maureen, resident", ""),
    ("Maureen, Denise and Tom", "Maureen, Denise and Tom", ""),
    ("Maureen, denise and tom", "Maureen, denise and tom", ""),
    ("Maureen, and her sister", "Maureen, and her sister", ""),
    ("Derek, resident of Gobowen", "Derek, resident of Gobowen", ""),
    ("the Clarks", "the Clarks", ""),
    ("A friend of Maureen", "A friend of Maureen", ""),
    ("Cllr, chair", "Cllr, chair", ""),
    ("Parveen and four others", "Parveen and four others", ""),
]


@pytest.mark.parametrize(("text", "name", "what_they_are"), OLD)
def test_an_old_byline_is_split_only_where_it_is_clear(text, name, what_they_are):
    assert split_byline(text) == (name, what_they_are)


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
