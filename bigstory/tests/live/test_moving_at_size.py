"""Ten thousand payments and activities move in: how fast, in how much memory, and for how long
anybody else who writes waits meanwhile.

    make drill ARGS="bigstory/tests/live/test_moving_at_size.py -p no:cacheprovider"
"""

import csv
import io
import resource
import threading
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection

from areas.models import Area
from areas.tests.factories import AreaFactory
from bigstory.core.limits.counting import Limit
from bigstory.core.moving.models import SentFile
from bigstory.core.moving.tasks import take_rows_back
from bigstory.testing.moving import press, sent
from bigstory.tests.live.crowd import drill_only
from partnerships.models import LtoAppointment, Organisation

pytestmark = [drill_only, pytest.mark.live, pytest.mark.django_db(transaction=True)]
ROWS = 10_000
AREAS = 150
BEGINS = date(2012, 4, 1)


@pytest.fixture
def areas():
    made = [AreaFactory() for _each in range(AREAS)]
    organisation = Organisation.objects.create(name="Harbour Trust")
    LtoAppointment.objects.bulk_create(
        LtoAppointment(area=area, organisation=organisation) for area in made
    )
    return made


def payments(areas: list[Area], rows: int) -> bytes:
    return as_csv(
        ["Area", "LTO", "Date paid", "Amount (£)", "Purpose"],
        (
            [area.name, "Harbour Trust", day, f"£{1_000 + n:,}.50", f"Part {n}"]
            for n, area, day in dated(areas, rows)
        ),
    )


def activities(areas: list[Area], rows: int) -> bytes:
    return as_csv(
        ["Area", "Activity", "Date", "What happened", "Attendance", "Volunteers", "Cost"],
        (
            [area.name, f"Lunch {n}", day, "Forty came to eat", n % 90 + 1, 3, "12.50"]
            for n, area, day in dated(areas, rows)
        ),
    )


def dated(areas, rows):
    for n in range(rows):
        yield n, areas[n % len(areas)], f"{BEGINS + timedelta(days=n % 3_000):%d/%m/%Y}"


def as_csv(head, rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode()


class Neighbour(threading.Thread):
    """Somebody else who writes all the while; the longest of their waits."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.longest = 0.0

    def run(self) -> None:
        number = 0
        while not self.over.wait(0.01):
            began = time.monotonic()
            number += 1
            Limit.objects.update_or_create(
                key="neighbour", defaults={"number": number, "over_at": time.time()}
            )
            self.longest = max(self.longest, time.monotonic() - began)
        connection.close()


def grown() -> float:
    """Megabytes of this process, at their most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(deed):
    """What it returns, and how long it took: seconds of the clock, and of work in this thread."""
    began, worked = time.monotonic(), time.thread_time()
    result = deed()
    return result, (time.monotonic() - began, time.thread_time() - worked)


@pytest.mark.parametrize(("noun", "made"), [("payments", payments), ("activities", activities)])
def test_a_thousand_rows_a_second_while_others_write(noun, made, areas, cast, tmp_path):
    person = cast.trust.user
    sqlite = connection.vendor == "sqlite"
    rows = settings.MOVING_MOST_ROWS_ON_SQLITE if sqlite else ROWS
    raw = made(areas, rows)
    before = grown()
    neighbour = Neighbour()
    if not sqlite:  # a database in memory has no second place to write from
        neighbour.start()
    file, rehearsed = timed(lambda: sent(noun, raw, by=person))
    assert file.figures["counts"]["added"] == rows
    waited_rehearsing, neighbour.longest = neighbour.longest, 0.0
    file, moved = timed(lambda: press(file))
    waited_moving, neighbour.longest = neighbour.longest, 0.0
    assert file.state == SentFile.State.IN
    file.go(SentFile.State.GOING_OUT, come_from=(SentFile.State.IN,))
    _none, back = timed(lambda: take_rows_back(pk=file.pk, by=person.pk))
    waited_back = neighbour.longest
    neighbour.over.set()
    if not sqlite:
        neighbour.join()
    file.refresh_from_db()
    assert file.state == SentFile.State.OUT
    clock, work = rehearsed[0] + moved[0], rehearsed[1] + moved[1]
    print(
        f"\n{connection.vendor}, {rows} {noun}: rehearsed in {rehearsed[0]:.2f} s, moved in in "
        f"{moved[0]:.2f} s, {rows / clock:.0f} rows/s by the clock and {rows / work:.0f} by the "
        f"work of its own process; taken back in {back[0]:.2f} s; {grown() - before:.0f} MB more. "
        f"A neighbour waited at most {waited_rehearsing:.2f} s, {waited_moving:.2f} s and "
        f"{waited_back:.2f} s."
    )
    assert grown() - before < 100
    if sqlite:
        # All of it is one transaction, for which everybody else waits.
        assert max(moved[1], back[1]) < 1
    else:
        # Others may have the machine too: the clock is for a quiet one.
        assert rows / work > 1_000
        assert max(waited_rehearsing, waited_moving, waited_back) < 1
