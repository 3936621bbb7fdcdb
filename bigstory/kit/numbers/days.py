"""Days as they stand in books and files: read whole, or refused and why; never guessed.

Days are written British: 12/3/17 is 12 March 2017.
"""

import re
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bigstory.core.db.dated import today
from bigstory.core.moving.columns import Bad, Doubtful, Habit

MONTHS = "january february march april may june july august september october november december"
MONTH = {name[:3]: number for number, name in enumerate(MONTHS.split(), start=1)}
WHOLE = {name: number for number, name in enumerate(MONTHS.split(), start=1)} | {"sept": 9}
WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? +", re.IGNORECASE)
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -]([0-9]{2,4})")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
MONTH_ONLY = re.compile(r"([a-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})")
QUARTER = re.compile(r"(?:q|qtr|quarter) ?([1-4]),? ?([0-9]{4})|([0-9]{4}),? ?q([1-4])")
YEAR = re.compile(r"[0-9]{4}")
SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
# Day 0 of a spreadsheet, which takes 1900 for a leap year.
SERIAL_BEGINS = date(1899, 12, 30)
EARLIEST, LATEST = date(2000, 1, 1), date(2060, 1, 1)


def read_day(text: str, *, serial: bool = False) -> date:
    """A day out of “12/3/17”, “12 March 2017”, “2017-03-12” and the like. Raises Bad.

    `serial`: somebody said that numbers such as 42430 are days as a spreadsheet counts them.
    """
    typed = WEEKDAY.sub("", " ".join(text.split())).casefold()
    if not typed:
        raise Bad(_("is empty; write a day, such as 12 March 2017"))
    if SERIAL.fullmatch(typed):
        return _sensible(_serial(typed, sure=serial), text)
    for shape, parts in ((ISO, _iso), (FIGURES, _figures), (NAMED, _named), (MONTH_FIRST, _first)):
        if found := shape.fullmatch(typed):
            return _sensible(_made(parts(found), text), text)
    raise Bad(_why_not(typed, text))


def _iso(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[1]), int(found[2]), int(found[3])


def _figures(found: re.Match[str]) -> tuple[int, int, int]:
    return _year(found[4]), int(found[3]), int(found[1])


def _named(found: re.Match[str]) -> tuple[int, int, int]:
    return _year(found[3]), _month(found[2]), int(found[1])


def _first(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[3]), _month(found[1]), int(found[2])


def _year(figures: str) -> int:
    """Two figures are a year of this century that is not far ahead; else they stay as they are."""
    year = int(figures)
    return 2000 + year if len(figures) == 2 and year <= today().year % 100 + 20 else year


def _month(name: str) -> int:
    return WHOLE.get(name) or (MONTH.get(name, 0) if len(name) == 3 else 0)


def _made(parts: tuple[int, int, int], text: str) -> date:
    year, month, day = parts
    try:
        return date(year, month, day)
    except ValueError:
        pass
    words = {"words": _cut(text)}
    if month > 12 and day <= 12:
        raise Bad(_("is “%(words)s”; write the day before the month, such as 25/3/2017") % words)
    raise Bad(_("is “%(words)s”, and there is no such day") % words)


def _sensible(day: date, text: str) -> date:
    if not EARLIEST <= day < LATEST:
        words = {"words": _cut(text), "year": EARLIEST.year}
        raise Bad(_("is “%(words)s”; check the year, which is not after %(year)s") % words)
    return day


def _serial(typed: str, *, sure: bool) -> date:
    day = SERIAL_BEGINS + timedelta(days=int(typed.split(".")[0]))
    if not sure:
        words = {"words": typed, "day": date_format(day, "j F Y")}
        why = _("is %(words)s, a number; counted as a spreadsheet does it is %(day)s") % words
        raise Doubtful(why, Habit.SERIAL_DAYS)
    return day


def _why_not(typed: str, text: str) -> str:
    words = {"words": _cut(text)}
    month = MONTH_ONLY.fullmatch(typed)
    if (month and _month(month[1])) or QUARTER.fullmatch(typed) or YEAR.fullmatch(typed):
        return _("is “%(words)s”, which is no single day; write the day, such as 1 March 2015") % (
            words
        )
    return _("is “%(words)s”; write a day, such as 12 March 2017") % words


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def read_half_year(text: str, *, serial: bool = False) -> date:
    """The first day of a half-year, out of a day in it, “March 2015”, “H1 2016” or “Q3 2016”.

    A quarter is read where it lies in the same half whether years begin in January or in April.
    Raises Bad.
    """
    typed = " ".join(text.split()).casefold()
    half = re.fullmatch(r"(?:h|half ?)([12]),? ?([0-9]{4})|([0-9]{4}),? ?h([12])", typed)
    if half:
        return _first_of(int(half[2] or half[3]), 1 if (half[1] or half[4]) == "1" else 7)
    months = re.fullmatch(r"(jan)[a-z]* ?(?:to|-|–) ?jun[a-z]* ([0-9]{4})", typed)
    if months:
        return _first_of(int(months[2]), 1)
    months = re.fullmatch(r"(jul)[a-z]* ?(?:to|-|–) ?dec[a-z]* ([0-9]{4})", typed)
    if months:
        return _first_of(int(months[2]), 7)
    if found := QUARTER.fullmatch(typed):
        return _half_of_quarter(int(found[1] or found[4]), int(found[2] or found[3]), text)
    month = MONTH_ONLY.fullmatch(typed)
    if month and _month(month[1]):
        year = _year(month[2])
        return _first_of(year, 1 if _month(month[1]) <= 6 else 7)
    day = read_day(text, serial=serial)
    return _first_of(day.year, 1 if day.month <= 6 else 7)


def _half_of_quarter(quarter: int, year: int, text: str) -> date:
    """The first quarter is January to March or April to June; the third lies late in both."""
    if quarter in (1, 3):
        return _first_of(year, 1 if quarter == 1 else 7)
    words = {"words": _cut(text)}
    raise Bad(
        _(
            "is “%(words)s”, which is another half-year where years begin in April; write its "
            "first month, such as July 2016"
        )
        % words
    )


def _first_of(year: int, month: int) -> date:
    return _sensible(date(year, month, 1), str(year))
