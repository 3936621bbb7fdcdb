"""A title that brings its own quotation marks is quoted once."""

import re

import pytest
from django.conf import settings

from bigstory.core.text.quotes import unquoted
from bigstory.core.text.sides import with_names
from bigstory.testing.record import tell

QUOTED = re.compile(r"“\{\{ *([^}]*?) *\}\}[.]?”")
GIVEN = re.compile(r"\{% *blocktranslate\b(.*?)%\}")
# No titles: a label of ours, or what somebody typed and has to know again.
AS_IT_IS = set(
    "step answer goes statement outcome how_far typed q column cell name words "
    "field.field.example wording.text wordings.media.text wordings.words.text event.wording.text "
    "column.name".split()
)


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Nobody eats alone", "Nobody eats alone"),
        ("“Nobody eats alone”", "Nobody eats alone"),
        ('"Nobody eats alone"', "Nobody eats alone"),
        ("‘Nobody eats alone’", "Nobody eats alone"),
        ("The “big” lunch", "The ‘big’ lunch"),
        ('The "big" lunch', "The ‘big’ lunch"),
        ("“Yes”, and then “No”", "‘Yes’, and then ‘No’"),
        ("‘Tis the season, and it’s ours", "‘Tis the season, and it’s ours"),
        ('A board, 6" by 4"', 'A board, 6" by 4"'),
        ("", ""),
    ],
)
def test_marks_that_a_title_brings_are_taken_off_or_become_single_ones(title, inside):
    assert unquoted(title) == inside


def test_a_sentence_takes_them_off_only_where_it_puts_its_own():
    assert with_names("Taken out: “%(name)s”.", name="“Lunch”") == "Taken out: “Lunch”."
    assert with_names("Taken out: %(name)s.", name="“Lunch”") == "Taken out: “Lunch”."


def test_the_page_of_the_people_in_a_story_quotes_its_title_once(cast, area):
    told = tell(area, "“Nobody eats alone”")
    page = cast.member.client.get(f"/stories/{told.pk}/people/").content.decode()
    assert "People in “Nobody eats alone”" in page
    assert "““" not in page


def test_every_page_and_letter_that_quotes_a_title_says_so():
    """Without it the title of somebody who typed marks stands in two pairs."""
    bare = []
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        text = path.read_text()
        given = " ".join(GIVEN.findall(text.replace("\n", " ")))
        for words in QUOTED.findall(text):
            name = words.partition("|")[0]
            if name in AS_IT_IS or "unquoted" in words:
                continue
            if not re.search(rf"\b{re.escape(name)}=[^ ]*\|unquoted", given):
                bare.append((path.name, words))
    assert bare == []
