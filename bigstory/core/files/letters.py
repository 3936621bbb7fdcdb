"""The letters of a file that does not say how it was written: UTF-8, Windows, DOS or an old Mac.

The last three give every byte a meaning of their own. What they make of it is weighed as English
with names from anywhere; where two make as much sense, somebody has to say which is right.
"""

from dataclasses import dataclass

BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
ONE_BYTE = ("cp1252", "cp850", "mac_roman")
LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžß"
NOTHING_WRITTEN = b"\0"  # in every picture and film, and in no text of one byte a letter
OF_MONEY = "£€"
OPENS = "‘“"
CLOSES = "’”"
BETWEEN = "–—"
OTHER = "½¼¾°·•…²³™®©×«»"
# What a sign costs: nothing where it is just what one expects, much where nobody writes it.
EXPECTED, POSSIBLE, ODD = 0, 1, 10


@dataclass(frozen=True)
class Reading:
    """What a file says if it was written so. `example` is a word that tells it from the others."""

    encoding: str
    text: str
    example: str = ""


def readings(raw: bytes) -> list[Reading]:
    """How a file can be read: one way; several, of which somebody has to choose; or none."""
    if NOTHING_WRITTEN in raw and not raw.startswith(BYTE_ORDER):
        return []
    for encoding in ("utf-16",) if raw.startswith(BYTE_ORDER) else ("utf-8-sig",):
        try:
            return [Reading(encoding, raw.decode(encoding))]
        except UnicodeDecodeError:
            if encoding == "utf-16":
                return []
    texts = _texts(raw)
    costs = {encoding: _cost(text) for encoding, text in texts.items()}
    least = min(costs.values())
    best = {encoding: text for encoding, text in texts.items() if costs[encoding] == least}
    return _with_examples(best)


def _texts(raw: bytes) -> dict[str, str]:
    """What each way makes of the bytes; of two that make the same the first."""
    texts: dict[str, str] = {}
    for encoding in ONE_BYTE:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in texts.values():
            texts[encoding] = text
    return texts


def _with_examples(texts: dict[str, str]) -> list[Reading]:
    if len(texts) == 1:
        return [Reading(*only) for only in texts.items()]
    # One byte is one letter in all of them, so that they can be laid upon each other.
    columns = zip(*texts.values(), strict=True)
    at = next(place for place, signs in enumerate(columns) if len(set(signs)) > 1)
    return [Reading(encoding, text, _word_at(text, at)) for encoding, text in texts.items()]


def _word_at(text: str, at: int) -> str:
    first = last = at
    while first > 0 and text[first - 1].isalnum():
        first -= 1
    while last + 1 < len(text) and text[last + 1].isalnum():
        last += 1
    return text[max(first, at - 20) : min(last, at + 20) + 1]


def _cost(text: str) -> int:
    return sum(
        _cost_of(sign, text[at - 1 : at], text[at + 1 : at + 2])
        for at, sign in enumerate(text)
        if not sign.isascii()
    )


def _cost_of(sign: str, before: str, after: str) -> int:
    if sign.lower() in LETTERS:
        return ODD if _is_odd_letter(sign, before, after) else POSSIBLE
    if sign in OPENS:
        return ODD if before.isalnum() or not after.isalnum() else EXPECTED
    if sign in CLOSES:
        goes_on = sign == "”" and after.isalnum()
        return ODD if goes_on or not before.strip() else EXPECTED
    if sign in OF_MONEY:
        return EXPECTED if after.isdecimal() else POSSIBLE
    return EXPECTED if sign in BETWEEN else POSSIBLE if sign in OTHER else ODD


def _is_odd_letter(sign: str, before: str, after: str) -> bool:
    """Whether nobody would write such a letter there: “CafÉ”, “œ5”."""
    if before.isdecimal() or after.isdecimal():
        return True
    if sign.isupper():
        return before.islower() or (before.isupper() and after.islower())
    return after.isupper()
