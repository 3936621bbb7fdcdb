"""Quotation marks round words that may bring their own.

A sentence of ours that names a title puts “ ” round it. What is marked inside takes the single
ones, as printers do it; a title that is marked as a whole is marked once.
"""

import re

# Marks that people type, each with what it becomes within others.
WITHIN = str.maketrans({"“": "‘", "”": "’", "«": "‘", "»": "’"})
PAIRS = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"))
STRAIGHT = re.compile(r'(?<!\w)"([^"]*)"(?!\w)')  # 6" by 4" stays


def unquoted(words: object) -> str:
    """The same words, for a sentence that puts “ ” round them."""
    text = str(words).strip()
    for first, last in PAIRS:
        inner = text[1:-1]
        whole = text[:1] == first and text[-1:] == last and not {first, last} & set(inner)
        if whole and inner.strip():
            return inner.strip().translate(WITHIN)
    return STRAIGHT.sub(r"‘\1’", text).translate(WITHIN)
