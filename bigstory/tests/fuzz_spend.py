"""Malformed spend files through the real upload page: no error of ours, and nothing half saved.

Run it by hand as `python -m bigstory.tests.fuzz_spend 2000`, which prints its counts; the suite
runs a few hundred.
"""

import os
import random
import sys
from collections import Counter

from django.core.files.uploadedfile import SimpleUploadedFile

from bigstory.testing.workbooks import workbook

HEAD = "heading,priority,theme,amount,note,corrects"
WORDS = (
    "Soup",
    "Hall hire",
    "Café",
    "Wages, part",
    "Line\nbreak",
    'A "quoted" thing',
    "Ünï",
    "日本",
    "",
)
AMOUNTS = (
    "5",
    "£1,234.50",
    "1234.5",
    "12,50",
    "1e308",
    "-1e308",
    "NaN",
    "Infinity",
    "−5",
    "-5.00",
    "(50)",
    "£",
    "£-3",
    "0",
    "0.001",
    "1.234,56",
    "9" * 400,
    "31/12/2025",
    "0001-01-01",
    "9999-12-31",
    "=1+1",
    "+44 20",
    "٣٤",
    "１２",
    "5 ",
    "",
)
CELLS = (
    "",
    "Soup",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1",
    "-1",
    "\t=1",
    "'=1",
    "x" * 200,
    "x" * 200_000,
    "a\x00b",
    "\x07",
    "\ud7ff",
    "\ufeff",
    "\u202e",
    "1e308",
    "no-such-theme",
    "small-grants",
    "delivery-costs",
    "line 3",
    "99999999999999999999",
    "-1",
    "1; DROP TABLE",
    "<script>",
    "%s%n",
    "{{ x }}",
    "' OR 1=1",
    "0001-01-01",
    "９９",
)
COLUMNS = (
    "heading",
    "amount",
    "priority",
    "theme",
    "note",
    "corrects",
    "pounds",
    "£",
    "Amount",
    "",
    "id",
    "state",
    "=1",
)
RAW = (
    b"",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xff\xfea",
    b"PK\x03\x04junk",
    b"\xd0\xcf\x11\xe0",
    b"%PDF-1.7",
    b"\n\n\n",
    b'"',
    b'heading,amount\n"Soup',
    b"heading,amount\r\rSoup,5",
    b"\x81\x8d\x8f",
    b"heading,amount",
    b",,,,\n,,,,",
    b"heading,amount\n" + b"Soup,5\n" * 2_500,
    b"heading,amount\nx," + b"9" * 600_000,
    b"\x1f\x8b\x08",
)
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "latin-1",
)


def a_file(chance: random.Random) -> bytes:
    """One file that somebody, or something, has spoilt."""
    if chance.random() < 0.08:
        return chance.choice(RAW)
    if chance.random() < 0.03:
        return _broken(workbook([HEAD.split(","), ["Soup", "", "", 5, "", ""]]), chance)
    between = chance.choice((",", ",", ",", ";", "\t", "|"))
    head = (
        HEAD if chance.random() < 0.7 else ",".join(chance.choices(COLUMNS, k=chance.randint(1, 7)))
    )
    if chance.random() < 0.1:
        return "\n".join(
            [HEAD, *(f"{chance.choice(WORDS[:3])},,,{n}.50,," for n in range(1, 5))]
        ).encode()
    rows = [between.join(_row(chance)) for _each in range(chance.randint(0, 8))]
    end = chance.choice(("\n", "\r\n", "\r"))
    text = end.join([head.replace(",", between), *rows]) + chance.choice(("", end, end + '"'))
    raw = text.encode(chance.choice(ENCODINGS), errors="replace")
    return _broken(raw, chance)


def _row(chance: random.Random) -> list[str]:
    cells = [
        chance.choice(WORDS),
        chance.choice(CELLS),
        chance.choice(CELLS),
        chance.choice(AMOUNTS),
        chance.choice(CELLS),
        "",
    ]
    if chance.random() < 0.4:
        cells = [chance.choice(WORDS[:3]), "", "", chance.choice(AMOUNTS[:3]), "", ""]
    if chance.random() < 0.15:
        cells = cells[: chance.randint(0, 6)] + [chance.choice(CELLS)] * chance.randint(0, 3)
    return [_quoted(cell) if chance.random() < 0.8 else cell for cell in cells]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',;\t"\n') else cell


def _broken(raw: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.15 and raw:
        raw = raw[: chance.randrange(len(raw))]
    if chance.random() < 0.15 and raw:
        place = chance.randrange(len(raw))
        raw = raw[:place] + bytes([chance.randrange(256)]) + raw[place + 1 :]
    return raw


def bring(client, url: str, report, files: int, seed: int) -> Counter:
    """Send that many files, one after the other. Every one comes in whole or leaves no trace."""
    chance = random.Random(seed)
    found = Counter()
    for _each in range(files):
        raw = a_file(chance)
        before = _rows(report)
        instead = chance.choice(("", "", "yes", "nonsense"))
        body = {"file": SimpleUploadedFile("spend.csv", raw, "text/csv"), "instead": instead}
        try:
            response = client.post(url, body)
        except Exception as error:  # a fault of ours is what this looks for
            found[f"errors of ours: {type(error).__name__}: {str(error)[:80]}"] += 1
            continue
        found["files"] += 1
        after = _rows(report)
        if response.status_code == 302:
            found["taken in"] += 1
        elif response.status_code == 200:
            found["refused with reasons"] += 1
            found["half saved"] += after != before
            found["refused without a word"] += b'class="errors"' not in response.content
        else:
            found[f"errors of ours: status {response.status_code}"] += 1
        if len(after) > 400:
            report.lines.all().delete()
    return found


def _rows(report) -> list:
    return list(report.lines.order_by("pk").values_list())


def faults(found: Counter) -> dict:
    return {
        name: n
        for name, n in found.items()
        if n and name.startswith(("errors", "half", "refused without"))
    }


def main() -> None:
    """The same through pytest, which brings a database of its own."""
    import pytest

    os.environ["SPEND_FILES"] = sys.argv[1] if len(sys.argv) > 1 else "2000"
    test = "test_no_spoilt_file_breaks_the_page_or_is_half_saved"
    where = f"partnerships/money/tests/test_spend_files.py::{test}"
    raise SystemExit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", where]))


if __name__ == "__main__":
    main()
