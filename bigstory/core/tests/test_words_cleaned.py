"""What nobody can see comes out of words, and what a script or an emoji is written with stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigstory.core.text.clean import clean, clean_all, length

pytestmark = pytest.mark.once


def letters(*spans: tuple[int, int]) -> list[str]:
    return [chr(code) for first, last in spans for code in range(first, last + 1)]


BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]
CONTROLS = set(letters((0x00, 0x1F), (0x7F, 0x9F))) - {"\t", *BREAKS}
NONCHARACTERS = letters(
    (0xFDD0, 0xFDEF), *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
)
# As Unicode lists them (Default_Ignorable_Code_Point, version 16), and three kinds beside: marks of
# an annotation, the place where a picture was, and an empty cell of Braille.
INVISIBLE = letters(
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFC),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
HALVES = letters((0xD800, 0xDFFF))
ALL_OUT = [*CONTROLS, *INVISIBLE, *NONCHARACTERS, *HALVES]


def test_each_letter_nobody_can_see_is_out_wherever_it_stands():
    stays = {
        f"U+{ord(letter):04X}": clean(f"{before}{letter}{after}")
        for letter in ALL_OUT
        for before, after in [("", ""), ("a", "b"), ("", "b"), ("a", ""), ("a ", " b")]
        if clean(f"{before}{letter}{after}") != before + after
    }
    assert stays == {}
    assert len(ALL_OUT) > 6_000
    assert clean("".join(ALL_OUT)) == ""


def test_each_kind_of_line_break_is_one():
    assert [clean(f"a{each}b") for each in BREAKS] == ["a\nb"] * len(BREAKS)
    assert clean("a\r\n\r\nb\n\rc") == "a\n\nb\n\nc"
    assert clean("a\tb") == "a\tb"


@pytest.mark.parametrize(
    "words",
    [
        "A plain word, and £1,234.50 – “as said”.",
        "\u00a0spaces\u2003of\u202fmany\u3000kinds ",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 came",  # a family of four
        "\u2764\ufe0f\u200d\U0001f525 and \U0001f469\U0001f3fd\u200d\U0001f692",  # joined, coloured
        "\U0001f3f3\ufe0f\u200d\U0001f308 \u260e\ufe0e \u00a9\ufe0f 1\ufe0f\u20e3",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # Wales
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a joiner that parts
        "\u06f1\u06f3\u06f9\u06f0\u0647\u200d.\u0634",
        "\u0915\u094d\u200d\u0937 \u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Hindi, Sinhala
        "\u05e9\u05dc\u05d5\u05dd\u200f! C++\u200e",  # Hebrew
        "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u200b\u0e04\u0e23\u0e31\u0e1a",  # Thai
        "\u182e\u1823\u180b\u1829\u182d\u1823\u182f\u180e\u1820",  # Mongolian
        "\u845b\U000e0100\u57ce",  # a name in Japan
        "\u2813\u2811\u2800\u283a",  # Braille
    ],
)
def test_what_somebody_writes_with_stays(words):
    assert clean(words) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mau\u200dreen", "Maureen"),
        ("\u200c\u200d", ""),
        ("soup \U0001f3f4\U000e0067\U000e0062", "soup \U0001f3f4"),
        ("1\ufe0f", "1"),
        ("\U0001f469\u200d", "\U0001f469"),
        ("\u0645\u200c\u200c\u200c\u06cc", "\u0645\u200c\u06cc"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("01632\u202c 960\u200e123", "01632 960123"),
        ("Sia\u0302n, \u1112\u1161\u11ab", "Si\u00e2n, \ud55c"),
        ("e\u200b\u0301", "\u00e9"),
        ("\u0301\u061c\u094d\u200c", "\u094d\u0301"),
    ],
)
def test_what_stands_in_no_such_place_goes(typed, kept):
    assert clean(typed) == kept


ODD = (
    "a\u00e9\u0301\u0327 1#\u20e3\r\n\v\x85\u2028\u200b\u200c\u200d\u200e\u061c\ufe0f\ufe00"
    "\u2764\U0001f469\U0001f3f4\U000e0067\U000e007f\U000e0100\u845b\uf900\u0645\u0915\u094d\u0e01"
    "\u1820\u180b\u2801\u2800\u05d0\ufb1d\ud800\ufeff\u2329\u1100\u1161\u115f\u0958"
)


@given(st.one_of(st.text(alphabet=ODD, max_size=12), st.text(max_size=12)))
def test_cleaned_words_are_clean(typed):
    cleaned = clean(typed)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & (CONTROLS | {*NONCHARACTERS, *HALVES, *BREAKS} - {"\n"})
    assert cleaned.encode().decode() == cleaned


def test_every_text_in_a_file_is_cleaned_and_nothing_else():
    read = {"na\u200bme": ["a\0b", {"x": "\v"}], "n": 1, "yes": True, "none": None}
    assert clean_all(read) == {"name": ["ab", {"x": "\n"}], "n": 1, "yes": True, "none": None}


@pytest.mark.parametrize(
    ("words", "letters"),
    [("", 0), ("caf\u00e9", 4), ("a\nb", 3), ("\U0001f600", 2), ("\U0001f469\u200d\U0001f692", 5)],
)
def test_words_are_as_long_as_a_browser_says(words, letters):
    assert length(words) == letters
