"""What a page costs: the same statements at two rows and at 300, and no more than is written down.

`recorded_statements.txt` says how many each page asks of each reader, session and user among them,
so that a dearer page is seen by whoever reads the change. Every address of the site that has a page
is measured, so a new list cannot be forgotten; the few that are left out say why.
"""

import itertools
import os
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bigstory.testing.pages import paths
from bigstory.tests.growing import grow

RECORDED = Path(__file__).with_name("recorded_statements.txt")
RENEW = "RECORD=1 make test ARGS=bigstory/tests/test_budgets.py"
# Two, not one: a page about one thing may list the others.
FEW = 2
MANY = 300
READERS = ("visitor", "member", "trust", "evaluator")
# A download walks all rows in pages of its own, so it costs more when there is more.
NOT_FLAT = {"stories_csv", "spend_lines_csv"}
# Well only while a worker is seen each minute: counted in core/tests/test_health.py.
COUNTED_ELSEWHERE = {"health"}
# A run that measured little proves little.
LEAST_MEASURED = 200


def statements(client, path: str) -> tuple[int, list[str]]:
    """The status of a page and what it asked the database."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = client.get(path)
        list(response.streaming_content) if response.streaming else response.content  # noqa: B018
    return response.status_code, asked


def measured(cast, addresses: dict[str, list[str]]) -> dict[tuple[str, str, str], list[str]]:
    """What was asked for each reader, name of an address and path."""
    found = {}
    for name in addresses.keys() - NOT_FLAT - COUNTED_ELSEWHERE:
        for path, who in itertools.product(addresses[name], READERS):
            status, asked = statements(getattr(cast, who).client, path)
            if status == 200:
                found[who, name, path] = asked
    return found


@pytest.fixture
def a_small_record(cast, area):
    grow(area, by=cast.member.user, first=1, last=FEW)
    for who in READERS:
        getattr(cast, who)


@pytest.mark.once
def test_no_page_costs_more_when_there_is_more(cast, area, a_small_record):
    places = paths(area.slug)
    few = measured(cast, places)
    grow(area, by=cast.member.user, first=FEW + 1, last=MANY)
    many = measured(cast, places)
    print(
        f"\nbudgets: {len(many)} pages measured, the dearest asks "
        f"{max(map(len, many.values()))} times"
    )
    dearer = {
        key: (
            f"{len(few[key])} at {FEW} rows, {len(many[key])} at {MANY}; the extra: "
            f"{_extra(few[key], many[key])}"
        )
        for key in few
        if key in many and len(many[key]) > len(few[key])
    }
    assert not dearer, "\n" + "\n".join(
        f"{who} {path}: {why}" for (who, _name, path), why in dearer.items()
    )
    assert len(many) >= LEAST_MEASURED
    counts = dearest(many)
    if os.environ.get("RECORD"):
        write_down(counts)
    assert not (wrong := not_as_written(counts, written_down())), (
        "\n" + "\n".join(wrong) + f"\nIf it is worth that: {RENEW}"
    )


def dearest(asked: dict[tuple[str, str, str], list[str]]) -> dict[str, int]:
    """The most that a reader's page asked at any of its addresses."""
    most: dict[str, int] = defaultdict(int)
    for (who, name, _path), statements_asked in asked.items():
        most[f"{who} {name}"] = max(most[f"{who} {name}"], len(statements_asked))
    return most


def written_down() -> dict[str, int]:
    lines = RECORDED.read_text().splitlines()
    return {page: int(count) for page, _, count in (line.rpartition(" ") for line in lines)}


def write_down(counts: dict[str, int]) -> None:
    RECORDED.write_text("".join(f"{page} {count}\n" for page, count in sorted(counts.items())))


def not_as_written(counts: dict[str, int], written: dict[str, int]) -> list[str]:
    """Pages that ask more than was written down, that were never, or that nobody opens any more."""
    dearer = [
        f"{page} asks {count} times, and {written[page]} are written down"
        for page, count in counts.items()
        if count > written.get(page, count)
    ]
    new = [f"{page} asks {counts[page]} times, and nothing is" for page in counts.keys() - written]
    gone = [f"{page} is written down, and was not met" for page in written.keys() - counts]
    return sorted(dearer + new + gone)


def test_a_page_that_asks_more_than_is_written_down_is_noticed():
    """The control, as a comparison that always agrees would pass too."""
    written = {"visitor home": 3, "visitor about": 1, "visitor gone": 1}
    assert not_as_written({"visitor home": 2} | written, written) == []
    assert not_as_written({"visitor home": 4, "visitor about": 1, "visitor new": 1}, written) == [
        "visitor gone is written down, and was not met",
        "visitor home asks 4 times, and 3 are written down",
        "visitor new asks 1 times, and nothing is",
    ]


def _extra(few: list[str], many: list[str]) -> list[str]:
    """The shapes of statement that came more often: the first few are enough to find the line."""
    counted = defaultdict(int)
    for sql in many:
        counted[sql[:90]] += 1
    for sql in few:
        counted[sql[:90]] -= 1
    return [f"{times} × {sql}" for sql, times in counted.items() if times > 0][:3]


@pytest.mark.django_db
def test_the_measure_notices_a_list_that_asks_once_a_row(cast, area, a_small_record):
    """The control: without it a measure that always says "same" would pass."""
    from partnerships.models import Activity

    def careless():
        with CaptureQueriesContext(connection) as asked:
            assert [activity.area.name for activity in Activity.objects.all()]
        return len(asked)

    before = careless()
    grow(area, by=cast.member.user, first=FEW + 1, last=FEW + 4)
    assert careless() == before + 4
