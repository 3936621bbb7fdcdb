"""Full-text search, small and ours:

FTS5 with triggers on SQLite, a generated tsvector with GIN on PostgreSQL.
"""

from bigstory.core.search.index import Index, build_indexes, forget_old_words, register
from bigstory.core.search.query import matching, phrases, snippets

__all__ = [
    "Index",
    "build_indexes",
    "forget_old_words",
    "matching",
    "phrases",
    "register",
    "snippets",
]
