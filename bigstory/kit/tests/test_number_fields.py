"""Numbers in forms: kept, refused with a sentence, or asked about and answered with a tick."""

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from bigstory.kit.numbers.fields import KindNumberField, PoundsField
from bigstory.kit.numbers.meant import answers
from bigstory.kit.numbers.reading import Of
from bigstory.kit.when import ClockField, DayField


class Questions(forms.Form):
    came = KindNumberField(label="How many came?", most=10_000, example="41")
    cost = PoundsField(label="Pounds", required=False)
    at = ClockField(label="What time?", required=False)


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
    field = KindNumberField(places=places, most=1000, example="41", label="How many?")
    assert field.clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-11-03", "3/11/2026", "3.11.26", "3 November 2026", "3 Nov 2026"),
        *("3rd Nov 2026", "3rd of November, 2026", "Tuesday 3 Nov 2026", "Nov 3rd, 2026"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2026, 11, 3)


def test_a_september_of_four_letters_is_september():
    assert DayField().clean("12 Sept 2026") == date(2026, 9, 12)


@pytest.mark.parametrize("typed", ["spring", "2013", "May 2013", "31 February 2026", "42430"])
def test_what_is_no_single_day_is_asked_for_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="Write the day like this: 12 June 2024."):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("places", "typed", "said"),
    [
        (0, "lots", "How many? Write one number, such as 41, or leave it empty."),
        (0, "no one knows", "How many? Write one number, such as 41, or leave it empty."),
        (0, "2.5", "How many? Write a whole number, such as 41."),
        (1, "2.25", "How many? One figure after the point is enough, such as 41."),
        (2, "1.0055", "How many? Two figures after the point are enough, such as 41."),
        (0, "1.200", "How many? That is a very large number. Please check it."),
        (0, "lunch for 41", "How many? Did you mean 41? Say yes, or put it right."),
        (2, "up 12,5", "How many? Did you mean 12.5? Say yes, or put it right."),
        (0, "1001", "How many? That is a very large number. Please check it."),
        (0, "forty-one " * 20, "Write one number alone."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(places, typed, said):
    field = KindNumberField(places=places, most=1000, example="41", label="How many?")
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


def test_where_an_answer_is_needed_nobody_is_told_to_leave_it_empty():
    field = KindNumberField(most=9, example="3", label="Residents", required=True)
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("lots")
    assert refused.value.messages == ["Residents: Write one number, such as 3."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("£1,234.50", "1234.50"),
        ("50p", "0.50"),
        ("£1.5m", "1500000.00"),
        ("12 quid", "12.00"),
        ("-£4k", "-4000.00"),
        ("(50p)", "-0.50"),
    ],
)
def test_pounds_are_read_to_the_penny(typed, kept):
    assert PoundsField(below_nothing=True).clean(typed) == Decimal(kept)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("about 4k", "Did you mean 4,000?"),
        ("£3-4k", "Did you mean 3,500?"),
        ("£50p", "Did you mean 50?"),
        ("10-15", "Did you mean 12.50?"),
        ("£1.200", "Did you mean 1,200?"),
        ("12,5", "Did you mean 12.50?"),
        ("half", "Did you mean 0.50?"),
        ("12.3456", "The sum is “12.3456”; write two figures after the point"),
        ("1,234.567", "The sum is “1,234.567”; write two figures after the point"),
        ("1.234,50", "The sum is “1.234,50”; put a point before the pence"),
        ("11m", "The sum is more than £10,000,000"),
        ("-4k", "The sum is less than nothing"),
        ("no one knows", "The sum is “no one knows”; write pounds and pence"),
    ],
)
def test_a_sum_of_a_book_is_no_guess(typed, said):
    with pytest.raises(forms.ValidationError) as refused:
        PoundsField(label="How much?").clean(typed)
    assert said in refused.value.messages[0]


def test_hours_are_read_out_of_minutes():
    field = KindNumberField(of=Of.HOURS, places=1, most=100, example="18.5", label="How long?")
    assert field.clean("90 minutes") == Decimal("1.5")
    with pytest.raises(forms.ValidationError, match=r"Did you mean 0\.3"):
        field.clean("20 minutes")


@pytest.mark.parametrize(
    ("name", "typed", "ways", "kept"),
    [
        ("came", "Lunch for forty-one", ["41"], 41),
        ("came", "1.200", ["1,200"], 1200),
        ("cost", "about 4k", ["4,000"], Decimal(4000)),
        ("at", "half past seven", ["07:30", "19:30"], time(19, 30)),
    ],
)
def test_a_yes_to_what_was_asked_is_taken(name, typed, ways, kept):
    first = Questions({name: typed})
    asked = answers(first[name])
    assert [answer.number for answer in asked] == ways
    assert first[name].value() == typed
    yes = Questions({name: typed, asked[-1].name: asked[-1].value})
    assert yes.is_valid(), yes.errors
    assert yes.cleaned_data[name] == kept


def test_a_yes_is_not_taken_for_other_words():
    (yes,) = answers(Questions({"came": "lunch for 41"})["came"])
    put_right = Questions({"came": "38", yes.name: yes.value})
    assert put_right.is_valid()
    assert put_right.cleaned_data["came"] == 38


def test_of_two_yeses_in_what_is_sent_the_last_counts():
    sent = QueryDict("at=at 7&at-meant=07:00=at 7&at-meant=19:00=at 7")
    form = Questions(sent)
    assert form.is_valid()
    assert form.cleaned_data["at"] == time(19, 0)


def test_a_browser_cuts_nothing_of_what_is_typed():
    assert "maxlength" not in str(Questions()["came"]) + str(Questions()["cost"])
