"""Names and titles within a sentence that is not theirs, whichever side their letters begin on.

A page puts them into <bdi> (the filter of that name). Plain words, such as those of a message or a
line with a name in it, have signs for it: the first strong isolate and its end, see
https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates.
"""

import unicodedata

from bigstory.core.text.quotes import unquoted

FROM_HERE = "\u2068"
TO_HERE = "\u2069"
FROM_THE_RIGHT = {"R", "AL", "AN"}


def isolated(words: object) -> str:
    """The same words, which move nothing that stands round them. Without a letter that is written
    from the right nothing moves, and nothing is added.
    """
    text = str(words)
    if text.isascii() or FROM_THE_RIGHT.isdisjoint(map(unicodedata.bidirectional, text)):
        return text
    return f"{FROM_HERE}{text}{TO_HERE}"


def with_names(sentence: str, **names: object) -> str:
    """A sentence that is said to somebody, with names and titles in it: %(title)s. What stands in
    quotation marks there brings none of its own.
    """
    return sentence % {
        name: isolated(unquoted(words) if f"“%({name})s”" in sentence else words)
        for name, words in names.items()
    }


def without_signs(words: str) -> str:
    """For a file that other programs read: words that stand by themselves."""
    return words.replace(FROM_HERE, "").replace(TO_HERE, "")
