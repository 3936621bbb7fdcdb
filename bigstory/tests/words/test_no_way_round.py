"""Where text is read from a request or a file, it is cleaned in the same place."""

import re
from pathlib import Path

import pytest
from django import forms
from django.urls import get_resolver

from bigstory.kit.words import MostLetters

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[3]
READS = re.compile(
    r"request\.(?:body|encoding|environ|read\()|QUERY_STRING|json\.loads?\(|tomllib\.loads?\("
    r"|csv\.(?:reader|DictReader)|\.decode\(|\.read_text\("
)
# Cleaned right there, or by what reads the rows of a spreadsheet and the lines of captions.
CLEANED = re.compile(r"\bclean(?:_all)?\(|\bread_rows\(|\bcaptions\.read\(")
# What they read is a file of the product itself, or what one of its programs wrote or answered; or
# it is passed on as it is.
OUR_OWN = {
    "areas/places/queries/map.py",
    "areas/places/views.py",
    "bigstory/core/closings/ledger.py",
    "bigstory/core/files/cards/draw.py",
    "bigstory/core/files/photos/apart.py",
    "bigstory/core/files/photos/draw.py",
    "bigstory/core/files/recordings/look.py",
    "bigstory/core/limits/cache.py",
    "bigstory/benchmarks/cost.py",
    "bigstory/benchmarks/crowd.py",
    "bigstory/benchmarks/limits.py",
    "bigstory/benchmarks/scenarios.py",
    "bigstory/example/desk.py",
    "bigstory/example/evidence.py",
    "bigstory/example/expected.py",
    "bigstory/example/files.py",
    "bigstory/example/followups.py",
    "bigstory/example/lately.py",
    "bigstory/example/letters.py",
    "bigstory/example/media.py",
    "bigstory/example/readers.py",
    "bigstory/example/serving.py",
    "bigstory/kit/styles.py",
    "bigstory/pages/site/views.py",
    "bigstory/pages/templatetags/paper.py",
    "outcomes/publishing/queries/wording/first_names.py",
}
# Whoever asked for its text cuts it into cells first and cleans each.
CLEANED_LATER = {"bigstory/core/files/letters.py"}


def readers() -> dict[str, str]:
    found = {}
    for top in ("bigstory", "areas", "partnerships", "outcomes"):
        for path in (ROOT / top).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if not {"tests", "testing"} & set(path.parts) and READS.search(text):
                found[str(path.relative_to(ROOT))] = text
    return found


def all_forms(kind: type = forms.BaseForm):
    for each in kind.__subclasses__():
        yield each
        yield from all_forms(each)


def test_every_box_for_words_is_measured_as_a_browser_does():
    """Of an address, a number and what a page sends along nobody counts letters."""
    assert get_resolver().url_patterns  # with all forms of all views
    boxes = {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in all_forms()
        if form.__module__.startswith(("bigstory.", "areas.", "partnerships.", "outcomes."))
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, forms.EmailField | forms.URLField)
        and not any(
            kind.__module__.startswith("bigstory.kit.numbers") for kind in type(field).__mro__
        )
        and field.max_length
        and not field.widget.is_hidden
        and not any(base.__module__.startswith("allauth") for base in form.__mro__)
    }
    otherwise = {
        name
        for name, field in boxes.items()
        if not any(isinstance(rule, MostLetters) for rule in field.validators)
    }
    assert otherwise == set()
    assert len(boxes) > 30


def test_what_reads_a_text_from_outside_cleans_it():
    found = readers()
    unclean = {name for name, text in found.items() if not CLEANED.search(text)}
    assert unclean == OUR_OWN | CLEANED_LATER
    assert len(found) > len(OUR_OWN)
