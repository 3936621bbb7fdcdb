"""A name or a title from the right moves nothing of the sentence it stands in."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from bigstory.core.text.sides import FROM_HERE, TO_HERE, isolated, with_names
from outcomes.models import ChangeStory
from partnerships.models import Seat
from partnerships.tests.factories import PartnershipFactory

ROOT = Path(__file__).resolve().parents[3]
ARABIC, HEBREW = "مريم (2)", "גן השכונה"
# What a sentence calls a name or a title that somebody wrote.
NAMES = {"name", "title", "what", "area", "email", "theme"}


@pytest.mark.parametrize("words", [ARABIC, HEBREW, f"The {HEBREW} club"])
def test_words_from_the_right_stand_apart(words):
    assert with_names("Saved: %(title)s.", title=words) == f"Saved: {FROM_HERE}{words}{TO_HERE}."


@pytest.mark.parametrize("words", ["Lunch", "Café Ďurica", "午餐", "Łódź – 2", "", 40])
def test_nothing_is_added_to_words_from_the_left(words):
    assert isolated(words) == str(words)


def test_a_message_holds_a_name_apart(cast, area):
    PartnershipFactory(area=area)
    page = reverse("seat_new", args=[area.slug])
    typed = {"name": ARABIC, "kind": "resident", "joined": "2024-01-01", "votes": "on"}
    answer = cast.worker.client.post(page, typed, follow=True).content.decode()
    assert Seat.objects.get().name == ARABIC
    assert f"{FROM_HERE}{ARABIC}{TO_HERE} is written down." in answer


def test_a_byline_holds_its_name_apart_and_what_is_stored_has_no_sign():
    story = ChangeStory(told_by=ARABIC, told_by_is="resident")
    assert story.byline == f"{FROM_HERE}{ARABIC}{TO_HERE}, resident"
    assert story.told_by == ARABIC


def test_no_view_puts_a_name_into_a_sentence_in_another_way():
    views = [
        path
        for app in ("areas", "bigstory", "partnerships", "outcomes")
        for path in (ROOT / app).rglob("*.py")
        if "view" in str(path.relative_to(ROOT))
    ]
    assert len(views) > 40
    assert [f"{path}:{line}" for path in views for line in names_put_in(path.read_text())] == []


def names_put_in(code: str) -> list[int]:
    """The lines of `_("… %(title)s …") % {"title": …}`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mod)
        and isinstance(node.right, ast.Dict)
        and NAMES & {key.value for key in node.right.keys if isinstance(key, ast.Constant)}
    ]


def test_the_guard_sees_it():
    assert names_put_in('said = _("Taken out: %(name)s.") % {"name": row.name}') == [1]
