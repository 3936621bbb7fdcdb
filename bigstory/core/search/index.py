"""Makes the search index of a table, on either database.

Safe to run again: it changes only what is missing.
"""

from dataclasses import dataclass

from django.db import connections
from django.db.backends.utils import CursorWrapper

_registered: list["Index"] = []


@dataclass(frozen=True)
class Index:
    """The text columns of one table that can be searched.

    Names are ours, never a visitor's words.
    """

    table: str
    columns: tuple[str, ...]

    @property
    def fts(self) -> str:
        return f"{self.table}_fts"

    def joined(self, prefix: str = "") -> str:
        return " || ' ' || ".join(f"coalesce({prefix}{column}, '')" for column in self.columns)


def register(index: Index) -> Index:
    """Tell the site about an index; it is built after every migrate."""
    _registered.append(index)
    return index


def build_indexes(using: str = "default", **_kwargs: object) -> None:
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    build = _build_postgresql if connection.vendor == "postgresql" else _build_sqlite
    with connection.cursor() as cursor:
        for index in _registered:
            if index.table in tables:
                build(cursor, index)


def forget_old_words(using: str = "default") -> None:
    """After an erasure. FTS5 keeps deleted words in its files until these are merged;

    PostgreSQL keeps none to read.

    Costs as much as writing the whole index once: call it for an erasure and for nothing else.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for index in _registered:
            cursor.execute(f"INSERT INTO {index.fts}({index.fts}) VALUES ('optimize')")


def _build_sqlite(cursor: CursorWrapper, index: Index) -> None:
    """FTS5 reads the words from the table itself; three triggers keep it right whatever writes to
    the table.
    """
    cursor.execute(f"SELECT name FROM pragma_table_info('{index.fts}')")
    there = tuple(name for (name,) in cursor.fetchall())
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE name LIKE %s AND type = 'trigger'",
        [f"{index.fts}_%"],
    )
    if cursor.fetchone()[0] == 3 and there == index.columns:
        return
    if there and there != index.columns:
        cursor.execute(f"DROP TABLE {index.fts}")
    columns = ", ".join(index.columns)
    new = ", ".join(f"new.{column}" for column in index.columns)
    old = ", ".join(f"old.{column}" for column in index.columns)
    forget = (
        f"INSERT INTO {index.fts}({index.fts}, rowid, {columns}) VALUES ('delete', old.id, {old})"
    )
    learn = f"INSERT INTO {index.fts}(rowid, {columns}) VALUES (new.id, {new})"
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index.fts} USING fts5({columns}, "
        f"content='{index.table}', "
        "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
    )
    for event, body in (("insert", learn), ("delete", forget), ("update", f"{forget}; {learn}")):
        cursor.execute(f"DROP TRIGGER IF EXISTS {index.fts}_{event}")
        cursor.execute(
            f"CREATE TRIGGER {index.fts}_{event} AFTER {event.upper()} ON {index.table} "
            f"BEGIN {body}; END"
        )
    cursor.execute(f"INSERT INTO {index.fts}({index.fts}) VALUES ('rebuild')")


def _build_postgresql(cursor: CursorWrapper, index: Index) -> None:
    cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = 'bigstory'")
    if not cursor.fetchone():
        cursor.execute("CREATE TEXT SEARCH CONFIGURATION bigstory (COPY = english)")
        cursor.execute(
            "ALTER TEXT SEARCH CONFIGURATION bigstory ALTER MAPPING FOR hword, hword_part, word "
            "WITH unaccent, english_stem"
        )
    # Which columns it was made of stands in its comment: the database writes the expression down in
    # words of its own.
    made_of = " ".join(index.columns)
    cursor.execute(
        "SELECT col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND attname = 'words_index' AND NOT attisdropped",
        [index.table],
    )
    there = cursor.fetchone()
    if there == (made_of,):
        return
    if there:
        cursor.execute(f"ALTER TABLE {index.table} DROP COLUMN words_index")
    cursor.execute(
        f"ALTER TABLE {index.table} ADD COLUMN words_index tsvector "
        f"GENERATED ALWAYS AS (to_tsvector('bigstory', {index.joined()})) STORED"
    )
    cursor.execute(f"COMMENT ON COLUMN {index.table}.words_index IS '{made_of}'")
    cursor.execute(
        f"CREATE INDEX IF NOT EXISTS {index.fts} ON {index.table} USING gin (words_index)"
    )
