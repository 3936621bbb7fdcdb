"""What a page costs: the same statements at two rows and at 300, and never more than twelve.

Session and user are two of the twelve. Every address of the site that has a page is measured, so a
new list cannot be forgotten; the few that are left out say why.
"""

from collections import defaultdict

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from bigstory.testing.pages import paths
from bigstory.tests.growing import grow

MOST = 12
# Two, not one: a page about one thing may list the others.
FEW = 2
MANY = 300
READERS = ("visitor", "member", "trust", "evaluator")
# A download walks all rows in pages of its own, so it costs more when there is more.
NOT_FLAT = {"stories_csv", "spend_lines_csv"}
# A run that measured little proves little.
LEAST_MEASURED = 200


def statements(client, path: str) -> tuple[int, list[str]]:
    """The status of a page and what it asked the database."""
    reset_queries()  # the log of statements holds 9,000, fewer than all pages together ask
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
        list(response.streaming_content) if response.streaming else response.content  # noqa: B018
    return response.status_code, [query["sql"] for query in asked.captured_queries]


def measured(cast, addresses: dict[str, list[str]]) -> dict[tuple[str, str], list[str]]:
    found = {}
    for name, places in addresses.items():
        for path in places:
            for who in READERS:
                status, asked = statements(getattr(cast, who).client, path)
                if status == 200 and name not in NOT_FLAT:
                    found[who, path] = asked
    return found


@pytest.fixture
def a_small_record(cast, area):
    grow(area, by=cast.member.user, first=1, last=FEW)
    for who in READERS:
        getattr(cast, who)


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
        f"{who} {path}: {why}" for (who, path), why in dearer.items()
    )
    dear = [
        f"{who} {path}: {len(asked)}" for (who, path), asked in many.items() if len(asked) > MOST
    ]
    assert not dear, f"more than {MOST} statements:\n" + "\n".join(dear)
    assert len(many) >= LEAST_MEASURED


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
