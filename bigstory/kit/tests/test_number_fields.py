"""Numbers as people type them after the washing-up."""

from decimal import Decimal

import pytest
from django import forms

from bigstory.kit.numbers.fields import KindNumberField, PoundsField
from bigstory.kit.numbers.reading import Of


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
        (2, "1.0055", "How many? Write pounds and pence, such as 41."),
        (0, "1.200", "How many? That is a very large number. Please check it."),
        (0, "lunch for 41", "Did you mean 41? Write it like that, or put it right."),
        (0, "1001", "How many? That is a very large number. Please check it."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(places, typed, said):
    field = KindNumberField(places=places, most=1000, example="41", attrs={}, label="How many?")
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("£1,234.50", "1234.50"), ("50p", "0.50"), ("£1.5m", "1500000.00"), ("12 quid", "12.00")],
)
def test_pounds_are_read_to_the_penny(typed, kept):
    assert PoundsField(label="How much?").clean(typed) == Decimal(kept)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("about 4k", "Did you mean 4,000? Write it like that, or put it right."),
        ("£3-4k", "Did you mean 3,500? Write it like that, or put it right."),
        ("£1.200", "Did you mean 1,200? Write it like that, or put it right."),
    ],
)
def test_a_sum_of_a_book_is_no_guess(typed, said):
    with pytest.raises(forms.ValidationError) as refused:
        PoundsField(label="How much?").clean(typed)
    assert refused.value.messages == [said]


def test_hours_are_read_out_of_minutes():
    field = KindNumberField(
        of=Of.HOURS, places=1, most=100, example="18.5", attrs={}, label="How long?"
    )
    assert field.clean("90 minutes") == Decimal("1.5")
    with pytest.raises(forms.ValidationError, match="Did you mean 0.3"):
        field.clean("20 minutes")
