"""Asks a search index.

Every word a person typed is quoted: nothing they write is an instruction.
"""

import re
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bigstory.core.search.index import Index

MOST_PHRASES = 12
# Control characters no keyboard makes, so a hit can be marked after everything is escaped.
_START = "\x02"
_STOP = "\x03"
# Whatever queryset came goes back, with its own methods.
_Rows = TypeVar("_Rows", bound=models.QuerySet[Any])


def phrases(q: str) -> list[str]:
    """Split what was typed into words, keeping "quoted words" together.

    At most 12; the rest is left out.
    """
    found = re.findall(r'"([^"]+)"|(\S+)', q or "")
    cleaned = (" ".join(re.findall(r"\w+", quoted or word)) for quoted, word in found)
    return [phrase for phrase in cleaned if phrase][:MOST_PHRASES]


def matching(queryset: _Rows, index: Index, q: str) -> _Rows:
    """Keep the rows that hold every word of `q`. No words: the queryset as it came."""
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
    safe = escape(text)
    return mark_safe(safe.replace(_START, "<mark>").replace(_STOP, "</mark>"))
