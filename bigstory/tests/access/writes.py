"""Notes what is written to the record, whatever way it is written in.

Three look at once, because each is blind to something. The statement says which table it writes
to, but not what a driver's own cursor sends. The database counts rows, but not tables that are made
or dropped. And neither sees what goes over another connection, so there must be none.
"""

import contextlib
import re
from dataclasses import dataclass, field

from django.db import connection
from django.db.backends.signals import connection_created

# Rows that say who is signed in and how often somebody tried, and what was typed and not saved;
# nobody's record.
NOT_THE_RECORD = {"django_session", "core_limit", "core_unsaved"}
# Statements that read, or that begin and end something. Whatever begins otherwise writes.
QUIET = set(
    "SELECT VALUES EXPLAIN PRAGMA SHOW SET SAVEPOINT RELEASE ROLLBACK BEGIN START COMMIT".split()
)
# A comment or a bracket before the first word hides nothing.
BEFORE = re.compile(r"(?:\s|\(|;|--[^\n]*(?:\n|$)|/\*.*?\*/)+", re.DOTALL)
NAME = r'(?:"?\w+"?\.)?"?(\w+)"?'
TARGET = re.compile(
    r"\b(?:(?:INSERT|REPLACE|MERGE)\s+(?:OR\s+\w+\s+)?INTO"
    r"|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|COPY"
    r"|TRUNCATE(?:\s+TABLE)?(?:\s+ONLY)?"
    rf"|(?:CREATE|ALTER|DROP)\b[^;(]*?\bTABLE(?:\s+IF(?:\s+NOT)?\s+EXISTS)?)\s+{NAME}",
    re.IGNORECASE,
)
# What PostgreSQL counted in this transaction, and in those inside it that were rolled back. Asked
# of each table, as the view over all of them takes ten times as long.
COUNTED = """
SELECT coalesce(sum(
    pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
    + pg_stat_get_xact_tuples_deleted(oid)), 0)
FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s)
"""


def table_written(sql: str) -> str | None:
    """The table a statement writes to, or what it begins with; None where it only reads."""
    plain = sql[before.end() :] if (before := BEFORE.match(sql)) else sql
    first = (re.match(r"\w*", plain).group() or plain[:1]).upper()
    if first in QUIET:
        return None
    target = TARGET.search(plain)
    if first == "WITH" and not target:
        return None
    return target.group(1) if target else first


@dataclass
class Watch:
    """What was written while somebody watched."""

    tables: list[str] = field(default_factory=list)
    # Rows of nobody's record, which SQLite counts with the rest.
    passed_over: int = 0
    # How many there were before a statement that is not over yet: SQLite counts the rows of one
    # that returns something once it was read to its end.
    not_over: int | None = None

    def note(self, execute, sql, params, many, context):
        self.settle()
        table = table_written(sql)
        if table is None:
            return execute(sql, params, many, context)
        if table not in NOT_THE_RECORD:
            self.tables.append(table)
            return execute(sql, params, many, context)
        self.not_over = rows_counted()
        answer = execute(sql, params, many, context)
        if "RETURNING" not in sql:
            self.settle()
        return answer

    def settle(self) -> None:
        """Pass over what the last statement wrote to nobody's record."""
        if self.not_over is not None:
            self.passed_over += rows_counted() - self.not_over
            self.not_over = None

    def another_connection(self, **_signal) -> None:
        self.tables.append("another connection")


def rows_counted() -> int:
    """How many rows the database itself says were written over this connection."""
    if connection.vendor == "sqlite":
        return connection.connection.total_changes
    with connection.connection.cursor() as cursor:
        cursor.execute(COUNTED, [list(NOT_THE_RECORD)])
        return cursor.fetchone()[0]


@contextlib.contextmanager
def writes_noted():
    """The tables written to while it lasts; "unsaid" where rows changed and no statement told."""
    watch, before = Watch(), rows_counted()
    connection_created.connect(watch.another_connection)
    try:
        with connection.execute_wrapper(watch.note):
            yield watch.tables
    finally:
        connection_created.disconnect(watch.another_connection)
    watch.settle()
    if rows_counted() - before - watch.passed_over and not watch.tables:
        watch.tables.append("unsaid")
