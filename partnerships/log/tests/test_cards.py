"""A card on paper, and the helper who types it in."""

import re
import uuid

import pytest

from bigstory.kit.qr import qr_svg
from partnerships.log.actions.regular import LETTERS, make_card, plain_code
from partnerships.models import PaperCard
from partnerships.tests.factories import RegularFactory

MAKE = "/areas/ramsey/log/card/"


def test_a_member_makes_a_card_once_and_prints_it(cast, area):
    regular = RegularFactory(area=area)
    sent = {"token": str(uuid.uuid4()), "regular": str(regular.pk)}
    paths = {cast.member.client.post(MAKE, sent).url for _twice in range(2)}
    card = PaperCard.objects.get()
    assert paths == {f"{MAKE}{card.code}/"}
    shown = cast.member.client.get(paths.pop()).content.decode()
    for words in (
        "Knit and natter",
        "How many came?",
        "Your name",
        card.code,
        f"testserver/c/{card.code}/",
        "<svg",
    ):
        assert words in shown
    assert "style=" not in re.search(r'<svg class="card__qr".*?</svg>', shown, re.S)[0]
    assert card.code in cast.member.client.get(MAKE).content.decode()


def test_codes_have_no_letters_that_are_taken_for_others(area, cast):
    assert not set("O0I1LS5B8G6UVZ2") & set(LETTERS)
    assert re.fullmatch(f"[{LETTERS}]{{6}}", make_card(area=area, by=cast.member.user).code)
    assert plain_code(" ac3 d-ef ") == "AC3DEF"


def test_a_code_that_is_taken_is_drawn_again(area, cast, monkeypatch):
    drawn = iter(["AAAAAA", "AAAAAA", "CCCCCC"])
    monkeypatch.setattr("partnerships.log.actions.regular.new_code", lambda: next(drawn))
    assert [make_card(area=area, by=cast.member.user).code for _two in range(2)] == [
        "AAAAAA",
        "CCCCCC",
    ]


def test_the_square_code_is_black_on_white_and_names_itself():
    drawn = qr_svg("https://example.org/c/AC3DEF/", "A <square>")
    assert drawn.startswith("<svg")
    assert "A &lt;square&gt;" in drawn


def test_the_code_opens_the_form_with_the_teller_asked_and_the_name_filled_in(cast, area):
    card = make_card(area=area, by=cast.member.user, regular=RegularFactory(area=area))
    for way in (
        f"/c/{card.code}/",
        f"/c/{card.code.lower()}/",
        f"/c/?code={card.code[:3]}+{card.code[3:].lower()}",
    ):
        page = cast.worker.client.get(way, follow=True)
        assert page.status_code == 200
        shown = page.content.decode()
        assert 'value="Knit and natter"' in shown
        assert re.search(
            r'<details class="fold" open>\s*<summary>Somebody else told me this', shown
        )


@pytest.mark.parametrize("who", ["lto", "rep", "trust", "evaluator", "neighbour", "nobody"])
def test_to_whoever_does_not_log_there_there_is_no_such_card(cast, area, who):
    card = make_card(area=area, by=cast.member.user)
    client = getattr(cast, who).client
    assert client.get(f"/c/{card.code}/").status_code == 404
    assert client.get(f"{MAKE}{card.code}/").status_code == 404
    assert "We know no card with that code" in client.get(f"/c/?code={card.code}").content.decode()


@pytest.mark.parametrize("code", ["", "ZZZZZZ", "x" * 300, "%00", "'; --", "²²²²²²"])
def test_a_wrong_code_gets_a_sentence_and_is_kept(cast, code):
    assert cast.member.client.get("/c/", {"code": code}).status_code == 200


def test_a_visitor_signs_in_first_and_comes_back(cast, area):
    card = make_card(area=area, by=cast.member.user)
    assert cast.visitor.client.get(f"/c/{card.code}/").url.endswith(f"next=/c/{card.code}/")
