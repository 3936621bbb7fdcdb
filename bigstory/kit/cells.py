"""Readers of the cells of a spreadsheet: words, days, pounds, yes or no, one of a few.

Each is made once for a column, and raises Bad with the end of a sentence that begins with the
column's name.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bigstory.core.files.spreadsheet import BEGINS_A_FORMULA, safe
from bigstory.core.folding import fold
from bigstory.core.moving.columns import About, Bad, BadSum, Doubtful, Habit
from bigstory.kit.numbers.days import read_day, read_half_year
from bigstory.kit.numbers.pounds import COMMA_FOR_POINT, MINUS, NotPounds, read_pounds
from bigstory.kit.numbers.reading import Of, read

Read = Callable[[str, About], Any]
YES = ("yes", "y", "true", "1", "x", "✓")
NO = ("no", "n", "false", "0")


def unsafe(cell: str) -> str:
    """The words of a cell that `safe` wrote, when a file comes back."""
    return cell[1:] if cell[:1] == "'" and safe(cell[1:]) == cell else cell


def cut(cell: str) -> dict[str, str]:
    """The beginning of a cell, for a sentence about it."""
    return {"words": cell if len(cell) <= 40 else f"{cell[:40]}…"}


def line(longest: int, *, filled: bool = False) -> Read:
    """One line of words. `filled`: it may not be empty."""

    def reader(cell: str, about: About) -> str:
        return _words(" ".join(unsafe(cell).split()), cell, longest, filled)

    return reader


def words(longest: int = 20_000, *, filled: bool = False) -> Read:
    """Words in as many lines as they have."""

    def reader(cell: str, about: About) -> str:
        return _words(unsafe(cell).strip(), cell, longest, filled)

    return reader


def _words(found: str, cell: str, longest: int, filled: bool) -> str:
    if filled and not found:
        raise Bad(_("is empty"))
    if found.startswith(BEGINS_A_FORMULA) and not cell.startswith("'"):
        sign = {"sign": found[0]}
        raise Bad(
            _("starts with %(sign)s, which a spreadsheet would run; start with a word") % sign
        )
    if len(found) > longest:
        length = {"n": len(found), "most": longest}
        raise Bad(_("has %(n)s letters; at most %(most)s fit") % length)
    return found


def day(*, filled: bool = False) -> Read:
    def reader(cell: str, about: About) -> date | None:
        if not cell and not filled:
            return None
        return read_day(cell, serial=Habit.SERIAL_DAYS in about.habits)

    return reader


def half_year(cell: str, about: About) -> date:
    if not cell:
        raise Bad(_("is empty; write the half-year, such as January to June 2016"))
    return read_half_year(cell, serial=Habit.SERIAL_DAYS in about.habits)


def pounds(
    *, filled: bool = False, below_nothing: bool = False, may_be_nothing: bool = False
) -> Read:
    """A sum to the penny; None where it is empty and may be."""

    def reader(cell: str, about: About) -> Decimal | None:
        typed = unsafe(cell)
        if not typed and not filled:
            return None
        if may_be_nothing and typed.strip("£ ") in ("0", "0.00", "-", "nil"):
            return Decimal("0.00")
        if Habit.COMMA_PENCE in about.habits:
            typed = _with_point(typed)
        try:
            amount = read_pounds(typed, below_nothing=True)
        except NotPounds as why:
            raise _about_comma(typed, why) from None
        if amount < 0 and not below_nothing:
            raise BadSum(_("is less than nothing; write the pounds without a minus"), amount)
        return amount

    return reader


def _has_comma_pence(typed: str) -> bool:
    return COMMA_FOR_POINT.fullmatch(_bare(typed)) is not None


def _bare(typed: str) -> str:
    return typed.replace("\u00a0", " ").strip(" ()£€" + MINUS)


def _with_point(typed: str) -> str:
    """“1.200,50” as we write it. Raises Bad for “7,500”, which is something else there and here."""
    if not _has_comma_pence(typed):
        if "," in typed and "." not in typed:
            why = _("is “%(words)s”; where the comma stands before the pence, write 7500 or 7,50")
            raise Bad(why % cut(typed))
        return typed
    return typed.replace(".", "").replace(" ", "").replace(",", ".")


def _about_comma(typed: str, why: NotPounds) -> Bad:
    if not _has_comma_pence(typed):
        return Bad(str(why))
    return Doubtful(str(why), Habit.COMMA_PENCE)


def yes_or_no(*, empty: bool = False) -> Read:
    """`empty`: what an empty cell says."""

    def reader(cell: str, about: About) -> bool:
        said = fold(cell)
        if not said:
            return empty
        if said not in (*YES, *NO):
            raise Bad(_("is “%(words)s”; write yes or no") % cut(cell))
        return said in YES

    return reader


def choice(
    choices: Mapping[str, str | Promise],
    also: Mapping[str, str] | None = None,
    *,
    empty: str | None = None,
) -> Read:
    """One of a few, by its words or its short name. `empty`: what an empty cell says, if it may be.

    `also`: other words for one.
    """

    def reader(cell: str, about: About) -> str:
        if not cell and empty is not None:
            return empty
        known = {fold(str(name)): value for value, name in choices.items()}
        known |= {fold(value): value for value in choices} | dict(also or {})
        if (found := known.get(fold(cell))) is not None:
            return found
        names = {"names": "; ".join(str(name) for name in choices.values())}
        if not cell:
            raise Bad(_("is empty; there are: %(names)s") % names)
        raise Bad(_("is “%(words)s”; there are: %(names)s") % (cut(cell) | names))

    return reader


def count(of: Of = Of.PEOPLE, *, most: int = 1_000_000) -> Read:
    """A whole number, or None where it is empty."""

    def reader(cell: str, about: About) -> int | None:
        if not cell:
            return None
        found = read(cell, of)
        if found is None or not found.sure or found.number % 1 or not 0 <= found.number <= most:
            raise Bad(_("is “%(words)s”; write a whole number, such as 41") % cut(cell))
        return int(found.number)

    return reader


def hours(cell: str, about: About) -> Decimal | None:
    if not cell:
        return None
    try:
        plain = Decimal(cell)
    except ArithmeticError:
        found = read(cell, Of.HOURS)
        plain = found.number if found and found.sure else Decimal(-1)
    if not plain.is_finite() or not 0 <= plain < 100_000 or plain != round(plain, 1):
        raise Bad(_("is “%(words)s”; write hours, such as 12 or 7.5") % cut(cell))
    return round(plain, 1)


def mail_address(cell: str, about: About) -> str:
    found = unsafe(cell).strip().lower()
    try:
        validate_email(found)
    except ValidationError:
        raise Bad(_("is “%(words)s”; write an e-mail address") % cut(cell)) from None
    return found


def year(cell: str, about: About) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdecimal() and 1990 <= int(cell) <= 2100):
        raise Bad(_("is “%(words)s”; write a year, such as 2016") % cut(cell))
    return int(cell)


def named(what: str, *, filled: bool = True, missing: str | Promise = "") -> Read:
    """The key of something by one of its names, folded: `what` is the part of the vocabulary, a
    mapping from folded names to keys. Where a name may be two things it leads to None.
    """

    def reader(cell: str, about: About) -> Any:
        if not cell:
            if filled:
                raise Bad(_("is empty"))
            return None
        known = getattr(about.vocabulary, what)
        folded = fold(unsafe(cell))
        if folded not in known:
            sentence = missing or _("which is not known here")
            raise Bad(_("is “%(words)s”, %(why)s") % (cut(cell) | {"why": sentence}))
        if known[folded] is None:
            raise Bad(_("is “%(words)s”, which is the name of several; write another") % cut(cell))
        return known[folded]

    return reader
