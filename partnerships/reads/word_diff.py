"""What was added to a text and what was taken out, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")
# Beyond this many words on both sides together, frequent words no longer serve as landmarks: it
# keeps long texts quick.
LONG = 2_000
# A few equal words between two changes make the change harder to read, not easier.
TOO_FEW = 2


@dataclass(frozen=True)
class Piece:
    """A run of words. `kind`: "same", "added" or "taken_out"."""

    kind: str
    text: str


def diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The earlier text with what was taken out of it, and the later one with what was added.

    Joined together, the pieces of each side are that text again, to the letter.
    """
    a = WORD.findall(before)
    b = WORD.findall(after)
    left = []
    right = []
    for same, i1, i2, j1, j2 in _joined(_opcodes(a, b)):
        _put(left, "same" if same else "taken_out", "".join(a[i1:i2]))
        _put(right, "same" if same else "added", "".join(b[j1:j2]))
    return left, right


def _opcodes(a: list[str], b: list[str]):
    # Compared without the spaces after them, so that a word at the end of a line is the same word.
    plain_a = [word.strip() for word in a]
    plain_b = [word.strip() for word in b]
    matcher = SequenceMatcher(None, plain_a, plain_b, autojunk=len(a) + len(b) > LONG)
    return [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def _joined(codes: list[tuple]) -> list[tuple]:
    """Neighbouring changes made one, across a word or two that happened to stay."""
    found: list[tuple] = []
    for place, (same, i1, i2, j1, j2) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        same = same and not (inside and i2 - i1 <= TOO_FEW)
        if found and found[-1][0] == same:
            found[-1] = (same, found[-1][1], i2, found[-1][3], j2)
        else:
            found.append((same, i1, i2, j1, j2))
    return found


def _put(pieces: list[Piece], kind: str, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))
