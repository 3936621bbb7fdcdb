"""What one answer costs: work of this process and of the database's, rows read, statements, bytes.

Work is measured in milliseconds of a processor, not of the clock, so that a busy machine changes
little; of several tries the least counts.
"""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from django.db import connection, transaction

TRIES = 5
# A scenario is asked for at most this many seconds, beyond the tries it must have.
SECONDS = 1.0
MOST_TRIES = 40
# SQLite tells how far it came every so many steps of its own machine.
STEPS = 100


@dataclass
class Cost:
    """Of one scenario. Times in milliseconds; `rows` are those the database looked at, on SQLite
    the steps it took.
    """

    web: float = 0.0
    database: float = 0.0
    rows: int = 0
    statements: int = 0
    bytes: int = 0
    clocks: list[float] = field(default_factory=list)

    @property
    def work(self) -> float:
        return self.web + self.database

    @property
    def p50(self) -> float:
        return percentile(self.clocks, 50)

    @property
    def p95(self) -> float:
        return percentile(self.clocks, 95)


def percentile(values: list[float], share: int) -> float:
    """The value that so many of a hundred do not exceed."""
    return sorted(values)[max(0, ceil(len(values) * share / 100) - 1)]


def least(deed: Callable[[], object], asked: "Asked | None" = None) -> Cost:
    """Do something several times; the clocks of all, the least work of any. `asked` is what it
    asks of the database, where that was watched.
    """
    cost = Cost()
    if asked is not None:
        cost.rows, cost.statements = asked.rows, len(asked.statements)
    began = time.monotonic()
    works = []
    while len(works) < TRIES or (time.monotonic() - began < SECONDS and len(works) < MOST_TRIES):
        web, database, clock = time.thread_time(), _work_of_database(), time.monotonic()
        deed()
        cost.clocks.append((time.monotonic() - clock) * 1000)
        works.append(((time.thread_time() - web) * 1000, (_work_of_database() - database) * 1000))
    cost.web, cost.database = min(works, key=sum)
    return cost


def _work_of_database() -> float:
    """Seconds that the database's processes have worked for us; 0 where it is this process, or
    stands on another machine.
    """
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    try:
        own = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        helped = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # Of helpers that have ended only their parent still knows, in hundredths of a second.
    return own + (int(helped[13]) + int(helped[14])) / 100


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is not kept, so that the next try finds the same record."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Asked:
    """The statements that were sent to the database, and the rows it looked at for them."""

    statements: list[tuple[str, tuple]] = field(default_factory=list)
    rows: int = 0


@contextmanager
def watched() -> Iterator[Asked]:
    """Watch the database while something is done. Parallel helpers would not be counted, so there
    are none meanwhile.
    """
    asked = Asked()

    def note(execute, sql, params, many, context):
        asked.statements.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        if connection.vendor == "postgresql":
            stack.enter_context(_rows_of_postgresql(asked))
        else:
            stack.enter_context(_steps_of_sqlite(asked))
        with connection.execute_wrapper(note):
            yield asked


@contextmanager
def _rows_of_postgresql(asked: Asked) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        before = _read_so_far(cursor)
        yield
        asked.rows = _read_so_far(cursor) - before


def _read_so_far(cursor) -> int:
    """Rows of our own tables that this transaction has looked at."""
    cursor.execute(
        "SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0) FROM pg_stat_xact_user_tables"
    )
    return int(cursor.fetchone()[0])


@contextmanager
def _steps_of_sqlite(asked: Asked) -> Iterator[None]:
    connection.ensure_connection()

    def step() -> int:
        asked.rows += STEPS
        return 0

    connection.connection.set_progress_handler(step, STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, STEPS)


def size(body: bytes) -> int:
    """Bytes that go over the wire, compressed."""
    return len(gzip.compress(body, 6))
