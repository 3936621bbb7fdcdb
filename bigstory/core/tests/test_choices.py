"""The ladder, written a second time by hand."""

import pytest
from django.utils.functional import Promise

from bigstory.core.db.choices import (
    LADDER,
    NETWORK_UP,
    PROGRAMME_UP,
    Audience,
    HowFar,
    Picture,
    as_far_as,
    less_far_than,
    rung,
)

BY_HAND = [
    ("nowhere", "Nowhere"),
    ("area", "Our area"),
    ("programme", "Programme and evaluators"),
    ("network", "All areas"),
    ("public", "Everybody"),
]


def test_these_five_are_the_only_words_for_how_far_something_goes():
    assert HowFar.choices == BY_HAND
    assert Audience.choices == BY_HAND[1:]
    assert tuple(value for value, _words in BY_HAND) == LADDER


def test_each_word_is_one_that_can_be_translated():
    assert all(isinstance(each.label, Promise) for each in (*HowFar, *Audience, *Picture))


@pytest.mark.parametrize(("n", "how_far"), list(enumerate(LADDER)))
def test_each_rung_holds_those_below_it(n, how_far):
    below, above = {
        "nowhere": ((), ("nowhere", "area", "programme", "network", "public")),
        "area": (("nowhere",), ("area", "programme", "network", "public")),
        "programme": (("nowhere", "area"), ("programme", "network", "public")),
        "network": (("nowhere", "area", "programme"), ("network", "public")),
        "public": (("nowhere", "area", "programme", "network"), ("public",)),
    }[how_far]
    assert rung(how_far) == n
    assert less_far_than(how_far) == below
    assert as_far_as(how_far) == above


def test_what_is_no_rung_has_no_place():
    for nonsense in ("", "somebody"):
        with pytest.raises(ValueError, match="not in tuple"):
            rung(nonsense)


def test_the_circles_from_one_on():
    assert [*PROGRAMME_UP] == ["programme", "network", "public"]
    assert [*NETWORK_UP] == ["network", "public"]


def test_every_drawing_is_described_in_a_sentence():
    assert all(str(label).endswith(".") for _name, label in Picture.choices)
