"""The stylesheets: one for every page, at most one more, and nothing in them that nobody uses."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from django.conf import settings
from django.contrib.staticfiles import finders

from bigstory.kit.styles import FAMILIES, sources_of

CSS = settings.BASE_DIR / "static" / "css"
TEMPLATES = settings.BASE_DIR / "templates"
MOST_ON_EVERY_PAGE = 12_000  # bytes as they are sent
LONGEST = 300  # lines
# A paper of its own, which no page shows.
PAPER = "paper"
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
# Classes that are put together from a word and what a row is: “answer--{{ answer }}”.
ASSEMBLED = re.compile(r"([\w-]+(?:--|__|-))\{[{%]")


def text_of(family: str) -> str:
    place = finders.find(f"css/{family}.css")
    return Path(place).read_text(encoding="utf-8")


def selectors(text: str) -> list[str]:
    sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return [
        one.strip() for prelude in _preludes(sheet) for one in re.split(r",(?![^(]*\))", prelude)
    ]


def _preludes(rules) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword != "keyframes":
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            yield from _preludes(each for each in inside if each.type != "error")


def classes_of(family: str) -> set[str]:
    return {name for one in selectors(text_of(family)) for name in CLASS.findall(one)}


def families() -> list[str]:
    """Those that are joined, and those of one file."""
    return [*FAMILIES, *(path.stem for path in CSS.glob("*.css") if path.stem != PAPER)]


def test_every_page_waits_for_little():
    assert len(gzip.compress(text_of("core").encode())) <= MOST_ON_EVERY_PAGE


def test_every_source_belongs_to_one_family():
    joined = {path for family in FAMILIES for path in sources_of(family)}
    assert joined == set(CSS.glob("*/*.css"))
    assert [path.name for path in joined if path.read_text().count("\n") > LONGEST] == []


def test_a_page_asks_for_one_family_at_most():
    asked = re.compile(r"{% css ([^%]*) %}")
    for template in TEMPLATES.rglob("*.html"):
        found = asked.findall(template.read_text(encoding="utf-8"))
        assert len(found) <= 2, template
        names = {name.strip('"') for name in found} - {"core"}
        assert len(names) <= 1, template
        assert names <= set(families()), template


@pytest.mark.parametrize("family", [each for each in families() if each != "core"])
def test_a_family_says_nothing_of_the_classes_of_another(family):
    """It may say how something looks within its own: each rule has a class that is nowhere else."""
    elsewhere = set().union(*(classes_of(each) for each in families() if each != family))
    taken = [
        one
        for one in selectors(text_of(family))
        if (found := set(CLASS.findall(one))) and found <= elsewhere
    ]
    assert taken == []


def test_no_class_is_there_for_nobody():
    """Looked for in all that makes pages; of classes put together, for how they begin."""
    code = [
        path
        for app in ("bigstory", "areas", "partnerships", "outcomes")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "tests" not in path.parts
    ]
    scripts = [*(settings.BASE_DIR / "static" / "js").glob("*.js")]
    texts = [path.read_text() for path in [*TEMPLATES.rglob("*.html"), *code, *scripts]]
    words = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    begun = {start for text in texts for start in ASSEMBLED.findall(text)}
    unused = [
        name
        for family in families()
        for name in sorted(classes_of(family) - words)
        if not any(name.startswith(start) for start in begun)
    ]
    assert unused == []
