"""One spelling for all the ways in which people write the same name.

“Siân O’Brien”, “SIAN  O'BRIEN” and the same in decomposed letters fold to one text: no accents, no
capitals, one apostrophe, one hyphen, one space. Databases fold in ways of their own, each another,
so names are folded and compared in Python.
"""

import re
import unicodedata
from bisect import bisect_right

APOSTROPHES = "'’‘‛ʼʻʹ′`´＇"
PLAIN_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
HYPHENS = "-‐‑‒–—―−﹣－"
# Letters with a stroke or a tail that no decomposition takes away.
STROKES = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
_PLAIN = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
    | STROKES
    | {letter.upper(): plain for letter, plain in STROKES.items() if letter != "ı"}
)
_INVISIBLE = ("Mn", "Mc", "Me", "Cf")


def fold(text: str) -> str:
    """The text in the one spelling in which names are compared."""
    return " ".join(_letters(text).split())


def _letters(text: str) -> str:
    """The same without touching its spaces."""
    if text.isascii():
        return text.translate(_PLAIN).lower()
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).translate(_PLAIN)
    return "".join(
        letter for letter in plain if unicodedata.category(letter) not in _INVISIBLE
    ).casefold()


class FoldedText:
    """A text beside its folded spelling, and the way back from a place in the one to the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        letters: list[str] = []
        self._starts: list[int] = []
        for at, letter in enumerate(text):
            for plain in _letters(letter):
                space = plain.isspace()
                if space and (not letters or letters[-1] == " "):
                    continue
                letters.append(" " if space else plain)
                self._starts.append(at)
        self.folded = "".join(letters)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text stands in the text itself, with all its accents."""
        first, last = self._starts[start], self._starts[end - 1]
        after = bisect_right(self._starts, last)
        stop = self._starts[after] if after < len(self._starts) else len(self.text)
        # Signs that fold to nothing belong to the letter before them; spaces do not.
        piece = self.text[last + 1 : stop]
        marks = re.match(r"[^\s]*", piece)
        return first, last + 1 + (marks.end() if marks else 0)
