"""Numbers as tired people type them: read whole, or asked about, never guessed.

“1,200”, “about 40”, “forty-one”, “two dozen”, “£1.5k”, “50p”, “90 minutes” and “30 to 40” are read.
Where something is left over (“lunch for 41”), or a comma or point may mean either thing (“1.200”),
the number is only thought to be meant, and the form asks. There is no float on the way.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from bigstory.kit.numbers.cardinals import PARTS, Amount, amount_at


class Of(Enum):
    """What is counted. It decides which units may follow, and what “m” is."""

    PEOPLE = "people"
    HOURS = "hours"
    MINUTES = "minutes"
    POUNDS = "pounds"
    YEARS = "years"
    ANYTHING = "anything"


@dataclass(frozen=True)
class Read:
    """A number somebody typed. `about`: their own words call it a guess. Not `sure`: something is
    left over, or it can be read in another way, and they are asked whether it is meant.
    """

    number: Decimal
    about: bool = False
    sure: bool = True


ONE = Decimal(1)
NOBODY = re.compile(r"(none|nobody|no one|no-one|nil|zero|nothing)\.?")
# With these in it a text says that there is no number, whatever else stands in it.
NOT_KNOWN = re.compile(
    r"\b(no one|no-one|nobody|none|not sure|unsure|unknown|no idea|don.?t know|dunno)\b|\?"
)
TOKEN = re.compile(
    r"[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,200.50
    r"|[0-9]+,[0-9]{1,2}(?![0-9])"  # 12,50
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
    r"|[a-z]+|\S"
)
HOURS_AND_MINUTES = re.compile(r"[0-9]+\.[0-5][0-9]")  # “1.30” may be an hour and a half
AFTER_A_WORD = re.compile(r"(?<=[a-z])\.(?=[0-9])")  # “c.40” is no part of one
FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
ABOUT = {
    *("about", "around", "roughly", "approx", "approximately", "nearly", "almost", "over", "circa"),
    *("ca", "c", "~", "some", "maybe", "perhaps", "probably", "under", "say", "+", "ish", "plus"),
    "odd",
}
ABOUT_PHRASES = re.compile(
    r"\b(or so|give or take|at least|at most|up to|more than|less than|fewer than|just over"
    r"|just under|i think|or more|ish)\b|(?<=[0-9])ish\b|(?<=[a-z0-9])-(ish|plus|odd)\b"
)
PEOPLE = {
    *(
        "people",
        "persons",
        "person",
        "adults",
        "adult",
        "children",
        "child",
        "kids",
        "women",
        "men",
    ),
    *("residents", "neighbours", "volunteers", "members", "households", "families"),
}
PEOPLE_PHRASES = re.compile(r"\b(of us|of them|in all|altogether|in total|came|helped)\b")
HOUR = {"h", "hr", "hrs", "hour", "hours"}
MINUTE = {"m", "min", "mins", "minute", "minutes"}
POUND = {"£", "pound", "pounds", "quid", "gbp"}
PENCE = {"p", "pence", "penny"}
PERCENT = {"%", "percent"}
UNITS = {
    Of.PEOPLE: dict.fromkeys(PEOPLE, ONE),
    Of.HOURS: dict.fromkeys(HOUR, ONE) | dict.fromkeys(MINUTE, ONE / 60),
    Of.MINUTES: dict.fromkeys(MINUTE, ONE) | dict.fromkeys(HOUR, Decimal(60)),
    Of.POUNDS: dict.fromkeys(POUND, ONE) | dict.fromkeys(PENCE, ONE / 100),
    Of.YEARS: {},
    Of.ANYTHING: dict.fromkeys(PERCENT | POUND | PEOPLE, ONE) | dict.fromkeys(PENCE, ONE / 100),
}
BELOW_NOTHING = {"-", "–", "—", "−", "minus"}
BETWEEN = {"to", "-", "–", "—", "or"}
# Of these, the middle of “30 to 40” is what somebody means by it.
RANGES = (Of.PEOPLE, Of.HOURS, Of.MINUTES)
STEPS = {Of.PEOPLE: ONE, Of.MINUTES: ONE, Of.HOURS: Decimal("0.1")}


def read(text: str, of: Of = Of.PEOPLE) -> Read | None:
    """The number in a text; None where there is none, or more than one to choose from."""
    typed = _plain(text)
    if NOBODY.fullmatch(typed):
        return Read(Decimal(0))
    if NOT_KNOWN.search(typed):
        return None
    about = bool(ABOUT_PHRASES.search(typed))
    tokens = TOKEN.findall(_without(typed, ABOUT_PHRASES, PEOPLE_PHRASES))
    about = about or any(token in ABOUT for token in tokens)
    tokens = [token for token in tokens if token not in ABOUT and token != "."]
    found = _whole(tokens, of) or _only_one(tokens, of)
    return replace(found, about=found.about or about) if found else None


def is_about(text: str) -> bool:
    """Whether the text itself calls its number of people a guess."""
    found = read(text)
    return found is not None and found.about


def sign_of(text: str) -> str:
    """“%” or “£” where a number stands with it: part of what it says. Else nothing."""
    tokens = set(TOKEN.findall(_plain(text)))
    if tokens & PERCENT:
        return "%"
    return "£" if tokens & (POUND | PENCE) else ""


def _plain(text: str) -> str:
    for sign, part in FRACTIONS.items():
        text = re.sub(rf"(?<![0-9]){sign}", f"0{part}", text).replace(sign, part)
    plain = unicodedata.normalize("NFKC", text).casefold().replace("per cent", "%")
    plain = AFTER_A_WORD.sub(" ", plain.replace("\N{HYPHEN}", "-"))
    return " ".join(plain.split()).rstrip(".")


def _without(text: str, *phrases: re.Pattern[str]) -> str:
    for phrase in phrases:
        text = phrase.sub(" ", text)
    return text


def _whole(tokens: list[str], of: Of) -> Read | None:
    """All tokens as one number, or as a range; None where something is left over."""
    is_between = tokens[:1] == ["between"]
    tokens = tokens[is_between:]
    first = _measured(tokens, 0, of)
    if first is None:
        return None
    if first.end == len(tokens):
        return Read(first.number, sure=first.sure and not _has_two_meanings(tokens, of))
    between = tokens[first.end]
    is_range = between in BETWEEN or (is_between and between == "and" and of in RANGES)
    if of == Of.YEARS or not is_range:
        return None
    last = _measured(tokens, first.end + 1, of)
    if last is None or last.end != len(tokens):
        return None
    return _middle(first, last, of)


def _has_two_meanings(tokens: list[str], of: Of) -> bool:
    """“1.30” hours; and “half” alone, of which only hours and minutes say what it is a half of."""
    if of == Of.HOURS:
        return HOURS_AND_MINUTES.fullmatch(tokens[0]) is not None
    return of != Of.MINUTES and tokens[0] in PARTS and len(tokens) == 1


def _middle(first: Amount, last: Amount, of: Of) -> Read | None:
    """The middle of a range. “3 to 4k” is 3,000 to 4,000."""
    low = first.number * last.scale if first.scale == 1 else first.number
    if not first.number or low >= last.number:
        return None
    middle = (low + last.number) / 2
    if of == Of.PEOPLE and last.number - low < 2:  # “one or two” is neither
        return None
    if of in STEPS:
        middle = middle.quantize(STEPS[of], ROUND_HALF_UP)
    return Read(middle, about=True, sure=of in RANGES and first.sure and last.sure)


def _measured(tokens: list[str], at: int, of: Of) -> Amount | None:
    """An amount with its unit, or with two: “1 hour 30 minutes”, “3 pounds 50”."""
    units = UNITS[of]
    before = at < len(tokens) and tokens[at] in POUND and of in (Of.POUNDS, Of.ANYTHING)
    amount = amount_at(tokens, at + before, millions=of in (Of.POUNDS, Of.ANYTHING))
    if amount is None:
        return None
    if amount.end == len(tokens) or tokens[amount.end] not in units:
        return amount
    unit = units[tokens[amount.end]]
    if tokens[amount.end] in PENCE and (before or "." in tokens[at]):
        # “£12.50p” and “12.50p” are pounds as they are spoken.
        return replace(amount, end=amount.end + 1, sure=False)
    amount = replace(amount, number=amount.number * unit, end=amount.end + 1)
    return _with_rest(tokens, amount, of, smaller=unit == max(units.values()))


def _with_rest(tokens: list[str], amount: Amount, of: Of, *, smaller: bool) -> Amount:
    """The same with what follows in the smaller unit, and “an hour and a half”."""
    parts = {Of.HOURS: 60, Of.MINUTES: 1, Of.POUNDS: 100}
    at = amount.end + (tokens[amount.end : amount.end + 1] == ["and"])
    rest = amount_at(tokens, at) if smaller and of in parts else None
    if rest is None:
        return _tidy(amount, of)
    per = Decimal(1) / parts[of]
    end = rest.end
    if end < len(tokens) and tokens[end] in UNITS[of]:
        if UNITS[of][tokens[end]] == max(UNITS[of].values()):
            return amount
        end += 1
    elif rest.number in PARTS.values():
        per = max(UNITS[of].values())
    return _tidy(replace(amount, number=amount.number + rest.number * per, end=end), of)


def _tidy(amount: Amount, of: Of) -> Amount:
    """Minutes as hours to one figure, which is what is kept of them; sure where that is all."""
    if of != Of.HOURS or amount.number < STEPS[of] / 2:
        return amount
    kept = amount.number.quantize(STEPS[of], ROUND_HALF_UP)
    near = abs(kept - amount.number) < Decimal("0.001")
    return replace(amount, number=kept, sure=amount.sure and near)


def _only_one(tokens: list[str], of: Of) -> Read | None:
    """The one number among other words, which is asked about."""
    found = []
    at = 0
    while at < len(tokens):
        amount = _measured(tokens, at, of)
        if amount is None and tokens[at] in BELOW_NOTHING:
            return None
        if amount is not None:
            found.append(amount.number)
        at = amount.end if amount else at + 1
    return Read(found[0], sure=False) if len(found) == 1 else None
