"""The sums behind the questions, as tables; and every figure counts the rows it names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.signals.queries.figures import (
    ActivityRow,
    DecisionRow,
    SeatRow,
    add_up,
    busiest,
    led,
    months_between,
    newcomers,
    silence,
)
from partnerships.signals.queries.wording import questions_of

NOW = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("who", "n", "of", "people"),
    [
        ("", 0, 0, 0),
        ("aaa", 3, 3, 1),
        ("aabbc", 4, 5, 2),
        ("abc", 2, 3, 2),  # as many each: the same two every time
        ("aa--b", 3, 3, 2),  # of two nobody knows who it was
    ],
)
def test_what_the_two_busiest_did(who, n, of, people):
    found = busiest(
        "logging", "activity", [(pk, None if one == "-" else one) for pk, one in enumerate(who)]
    )
    assert (found.figures["n"], found.figures["of"], found.figures["people_n"]) == (n, of, people)


@pytest.mark.parametrize(("rows", "enough"), [(0, False), (5, False), (6, True), (7, True)])
def test_with_too_few_rows_it_does_not_ask(rows, enough):
    log = [ActivityRow(pk, NOW, led_by="residents") for pk in range(rows)]
    assert led("residents_lead", log, "residents").enough is enough


@pytest.mark.parametrize(
    ("then", "now", "months"),
    [
        (date(2026, 5, 4), NOW, 0),
        (date(2026, 4, 5), NOW, 0),
        (date(2026, 4, 4), NOW, 1),
        (date(2025, 5, 4), NOW, 12),
        (date(2025, 5, 5), NOW, 11),
        (date(2027, 1, 1), NOW, 0),
    ],
)
def test_months_are_whole_ones(then, now, months):
    assert months_between(then, now) == months


@pytest.mark.parametrize(
    ("ago", "before", "longest", "since", "rows"),
    [
        ([], None, 0, 0, ()),
        ([30, 20, 5], None, 15, 5, (1, 2)),
        ([30, 20], None, 20, 20, (1,)),
        ([30, 20, 5], 100, 70, 5, (0,)),  # the quiet began before the twelve months
    ],
)
def test_the_longest_quiet_and_the_one_now(ago, before, longest, since, rows):
    log = [ActivityRow(pk, NOW - timedelta(days=days)) for pk, days in enumerate(ago)]
    found = silence(log, before=None if before is None else NOW - timedelta(days=before), now=NOW)
    assert (found.figures["longest"], found.figures["now"], found.rows) == (longest, since, rows)


@pytest.mark.parametrize(
    ("ago", "says"),
    [
        (400, "It is 13 months since somebody new joined."),
        (800, "It is 2 years since somebody new joined."),
        (3975, "It is 10 years since somebody new joined."),
    ],
)
def test_a_long_time_is_told_in_years(ago, says):
    signal = newcomers([SeatRow(pk, NOW - timedelta(days=ago)) for pk in range(9)], now=NOW)
    assert questions_of([signal.frozen()])[0].says == says


def test_something_that_lasted_days_is_not_quiet():
    log = [
        ActivityRow(1, NOW - timedelta(days=30), until=NOW - timedelta(days=10)),
        ActivityRow(2, NOW - timedelta(days=8)),
    ]
    assert silence(log, before=None, now=NOW).figures["longest"] == 8


DAYS = st.dates(NOW - timedelta(days=364), NOW)
WHO = st.sampled_from(["", None, "Denise", "Tom", "Vi", "Alan"])
LOG = st.lists(
    st.tuples(
        DAYS, WHO, st.sampled_from(["", "residents", "paid_worker"]), st.booleans(), st.booleans()
    )
)
BOOK = st.lists(st.tuples(WHO, WHO))


@given(log=LOG, book=BOOK, joined=st.lists(DAYS))
def test_every_figure_is_the_length_of_the_list_behind_it(log, book, joined):
    found = add_up(
        [
            ActivityRow(pk, on, by=by, led_by=led_by, by_account=a, by_worker=a and w)
            for pk, (on, by, led_by, a, w) in enumerate(log)
        ],
        [DecisionRow(pk, by, raised or "") for pk, (by, raised) in enumerate(book)],
        [SeatRow(pk, day) for pk, day in enumerate(joined)],
        before=None,
        now=NOW,
    )
    for signal in found:
        assert signal.figures["n"] == len(signal.rows) == len(set(signal.rows))
        assert signal.figures["n"] <= signal.figures.get("of", signal.figures["n"])
        if signal.key in ("logging", "writing", "raising"):
            assert sum(n for _who, n in signal.people) == signal.figures["n"]
    assert all(
        name not in str([one.frozen() for one in found]) for name in ("Denise", "Tom", "Vi", "Alan")
    )
    assert all(one.says for one in questions_of([signal.frozen() for signal in found]))
