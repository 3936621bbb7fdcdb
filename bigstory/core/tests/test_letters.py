"""The letters of a file that does not say how it was written: known or asked about, never wrong."""

import pytest

from bigstory.core.files.letters import ONE_BYTE, readings

TYPOGRAPHIC = ("cp1252", "mac_roman")
CLEAR = [
    ("Café, £5.50", ONE_BYTE),
    ("£1.50", ONE_BYTE),
    ("café à la carte", ONE_BYTE),
    ("Señor Müller", ONE_BYTE),
    ("plain", ONE_BYTE),
    ("don’t", TYPOGRAPHIC),
    ("“Soup” – for 5", TYPOGRAPHIC),
    ("Siân’s café", TYPOGRAPHIC),
    ("Köln, Zoë", ("cp1252",)),
]
UNCLEAR = [("Köln", "cp850"), ("Köln", "mac_roman"), ("Zoë", "cp850"), ("CAFÉ", "cp1252")]
UNCLEAR += [("Åsa", "mac_roman"), ("naïve", "cp850"), ("Soup…", "cp1252")]


@pytest.mark.parametrize(
    ("words", "encoding"), [(words, each) for words, ways in CLEAR for each in ways]
)
def test_english_with_names_is_known_whoever_wrote_it(words, encoding):
    assert [way.text for way in readings(words.encode(encoding))] == [words]


@pytest.mark.parametrize(("words", "encoding"), UNCLEAR)
def test_what_can_be_read_in_two_ways_holds_the_right_one(words, encoding):
    found = [way.text for way in readings(words.encode(encoding))]
    assert len(found) > 1
    assert words in found


def test_each_way_is_shown_by_a_word_that_tells_it_from_the_others():
    found = readings("Soup and bread,Zoë Smith,5".encode("cp850"))
    assert [(way.encoding, way.example) for way in found] == [
        ("cp850", "Zoë"),
        ("mac_roman", "Zoâ"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_says_so_itself_is_read_as_it_says(encoding):
    assert [way.text for way in readings("Łódź".encode(encoding))] == ["Łódź"]


def test_half_a_letter_is_no_file():
    assert readings(b"\xff\xfea") == []


def test_a_picture_is_no_text_however_its_bytes_may_be_read():
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x05"
    assert readings(picture) == []
