"""Pounds and pence as they stand in books and files: read to the penny, or refused and why."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from bigstory.kit.numbers.meant import plain
from bigstory.kit.numbers.reading import Of, read

MOST = Decimal(10_000_000)
PENNY = Decimal("0.01")
MINUS = "-−–"
PLAIN = re.compile(r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(?:\.[0-9]{1,2})?")
COMMA_FOR_POINT = re.compile(r"[0-9]+(?:[. ][0-9]{3})*,(?:[0-9]{1,2})?")
TOO_FINE = re.compile(r"[0-9, ]*\.[0-9]{3,}")
LONGEST = 80


class NotPounds(ValueError):
    """Why this is no sum of money, as the end of a sentence that starts with what it was for."""


class Meant(NotPounds):
    """A sum is only thought to be meant, or is called a guess, and has to be asked about."""

    def __init__(self, excerpt: str, number: Decimal) -> None:
        self.number = number
        words = {"typed": excerpt, "number": plain(number, pence=True)}
        super().__init__(_("is “%(typed)s”; if you mean %(number)s, write it like that") % words)


def read_pounds(text: str, *, below_nothing: bool = False) -> Decimal:
    """A sum to the penny out of “£1,234.50”, “1234.5”, “50p” or “£4k”.

    Where it may be less than nothing, out of “-50” or “(50.00)” too. Raises NotPounds.
    """
    typed = text.replace("\u00a0", " ").strip()
    if not typed:
        raise NotPounds(_("is empty; write pounds and pence, such as 1,234.50"))
    digits, negative = _sign(typed)
    amount, sure = _amount(digits, typed)
    if amount > MOST:
        raise NotPounds(_("is more than £10,000,000; please check it"))
    if amount == 0:
        raise NotPounds(_("is nothing; write what it was, or leave it out"))
    if negative and not below_nothing:
        raise NotPounds(_("is less than nothing; write the pounds without a minus"))
    amount = -amount if negative else amount
    if not sure:
        raise Meant(_excerpt(typed), amount)
    return amount


def _sign(typed: str) -> tuple[str, bool]:
    """The figures by themselves, and whether they are less than nothing: -5, £-5, -£5 or (5)."""
    if typed[:1] == "(" and typed[-1:] == ")":
        return typed[1:-1].strip().removeprefix("£").strip(), True
    bare = typed.removeprefix("£").strip()
    minus = bare[:1] in tuple(MINUS)
    return (bare[1:].strip().removeprefix("£").strip() if minus else bare), minus


def _amount(digits: str, typed: str) -> tuple[Decimal, bool]:
    """The sum without its sign, and whether it is sure. Raises NotPounds."""
    if digits and len(digits) <= 20 and PLAIN.fullmatch(digits):
        return Decimal(re.sub("[, ]", "", digits)).quantize(PENNY), True
    sign = "£" if "£" in typed else ""
    found = read(f"{sign}{digits}", Of.POUNDS) if len(digits) <= LONGEST else None
    if found is None or found.number != round(found.number, 2):
        raise NotPounds(_why(digits, typed))
    return round(found.number, 2), found.sure and not found.about


def _why(digits: str, typed: str) -> str:
    words = {"typed": _excerpt(typed)}
    if COMMA_FOR_POINT.fullmatch(digits):
        return _("is “%(typed)s”; put a point before the pence, such as 1234.50") % words
    if TOO_FINE.fullmatch(digits):
        return _("is “%(typed)s”; write two figures after the point, such as 1234.50") % words
    return _("is “%(typed)s”; write pounds and pence, such as 1,234.50") % words


def _excerpt(typed: str) -> str:
    return typed if len(typed) <= 24 else f"{typed[:24]}…"
