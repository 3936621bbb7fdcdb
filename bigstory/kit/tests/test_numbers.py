"""Numbers as people type them after the washing-up."""

from decimal import Decimal

import pytest
from django import forms

from bigstory.kit.numbers import KindNumberField, is_about, read_number


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("41", 41),
        (" 1,200 ", 1200),
        ("1 200", 1200),
        ("about 40", 40),
        ("~40", 40),
        ("40ish", 40),
        ("41 people", 41),
        ("£12.50", Decimal("12.50")),
        ("£1,200.50", Decimal("1200.50")),
        ("2½", Decimal("2.5")),
        ("½", Decimal("0.5")),
        ("2.5 hours", Decimal("2.5")),
        ("nobody", 0),
        ("None.", 0),
        ("six", 6),
        ("Twelve of us", 12),
        ("30 to 40", None),
        ("40-50", None),
        ("-3", None),
        ("- 3", None),
        ("lots", None),
        ("one or two", None),
        ("1e5", None),
        ("٤١", None),
        ("41 and 3 dogs", None),
        ("...", None),
    ],
)
def test_one_number_is_found_in_what_was_typed_or_none(typed, read):
    assert read_number(typed) == read


@pytest.mark.parametrize(
    "typed", ["about 40", "40ish", "~40", "40+", "roughly 40", "40 or so", "nearly 40"]
)
def test_a_guess_is_known_by_its_own_words(typed):
    assert is_about(typed)


@pytest.mark.parametrize("typed", ["40", "41 people", "1,200", "fish 40"])
def test_a_plain_number_is_no_guess(typed):
    assert not is_about(typed)


@pytest.mark.parametrize(
    ("places", "typed", "kept"),
    [
        (0, "41", 41),
        (1, "2.5", Decimal("2.5")),
        (1, "3", Decimal("3.0")),
        (2, "12.5", Decimal("12.50")),
        (2, "", None),
    ],
)
def test_a_number_is_kept_with_its_places(places, typed, kept):
    field = KindNumberField(places=places, most=1000, example="41", attrs={}, label="How many?")
    assert field.clean(typed) == kept


@pytest.mark.parametrize(
    ("places", "typed", "said"),
    [
        (0, "lots", "How many? Write one number, such as 41."),
        (0, "2.5", "How many? Write a whole number, such as 41."),
        (1, "2.25", "How many? One figure after the point is enough, such as 41."),
        (2, "1.005", "How many? Write pounds and pence, such as 41."),
        (0, "1001", "How many? That is a very large number. Please check it."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(places, typed, said):
    field = KindNumberField(places=places, most=1000, example="41", attrs={}, label="How many?")
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]
