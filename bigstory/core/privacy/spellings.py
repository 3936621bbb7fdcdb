"""Where somebody's name stands in a text, however it is spelled, and the text without it.

  same   the whole name, an address or a number; accents, capitals, apostrophes and spaces aside
  part   one part of it, such as the first name alone; only for words that are about them
  near   nearly the same: a letter or two differ, or an initial stands for the first name

Two people may have one name, so that a name was found says nothing yet of whose it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

from django.utils.translation import gettext as _

from bigstory.core.folding import PLAIN_APOSTROPHES, FoldedText, fold

SHORTEST_PART = 3  # letters; a shorter part of a name stands in too many other words
SHORTEST_NUMBER = 7  # digits of a phone number
LONG_NAME = 8  # letters; from here on two may differ, below only one
AROUND = 60  # letters looked at before and after a word that is like one of a name
# Words before a name, and no part of it. Those that are nothing else go out with it; “her sister
# Maureen” and “we miss Maureen” keep theirs.
ONLY_TITLES = frozenset(["mr", "mrs", "ms", "mx", "dr", "rev", "cllr", "prof"])
TITLES = ONLY_TITLES.union(
    ["miss", "doctor", "reverend", "father", "sister", "councillor", "pc", "aunty", "auntie"],
    ["aunt", "uncle", "nurse", "sir", "lady", "lord", "professor", "imam", "pastor", "canon"],
    ["vicar"],
)
_TOKEN = re.compile(r"\w+(?:['-]\w+)*")
_PART = re.compile(r"(?=\b(\w+(?:'\w+)*))")  # of “O'Brien” both it and “Brien”

Span = tuple[int, int]
Token = tuple[int, int, str]


@dataclass(frozen=True)
class Spelling:
    """One way to look for names; `spans` finds them in a folded text."""

    spans: Callable[[str], Iterator[Span]]

    def places(self, text: str) -> list[Span]:
        """Where they stand in a text as it is written, in its order."""
        if not any(True for _span in self.spans(fold(text))):
            return []
        folded = FoldedText(text)
        return [folded.span(*span) for span in self.spans(folded.folded)]

    def without(self, text: str) -> str:
        """The text with “somebody” in each of these places."""
        for start, end in reversed(self.places(text)):
            text = text[:start] + _("somebody") + text[end:]
        return text


# --- the ways to look ---


def named(names: Iterable[str], keep: Iterable[str] = ()) -> Spelling | None:
    """Whole names, and each part of one that is long enough; for words about these people.

    `keep` are names of others in the same words: what they share is left.
    """
    names = set(names)
    parts = {part for name in names if "@" not in name for part in _parts(name)}
    theirs = {part for name in keep for part in _TOKEN.findall(fold(name))}
    whole = names - {name for name in names if fold(name) in {fold(each) for each in keep}}
    left = {part for part in parts if part not in theirs}
    return _of([_whole(name) for name in whole], then=_run_of(left) if left else "")


def _parts(name: str) -> Iterator[str]:
    """The parts of a name that are long enough and written with a capital, folded."""
    for part in _PART.findall(name.translate(PLAIN_APOSTROPHES)):
        if len(part) >= SHORTEST_PART and part[0].isupper() and fold(part) not in TITLES:
            yield fold(part)


def _run_of(parts: Iterable[str]) -> str:
    """One part or several on end, with the title before them."""
    part = "|".join(sorted(map(_whole, parts), key=lambda each: (-len(each), each)))
    title = "|".join(sorted(ONLY_TITLES))
    return rf"(?:(?:{title})\.? )?(?:{part})(?:[ -](?:{part}))*"


def whole_names(names: Iterable[str]) -> Spelling | None:
    """Only names of more than one word, addresses and numbers; for words about something else.

    There, “Hill” is mostly a hill. First and last name are found in either order.
    """
    patterns = []
    for name in names:
        if "@" in name or len(name.split()) > 1:
            patterns.append(_whole(name))
        if "@" not in name:
            patterns += [*_orders(name), *_number(name)]
    return _of(patterns)


def near_names(names: Iterable[str]) -> Spelling | None:
    """Spellings that are nearly one of these names and none of them."""
    words = [fold(name.partition(",")[0]).split() for name in names if "@" not in name]
    targets = tuple({tuple(each) for each in words if len(each) > 1 and _is_name(each)})
    if not targets:
        return None
    whole = whole_names(names)

    def spans(folded: str) -> Iterator[Span]:
        same = list(whole.spans(folded)) if whole else []
        for start, end in _near(folded, targets):
            if not any(start < stop and begin < end for begin, stop in same):
                yield start, end

    return Spelling(spans)


def _of(patterns: list[str], *, then: str = "") -> Spelling | None:
    """The longest first, so that a whole name goes before its parts; `then` comes after all."""
    alternatives = "|".join(
        [*sorted(set(patterns), key=lambda each: (-len(each), each)), *([then] if then else [])]
    )
    if not alternatives:
        return None
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    return Spelling(lambda folded: (match.span() for match in pattern.finditer(folded)))


def _whole(name: str) -> str:
    """One name as a pattern: a hyphen in it may be a space, and the other way about."""
    return "[ -]".join(re.escape(word) for word in re.split(r"[ -]", fold(name)))


def _orders(name: str) -> Iterator[str]:
    """First and last name alone, and the last one first."""
    words = fold(name.partition(",")[0]).split()
    if len(words) > 1 and _is_name(words):
        first, last = _whole(words[0]), _whole(words[-1])
        yield _whole(" ".join(words))
        yield f"{first} {last}"
        yield rf"{last},? {first}"


def _number(contact: str) -> Iterator[str]:
    """A phone number, however it is spaced, with and without the code of the country."""
    digits = re.sub(r"\D", "", contact)
    if len(digits) >= SHORTEST_NUMBER and not re.search(r"[^\W\d_]", contact):
        local = re.sub(r"^(?:0044|44|0)", "", digits)
        yield r"(?:\+?(?:00)?44[ ()-]*)?(?:\(?0[ ()-]*)?" + r"[ ()-]*".join(local)


def _is_name(words: Iterable[str]) -> bool:
    return all(re.search(r"[^\W\d_]", word) for word in words)


# --- near spellings ---


def _near(folded: str, targets: tuple[tuple[str, ...], ...]) -> Iterator[Span]:
    """Runs of words that are nearly one of the targets, the nearest first where two overlap.

    Only around words that are like a word of the name, so that long texts stay cheap.
    """
    candidates = {
        (distance, run[0][0], run[-1][1])
        for target in targets
        for run in _runs(folded, target)
        if (distance := _distance_of(run, target)) is not None
    }
    taken: list[Span] = []
    for _distance, start, end in sorted(candidates):
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
    yield from sorted(taken)


def _runs(folded: str, target: tuple[str, ...]) -> Iterator[tuple[Token, ...]]:
    """Runs of as many words as the name has, one less or one more.

    Of two letters that differ in all, at most one differs in one of the words.
    """
    initials = "".join(re.escape(initial) for initial in {word[0] for word in target})
    for anchor in re.finditer(rf"(?<!\w)[{initials}]\w*(?:['-]\w+)*", folded):
        word = anchor.group().removesuffix("'s")
        if all(_distance(word, each, 1) is None for each in target):
            continue
        start = folded.rfind(" ", 0, max(0, anchor.start() - AROUND)) + 1
        around = _TOKEN.finditer(folded, start, anchor.end() + AROUND)
        tokens = [(match.start(), _end_of(match), match.group()) for match in around]
        at = next(place for place, token in enumerate(tokens) if token[1] > anchor.start())
        for size in {len(target) - 1, len(target), len(target) + 1} - {0, 1}:
            for first in range(max(0, at - size + 1), min(at, len(tokens) - size) + 1):
                yield tuple(tokens[first : first + size])


def _end_of(match: re.Match[str]) -> int:
    return match.end() - 2 if match.group().endswith("'s") else match.end()


def _distance_of(run: tuple[Token, ...], target: tuple[str, ...]) -> int | None:
    """By how many letters some words differ from a name; None where they are another name."""
    if len(run) == 2 and (run[0][2], run[1][2].removesuffix("'s")) == (target[0][0], target[-1]):
        return 0
    letters = _joined(word for _start, _end, word in run)
    distances = [
        _distance(letters, order, 2 if len(order) >= LONG_NAME else 1) for order in _both(target)
    ]
    return min((each for each in distances if each is not None), default=None)


@lru_cache
def _both(target: tuple[str, ...]) -> tuple[str, ...]:
    """A name written as one word, first name first and last name first, and without those between
    them.
    """
    orders = (target, (target[-1], *target[:-1]), (target[0], target[-1]))
    return tuple({_joined(order): None for order in orders})


def _joined(words: Iterable[str]) -> str:
    return "".join(word.removesuffix("'s").replace("'", "").replace("-", "") for word in words)


@lru_cache(maxsize=50_000)
def _distance(one: str, other: str, most: int) -> int | None:
    """How many letters have to be put in, left out or changed; None where more than `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, another in enumerate(other, 1):
            changed = before[column - 1] + (letter != another)
            now.append(min(before[column] + 1, now[-1] + 1, changed))
        if min(now) > most:
            return None
        before = now
    return before[-1] if before[-1] <= most else None


# --- texts without them ---


@overload
def without(words: str, spelling: Spelling | None) -> str: ...
@overload
def without(words: object, spelling: Spelling | None) -> object: ...
def without(words: object, spelling: Spelling | None) -> object:
    """The same text, list or dict with “somebody” for each name; anything else as it is."""
    if isinstance(words, str):
        return spelling.without(words) if spelling else words
    if isinstance(words, dict):
        return {key: without(value, spelling) for key, value in words.items()}
    return [without(value, spelling) for value in words] if isinstance(words, list) else words


def texts_in(words: object) -> Iterator[str]:
    """Every text in a value of a field: itself, or those inside lists and dicts."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict):
        for value in words.values():
            yield from texts_in(value)
    elif isinstance(words, list):
        for value in words:
            yield from texts_in(value)
