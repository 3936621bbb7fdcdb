"""The mark of what somebody saw, and three texts of a thing made one."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from bigstory.kit.marks import Mark, merge, same

SEEN = {"title": "Lunch", "need": "Before.", "came": 4, "on": None}


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Lunch", "Lunch ", True),
        ("One\r\ntwo", "One\ntwo", True),
        ("Lunch", "lunch", False),
        (2, Decimal("2.00"), True),
        (100, Decimal("1E+2"), True),
        (0, None, False),
        (0, False, False),
        ("", None, False),
        (date(2024, 5, 1), date(2024, 5, 1), True),
        (
            datetime(2024, 5, 1, 19, tzinfo=UTC),
            datetime(2024, 5, 1, 20, tzinfo=timezone(timedelta(hours=1))),
            True,
        ),
        ([3, 1], (3, 1), True),
        ({7: ("yes", "So.")}, {"7": ["yes", "So."]}, True),
    ],
)
def test_two_values_that_read_the_same_are_the_same(one, other, are):
    assert same(one, other) is are
    assert Mark.of({"it": one}).fits("it", other) is are


def test_a_mark_comes_back_as_it_went():
    mark = Mark.of(SEEN, version=7)
    assert Mark.of_text(str(mark)) == mark
    assert all(mark.fits(name, value) for name, value in SEEN.items())


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "9" * 30, "7.title-zz", "7.Title-ab12cd34ef56", "7\x00", "٧", "1.a-b\n"]
)
def test_what_never_was_a_mark_fits_nothing(text):
    mark = Mark.of_text(text)
    assert mark == Mark()
    assert not mark.fits("title", "Lunch")


@pytest.mark.parametrize(
    ("stored", "typed", "saved", "clashes"),
    [
        ({}, {}, {}, []),
        ({}, {"need": "Mine."}, {"need": "Mine."}, []),
        ({"need": "Theirs."}, {}, {}, []),
        ({"need": "Theirs."}, {"title": "Mine"}, {"title": "Mine"}, []),
        ({"need": "Theirs."}, {"need": "Theirs."}, {}, []),
        ({"need": "Theirs."}, {"need": "Mine."}, {}, ["need"]),
        (
            {"need": "Theirs.", "came": 5},
            {"need": "Mine.", "title": "My"},
            {"title": "My"},
            ["need"],
        ),
        ({"came": None}, {"came": 5}, {}, ["came"]),
        ({"came": None}, {"came": 4}, {}, []),
        ({"on": date(2024, 5, 1)}, {"came": 5}, {"came": 5}, []),
    ],
)
def test_what_one_of_two_changed_is_kept_and_what_both_changed_is_asked(
    stored, typed, saved, clashes
):
    merged = merge(Mark.of(SEEN), SEEN | stored, SEEN | typed)
    assert (merged.values, merged.clashes) == (saved, clashes)


def test_a_first_and_a_last_day_are_one_thing():
    seen = {"starts": date(2024, 1, 1), "ends": date(2024, 12, 31)}
    stored = seen | {"starts": date(2024, 11, 1)}
    typed = seen | {"ends": date(2024, 6, 1)}
    assert merge(Mark.of(seen), stored, typed).clashes == []
    merged = merge(Mark.of(seen), stored, typed, together=[("starts", "ends")])
    assert (merged.values, merged.clashes) == ({}, ["starts", "ends"])


def test_of_two_that_belong_together_one_that_both_wrote_the_same_is_asked_about_once():
    seen, stored, typed = ({"on": on, "until": until} for on, until in ((1, 2), (3, 4), (5, 4)))
    together = [("on", "until")]
    mark = Mark.of(seen)
    assert merge(mark, stored, typed, together=together).clashes == ["on"]
    chosen = mark.with_seen({"on": stored["on"]})
    assert merge(chosen, stored, typed, together=together).values == {"on": 5}


@pytest.mark.parametrize(
    ("stored", "typed", "asked"),
    [("A bus", "A bus at ten.", False), ("A bus", "A train.", True), ("", "A bus at ten.", True)],
)
def test_whoever_wrote_on_from_stored_words_is_not_asked(stored, typed, asked):
    merged = merge(Mark.of({"it": "Once."}), {"it": stored}, {"it": typed}, wrote_on=True)
    assert bool(merged.clashes) is asked


def test_without_a_mark_nothing_is_written_over():
    assert merge(Mark(), {"it": "Theirs."}, {"it": "Mine."}).clashes == ["it"]


def test_a_page_that_stays_open_has_not_seen_what_somebody_else_saved():
    """Or its older words would be taken for a change at the next save."""
    seen = Mark.of(SEEN)
    typed = SEEN | {"need": "Mine."}
    stored = SEEN | {"need": "Mine.", "title": "Theirs"}
    after = seen.after_saving(stored, typed, version=3)
    assert merge(after, stored, typed | {"need": "Mine, longer."}).values == {
        "need": "Mine, longer."
    }
    assert merge(after, stored, typed).values == {}
