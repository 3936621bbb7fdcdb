"""However a name is written it is found, and what only looks like it is told apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigstory.core.folding import FoldedText, fold
from bigstory.core.privacy.names import Names, Spelled
from bigstory.core.privacy.spellings import named, near_names, whole_names


@pytest.mark.parametrize(
    "spelled",
    [
        "Siân O’Brien",
        "Sian O'Brien",
        "SIÂN  O`BRIEN",
        unicodedata.normalize("NFD", "Siân O’Brien"),
        "sian\u00a0o\u2019brien",
        "Si\u00adan O\u02bcBrien",
    ],
)
def test_one_name_in_six_spellings_is_one_name(spelled):
    assert fold(spelled) == "sian o'brien"
    text = f"Then {spelled}’s soup came."
    assert [text[start:end] for start, end in whole_names(["Siân O’Brien"]).places(text)] == [
        spelled
    ]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Zoë Hill", "Zoe\u0308 Hill came", "Zoe\u0308 Hill"),
        ("Łukasz Żak", "with Lukasz Zak.", "Lukasz Zak"),
        ("Ann-Marie Day", "Ann Marie  Day", "Ann Marie  Day"),
        ("John Smith", "Smith, John (chair)", "Smith, John"),
        ("John Paul Smith", "John Smith", "John Smith"),
        ("01632 960123", "ring +44 (0)1632 960 123", "+44 (0)1632 960 123"),
        ("Ann Day", "Annual Daylight, Ann Days", ""),
        ("John Smith", "Johnsmithson", ""),
    ],
)
def test_a_whole_name_is_found_and_nothing_inside_another_word(name, text, found):
    assert [text[start:end] for start, end in whole_names([name]).places(text)] == (
        [found] if found else []
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("says Mrs O'Dwyer.", "says somebody."),
        ("Mrs. O’Dwyer's soup, and Bridie's", "somebody's soup, and somebody's"),
        ("Bridie and Mrs Holt, Mrs Mae Dwyer", "somebody and Mrs Holt, Mrs Mae somebody"),
        ("Ask Dr Bridie O'Dwyer", "Ask somebody"),
    ],
)
def test_a_part_of_a_name_goes_with_its_title_and_what_stands_before_its_apostrophe(text, left):
    assert named(["Mrs Bridie O'Dwyer"]).without(text) == left


@pytest.mark.parametrize(
    "text",
    ["Jon Smith", "Jhon Smith", "John Smyth", "Gohn Smith", "J. Smith", "J Smith", "Smyth, John"],
)
def test_a_near_spelling_is_found_as_nearly_the_same(text):
    assert [text[slice(*span)] for span in near_names(["John Smith"]).places(f"Then {text} sang")]
    assert whole_names(["John Smith"]).places(text) == []


@pytest.mark.parametrize("text", ["Mary Smith", "John Jones", "John Smith", "Jan Kowalski"])
def test_another_name_is_not_near(text):
    assert near_names(["John Smith"]).places(text) == []


def test_small_words_that_happen_to_look_like_a_short_name_are_no_name():
    names = Names(["Ann Day"])
    assert names.spans("Come on any day you like", Spelled.NEAR, of_a_name=False) == []
    assert names.spans("With Anne Day", Spelled.NEAR, of_a_name=False) == [(5, 13)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Maureen Hill", ""),
        ("MAUREEN  HILL, 74, resident", ""),
        ("Maureen Hill and Tom", "somebody and Tom"),
        ("Tom", "Tom"),
    ],
)
def test_a_field_for_a_name_is_left_empty_unless_it_names_others(text, left):
    assert Names(["Maureen Hill"]).without(text, Spelled.SAME, of_a_name=True) == left


def test_a_first_name_alone_is_nearly_theirs_in_a_field_for_names_and_nothing_elsewhere():
    names = Names(["Maureen Hill"])
    assert names.spans("Maureen, resident", Spelled.NEAR, of_a_name=True) == [(0, 7)]
    assert names.spans("Maureen, resident", Spelled.SAME, of_a_name=True) == []
    assert names.spans("Maureen came", Spelled.NEAR, of_a_name=False) == []


@given(st.text(alphabet="aÉe\u0301ßŁ’'`- \n\u00a0\u200bİﬁx", max_size=30))
def test_the_way_back_from_the_folded_text_is_the_way_there(text):
    folded = FoldedText(text)
    assert folded.folded.strip() == fold(text)
    if folded.folded:
        start, end = folded.span(0, len(folded.folded))
        assert fold(text[start:end]) == fold(text)
