"""What people type where a number is asked for, and what is read: the number, a guess of theirs, or
a question of ours. By hand.
"""

from decimal import Decimal

import pytest

from bigstory.kit.numbers.meant import plain
from bigstory.kit.numbers.reading import Of, is_about, read, sign_of

NO = None


def ask(number: str) -> tuple[str, bool, bool]:
    """Only thought to be meant: the form asks."""
    return number, False, False


def about(number: str) -> tuple[str, bool, bool]:
    return number, True, True


PEOPLE = {
    "41": "41",
    " 1,200 ": "1200",
    "1 200": "1200",
    "10000": "10000",
    "1,234,567": "1234567",
    "0": "0",
    "nobody": "0",
    "None.": "0",
    "no one": "0",
    "nil": "0",
    "41 people": "41",
    "41 came": "41",
    "41 in all": "41",
    "12 adults": "12",
    "Twelve of us": "12",
    "six": "6",
    "Forty One": "41",
    "forty-one": "41",
    "fourty": "40",
    "nineteen": "19",
    "ninety-nine": "99",
    "a hundred": "100",
    "one hundred and twenty": "120",
    "a hundred and twenty-one": "121",
    "twelve hundred": "1200",
    "a thousand": "1000",
    "one thousand two hundred": "1200",
    "three thousand and five": "3005",
    "nine hundred and ninety-nine thousand": "999000",
    "two and a half thousand": "2500",
    "a million": "1000000",
    "a dozen": "12",
    "two dozen": "24",
    "half a dozen": "6",
    "a score": "20",
    "4k": "4000",
    "1.5k": "1500",
    "4 K": "4000",
    "１２": "12",
    "about 40": about("40"),
    "About forty": about("40"),
    "~40": about("40"),
    "c. 40": about("40"),
    "c 40": about("40"),
    "c.40": about("40"),
    "about.40": about("40"),
    "no.40": ask("40"),
    "36ish": about("36"),
    "forty-ish": about("40"),
    "40-plus": about("40"),
    "20-odd": about("20"),
    "forty\N{NON-BREAKING HYPHEN}one": "41",
    "100 ish": about("100"),
    "40 or so": about("40"),
    "40+": about("40"),
    "over 100": about("100"),
    "at least 20": about("20"),
    "up to 50": about("50"),
    "nearly 60": about("60"),
    "maybe 12": about("12"),
    "about 4k": about("4000"),
    "30 to 40": about("35"),
    "30-40": about("35"),
    "30–40": about("35"),
    "between 30 and 40": about("35"),
    "3-4k": about("3500"),
    "twenty to thirty": about("25"),
    "lunch for 41": ask("41"),
    "Lunch for forty-one": ask("41"),
    "fish 40": ask("40"),
    "all 12": ask("12"),
    "40 plates": ask("40"),
    "1.200": ask("1200"),
    "1,5": ask("1.5"),
    "one of them": "1",
    "no one knows": NO,
    "not sure": NO,
    "40?": NO,
    "I don’t know, 40": NO,
    "lots": NO,
    "dozens": NO,
    "hundreds": NO,
    "a few": NO,
    "a couple": NO,
    "one or two": NO,
    "4 0": NO,
    "12 12": NO,
    "20 and 30": NO,
    "41 and 3 dogs": NO,
    "20 adults and 3 children": NO,
    "-3": NO,
    "- 3": NO,
    "minus 4": NO,
    "40-30": NO,
    "1e5": NO,
    "٤١": NO,
    "...": NO,
    "": NO,
}
HOURS = {
    "2": "2",
    "2.5": "2.5",
    "2½": "2.5",
    "½": "0.5",
    "2.5 hours": "2.5",
    "two hours": "2",
    "2h": "2",
    "3 hrs": "3",
    "half an hour": "0.5",
    "an hour": "1",
    "an hour and a half": "1.5",
    "2 and a half hours": "2.5",
    "90 minutes": "1.5",
    "90 mins": "1.5",
    "30m": "0.5",
    "1h30": "1.5",
    "1h 30m": "1.5",
    "1 hour 30 minutes": "1.5",
    "1 hour and 30 mins": "1.5",
    "a hundred hours": "100",
    "about 3 hours": about("3"),
    "2-3 hours": about("2.5"),
    "2 to 2.5": about("2.3"),
    "20 mins": ask("0.3"),
    "an hour and a quarter": ask("1.3"),
    "1.30": ask("1.30"),
    "2 hours each": ask("2"),
    "a day": NO,
    "1:30": NO,
    "1.5 minutes": "0.025",
}
MINUTES = {
    "90": "90",
    "90 minutes": "90",
    "an hour": "60",
    "half an hour": "30",
    "1.5 hours": "90",
    "1 hour 30": "90",
    "2 hours": "120",
    "about 90 minutes": about("90"),
    "40-50": about("45"),
    "10-15": about("13"),
    "all morning": NO,
}
POUNDS = {
    "£12.50": "12.50",
    "£1,200.50": "1200.50",
    "12.5": "12.5",
    "£5": "5",
    "5 quid": "5",
    "twelve pounds": "12",
    "twelve pounds fifty": "12.50",
    "3 pounds 50": "3.50",
    "50p": "0.50",
    "50 pence": "0.50",
    "£12.50p": ask("12.50"),
    "12.00p": ask("12.00"),
    "£50p": ask("50"),
    "£4k": "4000",
    "4 grand": "4000",
    "£1.5m": "1500000",
    "2 million": "2000000",
    "ten thousand": "10000",
    "about 4k": about("4000"),
    "£3-4k": ("3500", True, False),
    "£1,5": ask("1.5"),
    "half": ask("0.5"),
    "half a pound": "0.5",
    "£1.200": ask("1200"),
    "£0.125": "0.125",
    "20 pounds each": ask("20"),
    "£": NO,
    "free": NO,
    "£3 50": NO,
}
ANYTHING = {
    "1,240": "1240",
    "3.5": "3.5",
    "60%": "60",
    "60 per cent": "60",
    "£3.5m": "3500000",
    "12 people": "12",
    "about 40": about("40"),
    "up 30%": ask("30"),
    "two thirds": ask("2"),
    "50p": "0.50",
    "half": ask("0.5"),
    "half of them": ask("0.5"),
    "from 10 to 40": NO,
}
YEARS = {
    "2017": "2017",
    "about 2017": about("2017"),
    "2017ish": about("2017"),
    "spring 2017": ask("2017"),
    "2015-2017": NO,
    "2017/18": NO,
    "2015 or 2016": NO,
    "not sure": NO,
}
TYPED = [
    (of, text, expected)
    for of, table in (
        (Of.PEOPLE, PEOPLE),
        (Of.HOURS, HOURS),
        (Of.MINUTES, MINUTES),
        (Of.POUNDS, POUNDS),
        (Of.YEARS, YEARS),
        (Of.ANYTHING, ANYTHING),
    )
    for text, expected in table.items()
]


@pytest.mark.parametrize(("of", "text", "expected"), TYPED)
def test_a_number_is_read_whole_or_asked_about_and_never_guessed(of, text, expected):
    found = read(text, of)
    if expected is NO:
        assert found is None, found
        return
    number, is_guess, sure = expected if isinstance(expected, tuple) else (expected, False, True)
    assert found is not None
    assert (found.number, found.about, found.sure) == (Decimal(number), is_guess, sure)


@pytest.mark.parametrize(("of", "text", "expected"), TYPED)
def test_a_number_as_a_question_writes_it_is_not_asked_about_again(of, text, expected):
    found = read(text, of)
    if found is None or found.sure:
        return
    again = read(plain(found.number, pence=of == Of.POUNDS), of)
    assert again is not None
    assert (again.number, again.about, again.sure) == (found.number, False, True)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("60%", "%"),
        ("60 per cent", "%"),
        ("up 30 percent", "%"),
        ("£3.5m", "£"),
        ("50p", "£"),
        ("12 quid", "£"),
        ("41", ""),
        ("about 40 people", ""),
        ("", ""),
    ],
)
def test_the_sign_beside_a_number_is_known(text, sign):
    assert sign_of(text) == sign


def test_the_table_is_long_enough_to_mean_something():
    assert len(TYPED) >= 150


@pytest.mark.parametrize("text", ["about 40", "40ish", "~40", "40+", "30 to 40", "40 or so"])
def test_a_guess_is_known_by_its_own_words(text):
    assert is_about(text)


@pytest.mark.parametrize("text", ["40", "41 people", "1,200", "fish 40", "", "lots"])
def test_a_plain_number_is_no_guess(text):
    assert not is_about(text)
