"""Comparing two keepings notices what it must, and does not mind how a template is set out."""

import pytest

from bigstory.tests.keep_compare import compare, compared, normalised, write_answers

PAGE = "<main>\n  <h1>Areas</h1>\n  <p>Nobody eats <b>alone</b> here.</p>\n</main>"


def answer(who: str = "member", path: str = "/areas/", **other) -> dict:
    asked = {"record": "example", "who": who, "kind": "get", "path": path, "form": "", "button": ""}
    said = {"status": 200, "location": "", "body": normalised(PAGE), "writes": {}, "mail": []}
    return asked | said | other


@pytest.fixture
def keeping(tmp_path):
    """Writes a keeping of these answers; returns its folder."""

    def write(name: str, *answers: dict, statements: int = 5):
        folder = tmp_path / name
        folder.mkdir()
        for who in {each["who"] for each in answers}:
            own = [each for each in answers if each["who"] == who]
            write_answers(folder / f"example-{who}.jsonl.gz", own)
        (folder / "statements.txt").write_text(f"{statements}\texample member /areas/\n")
        return folder

    return write


def test_the_same_answers_are_the_same_and_the_same_bytes(keeping, capsys):
    before, after = (keeping(name, answer(), answer("visitor")) for name in ("a", "b"))
    assert compare(before, after) == 0
    assert "2 compared (get 2), 0 differ" in capsys.readouterr().out
    assert [path.read_bytes() for path in sorted(before.glob("*.gz"))] == [
        path.read_bytes() for path in sorted(after.glob("*.gz"))
    ]


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        ({"body": normalised(PAGE.replace("Nobody", "Everybody"))}, "+<p>Everybody eats"),
        ({"body": normalised(PAGE.replace("eats <b>", "eats<b>"))}, ""),
        ({"status": 404}, "+404"),
        ({"location": "/account/sign-in/"}, "+/account/sign-in/"),
        ({"headers": {"Cache-Control": "public"}}, "Cache-Control"),
        ({"writes": {"UPDATE areas_area": 1}}, "UPDATE areas_area"),
        ({"mail": [{"to": ["x@example.org"], "subject": "s", "body": "b"}]}, "x@example.org"),
    ],
    ids=["a word", "a space", "a status", "where it leads", "a header", "a write", "a letter"],
)
def test_it_notices(other, shown, keeping, capsys):
    before = keeping("a", answer(), answer(path="/"))
    after = keeping("b", answer() | other, answer(path="/"))
    noticed = bool(shown)  # white space beside a tag is what may change
    assert compare(before, after) == noticed
    said = capsys.readouterr().out
    assert f"2 compared (get 2), {int(noticed)} differ" in said
    assert shown in said


def test_an_answer_that_is_missing_and_one_that_is_new_are_told(keeping, capsys):
    before = keeping("a", answer(), answer("visitor"))
    after = keeping("b", answer(), answer(path="/new/"))
    assert compare(before, after) == 1
    said = capsys.readouterr().out
    assert "only before: example visitor get /areas/" in said
    assert "only after: example member get /new/" in said
    assert "only before: 1, only after: 1" in said


def test_the_same_difference_on_many_pages_is_shown_once(keeping, capsys):
    old = answer()["body"]
    new = answer()["body"].replace("alone", "together")
    places = [f"/{n}/" for n in range(30)]
    before = keeping("a", *(answer(path=path, body=old) for path in places))
    after = keeping("b", *(answer(path=path, body=new) for path in places))
    assert compare(before, after) == 1
    said = capsys.readouterr().out
    assert "30 such" in said
    assert said.count("+<b>together") == 1


def test_two_keepings_of_nothing_prove_nothing(keeping):
    assert compare(keeping("a"), keeping("b")) == 1


def test_white_space_between_tags_does_not_count_and_what_is_shown_as_written_does(keeping):
    moved = PAGE.replace("\n  ", "\n\n\n        ").replace("eats ", "eats\n  ")
    assert normalised(moved) == normalised(PAGE)
    assert normalised("<p>a b</p>") != normalised("<p>ab</p>")
    assert normalised("<textarea>a\n b</textarea>") != normalised("<textarea>a b</textarea>")


def test_more_statements_are_told_and_are_no_difference(keeping, capsys):
    before = keeping("a", answer())
    after = keeping("b", answer(), statements=7)
    assert compare(before, after) == 0
    assert "statements 5 -> 7: example member /areas/" in capsys.readouterr().out
    assert compared(before, after).same
