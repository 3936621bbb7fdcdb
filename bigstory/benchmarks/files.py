"""What goes out as a file and what comes in as one: rows a second, the first byte, memory."""

import csv
import io
import resource
import time
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.benchmarks.scenarios import client_of
from bigstory.core.moving.models import SentFile
from bigstory.testing.moving import press, sent

MOVED = 5_000
MOVED_ON_SQLITE = 1_000


@dataclass
class Moved:
    """Rows that went out or came in; seconds of the clock, megabytes the process grew by."""

    name: str
    rows: int
    seconds: float
    grew: float
    first_byte: float | None = None

    @property
    def a_second(self) -> float:
        return self.rows / self.seconds


def sheet_out(who: str) -> Moved:
    """The list of all stories, as that person's browser gets it."""
    client = client_of(who)
    address = reverse("stories_csv")
    before, began = _most(), time.monotonic()
    response = client.get(address)
    first, rows = None, -1  # the headings
    for part in response.streaming_content:
        if first is None:
            first = (time.monotonic() - began) * 1000
        rows += part.count(b"\r\n")
    return Moved(f"stories as CSV · {who}", rows, time.monotonic() - began, _most() - before, first)


def activities_in(rows: int) -> Moved:
    """A sheet of activities: read, rehearsed and moved in as the worker does it; then none of it
    is kept.
    """
    by = User.objects.get(email="trust@example.org")
    raw = _sheet(rows)
    before, began = _most(), time.monotonic()
    with transaction.atomic():
        file = press(sent("activities", raw, by=by, name="ten years.csv"))
        if file.state != SentFile.State.IN:
            raise RuntimeError(f"The sheet did not move in: {file.state}")
        taken = time.monotonic() - began
        transaction.set_rollback(True)
    return Moved("activities moved in", rows, taken, _most() - before)


def _sheet(rows: int) -> bytes:
    areas = list(Area.objects.order_by("pk").values_list("name", flat=True))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Area", "Activity", "Date", "What happened", "Attendance", "Cost"])
    for number in range(rows):
        day = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{2013 + number % 10}"
        row = [areas[number % len(areas)], f"Lunch {number}", day, "Forty came", 40, "12.50"]
        writer.writerow(row)
    return text.getvalue().encode()


def _most() -> float:
    """Megabytes of this process, at their most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
