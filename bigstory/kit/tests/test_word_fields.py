"""Words of one line and of many: counted as a browser counts, and never cut."""

import pytest
from django import forms
from django.template import Context, Template

from bigstory.kit.words import LineField, WordsField


class Telling(forms.Form):
    title = LineField(max_length=10, error_messages={"required": "Give it a title."})
    words = WordsField(max_length=10, required=False)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("  Lunch  ", "Lunch"),
        ("Tea\nat\n\nten", "Tea at ten"),
        ("1234567890", "1234567890"),
        ("\U0001f600" * 5, "\U0001f600" * 5),
    ],
)
def test_a_title_is_one_line(title, kept):
    form = Telling({"title": title})
    assert form.is_valid()
    assert form.cleaned_data["title"] == kept


@pytest.mark.parametrize("words", ["", "1\n3\n5\n7\n90", "\U0001f600" * 4 + "90"])
def test_words_are_as_long_as_the_browser_says(words):
    assert Telling({"title": "Lunch", "words": words}).is_valid()


@pytest.mark.parametrize(
    "words", ["12345678901", "1\n3\n5\n7\n9\n1", "\U0001f600" * 5 + "1", "é" * 11]
)
def test_words_that_are_too_long_are_answered_and_kept(words):
    form = Telling({"title": "Lunch", "words": words})
    assert form.errors == {"words": ["That is very long. Keep it to 10 letters."]}
    assert form["words"].value() == words


def test_no_control_lets_a_browser_cut_words_off():
    page = Template("{% load questions %}{% for each in form %}{% control each %}{% endfor %}")
    assert "maxlength" not in page.render(Context({"form": Telling()}))
