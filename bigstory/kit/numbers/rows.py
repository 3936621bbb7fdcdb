"""The numbers of rows in addresses and forms, which scripts and old links send as anything."""

# More digits than these no database holds.
MOST_DIGITS = 18


def row_number(text: str) -> int | None:
    """The number of a row; None where the text is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def row_numbers(texts: list[str]) -> list[int]:
    """Those of several texts that are numbers of rows."""
    return [number for text in texts if (number := row_number(text)) is not None]
