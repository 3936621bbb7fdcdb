"""All that the door for words keeps out, and a watch over what reaches the database."""

import contextlib
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection

from bigstory.core.tests.test_words_cleaned import BREAKS, CONTROLS, INVISIBLE, NONCHARACTERS
from bigstory.core.text.clean import clean, clean_all

# One of each would be six thousand; of the long runs of them a few stand for all.
NOT_SEEN = "".join([*sorted(CONTROLS), *INVISIBLE[:100], *INVISIBLE[-20::5], *NONCHARACTERS[-6:]])
LINE_BREAKS = "".join(BREAKS)
NOT_COMPOSED = "e\u0301"
# The words the search marks its hits with, which no door lets in and no row holds.
MARKS_HITS = re.compile(r"\bsnippet\(|\bts_headline\(")


def soiled(words: str, *, several_lines: bool = True) -> str:
    """The words with all of it in their middle and at both ends."""
    half = len(words) // 2
    more = f"{LINE_BREAKS}{NOT_COMPOSED}" if several_lines else ""
    return f"{NOT_SEEN}{words[:half]}{NOT_SEEN}{words[half:]}{more}{NOT_SEEN}"


@dataclass
class Watch:
    """The words that came as far as the database without having been cleaned, and how many did."""

    unclean: list[str] = field(default_factory=list)
    looked_at: int = 0

    def note(self, execute, sql, params, many, context):
        if not MARKS_HITS.search(sql):
            for words in _texts_in(params):
                self.looked_at += 1
                if not is_clean(words):
                    self.unclean.append(f"{sql[:80]}: {words[:200]!a}")
        return execute(sql, params, many, context)


def is_clean(words: str) -> bool:
    """Also of words inside JSON, where each such letter is spelled out."""
    if words[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            read = json.loads(words)
            return clean_all(read) == read
    return clean(words) == words


def _texts_in(params) -> Iterator[str]:
    if isinstance(params, str):
        yield params
    elif isinstance(params, dict):
        yield from itertools.chain.from_iterable(map(_texts_in, params.values()))
    elif isinstance(params, list | tuple):
        yield from itertools.chain.from_iterable(map(_texts_in, params))
    elif hasattr(params, "dumps"):  # JSON on its way to PostgreSQL
        yield params.dumps(params.adapted)


@contextlib.contextmanager
def words_watched() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch.note):
        yield watch
