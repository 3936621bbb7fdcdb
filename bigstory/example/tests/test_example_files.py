"""What the check of the example's files catches, each slip in a copy of one of them."""

import shutil

import pytest
from django.db import transaction

from bigstory.example import files
from bigstory.example.check import check
from bigstory.example.files import read_records
from bigstory.pages.tests.ground import lay_the_ground


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    """Framework and areas, once for all, and rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield lay_the_ground()
        transaction.set_rollback(True)


@pytest.fixture
def ground(laid, db):
    return laid


BROKEN = {
    "an action that is not in the plan": (
        'action = "Start a weekly luncheon club"',
        'action = "Tea"',
        "no action 'Tea'",
    ),
    "a logger without a seat": (
        'logged_by = "Ken"',
        'logged_by = "Kim"',
        "logged_by 'Kim' has no seat",
    ),
    "an unknown kind": ('"jobs-and-enterprise"', '"jobs"', "kinds 'jobs' is not known"),
    "an unknown outcome": (
        'outcome = "better-place"',
        'outcome = "best-place"',
        "outcome 'best-place' is not known",
    ),
    "an unknown picture": (
        'picture = "workshop"',
        'picture = "garage"',
        "picture 'garage' is not known",
    ),
    "an activity nobody logged": (
        '["Mending hut opens"]',
        '["Hut opens"]',
        "activities 'Hut opens' is not known",
    ),
    "a number without counting": (
        'counted = "about"',
        'counted = "not_counted"',
        "came and counted do not go together",
    ),
    "a day to come": ("on = 2026-11-19", "on = 2027-11-19", "is after the example's last day"),
    "a misspelt key": ("how_we_know =", "how_we_no =", "'how_we_no' is not known here"),
    "a missing title": ('title = "First luncheon"', 'title = ""', "title is missing"),
    "a sum in words": ("cost = 31500", 'cost = "lots"', "cost must be a number, not 'lots'"),
    "a public story nobody agreed to": (
        'people = "agreed"',
        'people = "not_yet"',
        "its people have not agreed",
    ),
    "an area that is not one": ('area = "ramsey"', 'area = "ramsay"', "there is no area 'ramsay'"),
    "a file that is no TOML": ("[partnership]", "[partnership", "cannot be read"),
}


@pytest.fixture
def one_file(tmp_path):
    """A folder with a copy of one area's file, to break."""
    (tmp_path / "areas").mkdir()
    shutil.copy(files.HERE / "areas" / "ramsey.toml", tmp_path / "areas")
    return tmp_path


@pytest.mark.parametrize(("good", "bad", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_slip_in_a_file_is_found_and_named_with_its_file(ground, one_file, good, bad, sentence):
    path = one_file / "areas" / "ramsey.toml"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(
        text.replace(good, bad, 1) if good != 'people = "agreed"' else text.replace(good, bad)
    )
    problems = check(read_records(one_file))
    assert any(problem.startswith("ramsey.toml") and sentence in problem for problem in problems), (
        problems
    )


def test_a_file_as_it_stands_has_no_problem(ground, one_file):
    assert check(read_records(one_file)) == []
