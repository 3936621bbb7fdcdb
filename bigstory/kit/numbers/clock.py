"""Times of the day as people type them: “19”, “7pm”, “19.30”, “half past seven”, “noon”."""

import re
import unicodedata
from datetime import time

from bigstory.kit.numbers.cardinals import TENS, UNITS, amount_at

NEEDLESS = re.compile(
    r"\b(about|around|roughly|from|at|sharp|prompt|ish)\b|(?<=[0-9])ish\b|\bo.?clock\b|~"
)
SAID_SO = {
    r"\bin the morning\b|\ba\.?m\b\.?|(?<=[0-9])a\.?m\b\.?": " am",
    r"\b(in the (evening|afternoon)|at night|tonight)\b|\bp\.?m\b\.?|(?<=[0-9])p\.?m\b\.?": " pm",
    r"\b(12 |twelve )?(noon|midday)\b": "12:00",
    r"\b(12 |twelve )?midnight\b": "00:00",
}
CLOCK = re.compile(
    r"(?:(?P<part>half|quarter|[0-9]{1,2})(?: (?:minutes?|mins?))? (?P<way>past|to) "
    r"|(?P<half>half) )?"
    r"(?P<hour>[0-9]{1,2})(?:[:.h ]?(?P<minute>[0-5][0-9])(?::00)?)?h?(?: (?P<of>am|pm))?"
)
PARTS = {"half": 30, "quarter": 15}
# Without a nought, “am” or “pm” these hours may be of the morning or of the evening.
TWICE_A_DAY = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


def read_clock(text: str) -> tuple[time, ...]:
    """The time in a text; two where it may be either of them; none where it cannot be read."""
    found = CLOCK.fullmatch(_plain(text))
    if found is None:
        return ()
    at = _minutes(found)
    if at is None:
        return ()
    if found["of"] or found["hour"] not in TWICE_A_DAY:
        return (time(*divmod(at, 60)),)
    later = time(*divmod(at + 12 * 60, 60))
    return (time(*divmod(at, 60)), later) if at >= 60 else (later,)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for words, sign in SAID_SO.items():
        plain = re.sub(words, sign, plain)
    return " ".join(_in_figures(NEEDLESS.sub(" ", plain).split()))


def _in_figures(words: list[str]) -> list[str]:
    """The same with its numbers in figures: “twenty-five”, “seven thirty”."""
    tokens = [token for word in words for token in _parts(word)]
    at = 0
    figures: list[str] = []
    while at < len(tokens):
        amount = amount_at(tokens, at) if tokens[at] in UNITS or tokens[at] in TENS else None
        figures.append(f"{amount.number}" if amount else tokens[at])
        at = amount.end if amount else at + 1
    return figures


def _parts(word: str) -> list[str]:
    return re.findall(r"[a-z]+|-", word) if re.fullmatch(r"[a-z-]+", word) else [word]


def _minutes(found: re.Match[str]) -> int | None:
    """Minutes since midnight; None where the day has no such time."""
    hour = int(found["hour"])
    minute = int(found["minute"] or (30 if found["half"] else 0))
    if hour > 23 or (found["minute"] and (found["way"] or found["half"])):
        return None
    if found["of"] == "pm" and 0 < hour < 12:
        hour += 12
    if found["of"] == "am" and hour >= 12:
        if hour > 12:
            return None
        hour = 0
    at = hour * 60 + minute
    if found["way"]:
        part = PARTS.get(found["part"]) or int(found["part"])
        at = at - part if found["way"] == "to" else at + part
    return at % (24 * 60) if -60 < at < 25 * 60 else None
