"""A text cut into words, each with where it stands and the spelling in which it is compared.

One pass over the text, whatever is in it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from bigstory.core.folding import APOSTROPHES, fold

# Signs that belong to the letter before them: accents of decomposed letters, and invisible ones.
MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u200b-\u200d\u2060\ufeff"
)
LETTER = rf"[^\W\d_][{MARKS}]*"
# Dashes part words and hyphens join them.
JOINS = f"{re.escape(APOSTROPHES)}\\-‐‑－"
WORD = re.compile(rf"(?:{LETTER})+(?:[{JOINS}](?:{LETTER})+)*")
PART = re.compile(rf"(?:{LETTER})+")
HALF = re.compile(r"[\-‐‑－]")
POSSESSIVE = re.compile(rf"[{re.escape(APOSTROPHES)}][sS]\Z")
# What ends a sentence, or opens one that somebody says.
BEGINS_A_SENTENCE = re.compile(r"[.!?…:;\n“\"‘•]")


@dataclass(frozen=True)
class Word:
    """One word of a text. `end` is before its “’s”, and `tail` after it."""

    text: str
    start: int
    end: int
    tail: int
    first: bool  # in its sentence
    follows: bool  # on the word before it, with nothing but space between

    @cached_property
    def key(self) -> str:
        """The spelling in which it is compared: folded, and without apostrophes."""
        return fold(self.text).replace("'", "")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its own spelling, and that of each half of a hyphenated one."""
        halves = HALF.split(self.text)
        if len(halves) == 1:
            return (self.key,)
        return (self.key, *(fold(half).replace("'", "") for half in halves))

    @cached_property
    def capital(self) -> bool:
        """Whether it, or a part of it, begins with a capital: “d’Souza”, “ex-Mayor”."""
        return self.text[0].isupper() or any(
            part.group()[0].isupper() for part in PART.finditer(self.text)
        )

    @property
    def possessive(self) -> bool:
        return self.tail > self.end


def words_of_text(text: str) -> list[Word]:
    words: list[Word] = []
    before = 0
    for match in WORD.finditer(text):
        possessive = POSSESSIVE.search(match.group()[-2:]) if len(match.group()) > 2 else None
        end = match.end() - (2 if possessive else 0)
        between = text[before : match.start()]
        words.append(
            Word(
                text=text[match.start() : end],
                start=match.start(),
                end=end,
                tail=match.end(),
                first=not words or BEGINS_A_SENTENCE.search(between) is not None,
                follows=bool(words) and between.isspace() and "\n" not in between,
            )
        )
        before = match.end()
    return words


def key_of(text: str) -> str:
    """A text as it is compared, its words apart by one space."""
    return " ".join(word.key for word in words_of_text(text))
