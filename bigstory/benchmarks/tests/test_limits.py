"""A page that costs more than it may is named, with the number and the limit."""

import pytest

from bigstory.benchmarks.cost import Cost, percentile
from bigstory.benchmarks.limits import faults, recorded
from bigstory.benchmarks.measuring import Measured, grown

LIMITS = {"library · visitor": {"rows": 1_000, "growth": 0.0, "ratio": 2.0}}


def library(*, rows: int = 1_000, work: float = 20.0, growth: float = 0.0) -> Measured:
    page = Measured("library", "visitor", Cost(web=work, rows=rows), floor=Cost(web=10.0))
    page.growth = {"rows": growth, "work": 0.0}
    return page


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (library(), None),
        (library(rows=1_100), None),
        (library(rows=1_200), "reads 1,200 rows, and 1,000 are its limit"),
        (library(growth=0.09), None),
        (library(growth=0.5), "its rows grow by 0.50, and 0.00 is its limit"),
        (library(work=24.0), None),
        (library(work=26.0), "works 2.60 times its floor, and 2.00 is its limit"),
    ],
)
def test_rows_growth_and_work_each_have_a_limit(page, said):
    assert [why for _key, why in faults([page], LIMITS)] == ([said] if said else [])


def test_a_page_without_a_limit_is_no_page_without_a_fault():
    page = Measured("new", "visitor", Cost())
    ((key, why),) = faults([page], LIMITS)
    assert key == "new · visitor"
    assert "no limit is recorded" in why


def test_how_fast_a_page_grows():
    small, large = library(rows=100, work=10.0), library(rows=400, work=20.0)
    grown([small], [large], times=4)
    assert large.growth == {"rows": pytest.approx(1.0), "work": pytest.approx(0.5)}


def test_nineteen_of_twenty():
    assert percentile(list(range(1, 21)), 95) == 19
    assert percentile([7.0], 95) == 7.0


def test_every_recorded_limit_is_one_of_a_page():
    assert recorded()
    for limit in recorded().values():
        assert set(limit) == {"rows", "growth", "ratio"}
