"""Numbers in figures and in English words, up to millions: “1,200”, “forty-one”, “two dozen”, “4k”,
“two and a half thousand”, “half a dozen”.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
UNITS = {word: number for number, word in enumerate(SMALL.split())}
ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * number for number, word in enumerate(ROUND.split(), start=2)}
MISSPELT = {"fourty": "forty", "ninty": "ninety"}
SCALES = {
    "dozen": 12,
    "dozens": 0,  # a word of its own for “many”
    "score": 20,
    "hundred": 100,
    "k": 1000,
    "thousand": 1000,
    "grand": 1000,
    "million": 1_000_000,
}
MILLIONS = {"m": 1_000_000, "mil": 1_000_000, "mn": 1_000_000}
ARTICLES = ("a", "an")
HALF = Decimal("0.5")
PARTS = {"half": HALF, "quarter": Decimal("0.25")}
FIGURES = re.compile(r"\.?[0-9][0-9., ]*")
THOUSANDS_OR_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True)
class Amount:
    """A number that ends before the token at `end`. `scale` is what it was multiplied by at last:
    1,000 in “4k”. Not `sure`: its comma or point may mean either thing.
    """

    number: Decimal
    end: int
    scale: int = 1
    sure: bool = True


def amount_at(tokens: list[str], at: int, *, millions: bool = False) -> Amount | None:
    """The number that begins with this token, as far as it goes. `millions`: “m” is one."""
    scales = SCALES | (MILLIONS if millions else {})
    start = _figures(tokens, at) or _part(tokens, at) or _words(tokens, at)
    if start is None and tokens[at : at + 1] and tokens[at] in ARTICLES:
        follows = tokens[at + 1] if at + 1 < len(tokens) else ""
        if follows in scales or follows in ("hour", "quarter", "half"):
            start = _part(tokens, at + 1) or Amount(Decimal(1), at + 1)
    return _scaled(tokens, start, scales) if start else None


def _figures(tokens: list[str], at: int) -> Amount | None:
    if at >= len(tokens) or not FIGURES.fullmatch(tokens[at]):
        return None
    token = tokens[at]
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", token):
        return Amount(Decimal(token.replace(",", ".")), at + 1, sure=False)
    if THOUSANDS_OR_DECIMALS.fullmatch(token):
        return Amount(Decimal(token.replace(".", "")), at + 1, sure=False)
    return Amount(Decimal(re.sub("[, ]", "", token)), at + 1)


def _part(tokens: list[str], at: int) -> Amount | None:
    """“half”, “half an hour”, “quarter of an hour”: the part alone, before what it is a part of."""
    if at >= len(tokens) or tokens[at] not in PARTS:
        return None
    end = at + 1
    end += tokens[end : end + 1] == ["of"]
    end += tokens[end : end + 1] in (["a"], ["an"])
    return Amount(PARTS[tokens[at]], end)


def _words(tokens: list[str], at: int) -> Amount | None:
    """“forty-one”, “a hundred and twenty”, without thousands."""
    number, end, last = 0, at, ""
    while end < len(tokens):
        word = MISSPELT.get(tokens[end], tokens[end])
        if word in ("-", "and") and _goes_on(tokens, end, last, word):
            end += 1
        elif word in UNITS and (number % 100 == 0 or last == "tens" and 0 < UNITS[word] < 10):
            number, last, end = number + UNITS[word], "unit", end + 1
        elif word in TENS and number % 100 == 0:
            number, last, end = number + TENS[word], "tens", end + 1
        elif word == "hundred" and 0 < number < 100:
            number, last, end = number * 100, "hundred", end + 1
        else:
            break
    return Amount(Decimal(number), end) if last else None


def _goes_on(tokens: list[str], at: int, last: str, between: str) -> bool:
    follows = tokens[at + 1] if at + 1 < len(tokens) else ""
    if between == "-":
        return last == "tens" and 0 < UNITS.get(follows, 0) < 10
    return last == "hundred" and (follows in UNITS or follows in TENS)


def _scaled(tokens: list[str], amount: Amount, scales: dict[str, int]) -> Amount | None:
    """The same after “and a half”, “thousand”, “k”, “dozen” and what comes after those."""
    number, end = amount.number, amount.end
    if tokens[end : end + 3] == ["and", "a", "half"]:
        number, end = number + HALF, end + 3
    scale = scales.get(tokens[end]) if end < len(tokens) else None
    if scale is None:
        return Amount(number, end, sure=amount.sure)
    if not scale:
        return None
    number, end = number * scale, end + 1
    at = end + (tokens[end : end + 1] == ["and"])
    if scale >= 100 and (rest := _words(tokens, at)) and rest.number < scale:
        number, end = number + rest.number, rest.end
    if end < len(tokens) and scales.get(tokens[end], 0) > scale:
        return _scaled(tokens, Amount(number, end, sure=amount.sure), scales)
    return Amount(number, end, scale, amount.sure)
