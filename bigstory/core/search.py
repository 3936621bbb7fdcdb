"""Full-text search: FTS5 with triggers on SQLite, a generated tsvector with GIN on PostgreSQL.

The first half makes the index of a table and is safe to run again, since it changes only what is
missing. The second half searches an index. Every word a person typed is quoted: nothing they write
is an instruction.
"""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, connections, models
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from bigstory.core.text.clean import clean

MOST_PHRASES = 12
# Control characters no keyboard makes, so a hit can be marked after everything is escaped.
_START = "\x02"
_STOP = "\x03"
# A queryset goes back as the class it came as, with its own methods.
_Rows = TypeVar("_Rows", bound=models.QuerySet[Any])

# --- the indexes ---
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
        """The FTS5 table on SQLite; on PostgreSQL the index."""
        return f"{self.table}_fts"

    def joined(self) -> str:
        """SQL for all the columns as one text."""
        return " || ' ' || ".join(f"coalesce({column}, '')" for column in self.columns)


def register(index: Index) -> Index:
    """Tell the site about an index; it is built after every migrate."""
    _registered.append(index)
    return index


def build_indexes(using: str = "default", **_kwargs: object) -> None:
    """Make every registered index whose table is there; runs after each migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    build = _build_postgresql if connection.vendor == "postgresql" else _build_sqlite
    with connection.cursor() as cursor:
        for index in _registered:
            if index.table in tables:
                build(cursor, index)


def forget_old_words(using: str = "default") -> None:
    """Remove deleted words from the files of the indexes, after an erasure.

    FTS5 keeps deleted words in its files until these are merged; PostgreSQL keeps none to read.
    Costs as much as writing the whole index once: call it for an erasure and for nothing else.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for index in _registered:
            cursor.execute(f"INSERT INTO {index.fts}({index.fts}) VALUES ('optimize')")


def _build_sqlite(cursor: CursorWrapper, index: Index) -> None:
    """FTS5 reads the words from the table itself; three triggers keep it right."""
    cursor.execute(f"SELECT name FROM pragma_table_info('{index.fts}')")
    indexed = tuple(name for (name,) in cursor.fetchall())
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE name LIKE %s AND type = 'trigger'",
        [f"{index.fts}_%"],
    )
    if cursor.fetchone()[0] == 3 and indexed == index.columns:
        return
    if indexed and indexed != index.columns:
        cursor.execute(f"DROP TABLE {index.fts}")
    _create_fts5(cursor, index)


def _create_fts5(cursor: CursorWrapper, index: Index) -> None:
    columns = ", ".join(index.columns)
    new = ", ".join(f"new.{column}" for column in index.columns)
    old = ", ".join(f"old.{column}" for column in index.columns)
    forget = (
        f"INSERT INTO {index.fts}({index.fts}, rowid, {columns}) VALUES ('delete', old.id, {old})"
    )
    learn = f"INSERT INTO {index.fts}(rowid, {columns}) VALUES (new.id, {new})"
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index.fts} USING fts5({columns}, "
        f"content='{index.table}', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    for event, body in (("insert", learn), ("delete", forget), ("update", f"{forget}; {learn}")):
        cursor.execute(f"DROP TRIGGER IF EXISTS {index.fts}_{event}")
        cursor.execute(
            f"CREATE TRIGGER {index.fts}_{event} AFTER {event.upper()} ON {index.table} "
            f"BEGIN {body}; END"
        )
    cursor.execute(f"INSERT INTO {index.fts}({index.fts}) VALUES ('rebuild')")


def _build_postgresql(cursor: CursorWrapper, index: Index) -> None:
    _create_configuration(cursor)
    # Which columns it was made of stands in its comment: the database writes the expression down in
    # words of its own.
    made_of = " ".join(index.columns)
    cursor.execute(
        "SELECT col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND attname = 'words_index' AND NOT attisdropped",
        [index.table],
    )
    comment = cursor.fetchone()
    if comment == (made_of,):
        return
    if comment:
        cursor.execute(f"ALTER TABLE {index.table} DROP COLUMN words_index")
    cursor.execute(
        f"ALTER TABLE {index.table} ADD COLUMN words_index tsvector "
        f"GENERATED ALWAYS AS (to_tsvector('bigstory', {index.joined()})) STORED"
    )
    cursor.execute(f"COMMENT ON COLUMN {index.table}.words_index IS '{made_of}'")
    cursor.execute(
        f"CREATE INDEX IF NOT EXISTS {index.fts} ON {index.table} USING gin (words_index)"
    )


def _create_configuration(cursor: CursorWrapper) -> None:
    """English words without their accents."""
    cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = 'bigstory'")
    if not cursor.fetchone():
        cursor.execute("CREATE TEXT SEARCH CONFIGURATION bigstory (COPY = english)")
        cursor.execute(
            "ALTER TEXT SEARCH CONFIGURATION bigstory ALTER MAPPING FOR hword, hword_part, word "
            "WITH unaccent, english_stem"
        )


# --- searching ---


def phrases(q: str) -> list[str]:
    """Split what was typed into words, keeping "quoted words" together.

    At most 12; the rest is left out.
    """
    parts = re.findall(r'"([^"]+)"|(\S+)', q or "")
    cleaned = (" ".join(re.findall(r"\w+", quoted or word)) for quoted, word in parts)
    return [phrase for phrase in cleaned if phrase][:MOST_PHRASES]


def matching(queryset: _Rows, index: Index, q: str) -> _Rows:
    """The rows that contain every word of `q`; all of them where `q` is blank."""
    wanted = phrases(q)
    if not wanted:
        return queryset if not (q or "").strip() else queryset.none()
    if connection.vendor == "postgresql":
        where, values = _tsquery(wanted)
        return queryset.filter(
            pk__in=RawSQL(f"SELECT id FROM {index.table} WHERE words_index @@ {where}", values)
        )
    match = f"SELECT rowid FROM {index.fts} WHERE {index.fts} MATCH %s"
    return queryset.filter(pk__in=RawSQL(match, [_fts(wanted)]))


def snippets(index: Index, q: str, ids: list[int]) -> dict[int, SafeString]:
    """For each id, some words around the hits, escaped, with the hits in <mark>. One statement."""
    wanted = phrases(q)
    if not wanted or not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    values: list[str | int]
    if connection.vendor == "postgresql":
        where, words = _tsquery(wanted)
        options = f"StartSel={_START}, StopSel={_STOP}, MaxWords=36, MinWords=18, MaxFragments=1"
        sql = (
            f"SELECT id, ts_headline('bigstory', {index.joined()}, {where}, %s) "
            f"FROM {index.table} WHERE id IN ({places})"
        )
        values = [*words, options, *ids]
    else:
        sql = (
            f"SELECT rowid, snippet({index.fts}, -1, %s, %s, ' … ', 32) FROM {index.fts} "
            f"WHERE {index.fts} MATCH %s AND rowid IN ({places})"
        )
        values = [_START, _STOP, _fts(wanted), *ids]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {pk: _marked(text) for pk, text in cursor.fetchall()}


def _fts(wanted: list[str]) -> str:
    return " AND ".join(f'"{phrase}"' for phrase in wanted)


def _tsquery(wanted: list[str]) -> tuple[str, list[str]]:
    return "(" + " && ".join(["phraseto_tsquery('bigstory', %s)"] * len(wanted)) + ")", list(wanted)


def _marked(text: str) -> SafeString:
    """Where the words themselves hold one of our signs, it opens or closes nothing."""
    before, *hits = text.split(_START)
    html = escape(clean(before))
    for hit in hits:
        words, stop, after = hit.partition(_STOP)
        html += format_html("<mark>{}</mark>" if stop else "{}", clean(words))
        html += escape(clean(after))
    return html
