"""Rows of a spreadsheet that add up the rows above them, and are no money spent.

A row called “Total” may also be what a firm of that name was paid, so somebody is asked.
"""

from dataclasses import dataclass
from decimal import Decimal

TOTALS = {
    *("total", "totals", "sub total", "subtotal", "grand total", "overall total"),
    *("sum", "sum total", "total spend", "total spent", "total spending", "total expenditure"),
}


@dataclass(frozen=True)
class Line:
    """A row that was read. `amount` is None where none could be."""

    number: int
    heading: str
    amount: Decimal | None


def totals_among(lines: list[Line]) -> list[Line]:
    """The rows that seem to be totals: the sum of those above, or of those since the last total,
    under such a name or none; and the last row, where it has such a name.
    """
    found: list[Line] = []
    all_above = since = Decimal(0)
    for line in lines:
        named = " ".join(line.heading.casefold().replace("-", " ").split()).rstrip(" :") in TOTALS
        adds_up = line.amount in (all_above, since) and line.amount != 0
        if line.amount is None:
            continue
        if (adds_up and (named or not line.heading)) or (named and line is lines[-1]):
            found.append(line)
            since = Decimal(0)
        else:
            all_above += line.amount
            since += line.amount
    return found
