"""Compares two keepings of every page (keep_pages.py), and needs neither Django nor code of ours.

An answer is one line of JSON in the file of one person in one record. It is found again by what was
asked, never by the code that answered, so that code before and after it was moved can be compared.
"""

import difflib
import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ASKED = ("record", "who", "kind", "path", "form", "button")
SHOWN = 20  # differences; many pages that differ in the same words are shown once
LINES = 24  # of one of them
SPACE = re.compile(r"\s*([<>])\s*|\s+")
# What is written in these is shown as it is written.
AS_WRITTEN = re.compile(r"(<(?:textarea|pre)\b.*?</(?:textarea|pre)>)", re.DOTALL)


def normalised(html: str) -> str:
    """Any white space is one space, none beside a tag: a piece may be set further in."""
    pieces = AS_WRITTEN.split(html)
    return "".join(each if n % 2 else SPACE.sub(_closed_up, each) for n, each in enumerate(pieces))


def _closed_up(found: re.Match) -> str:
    return found.group(1) or " "


def write_answers(path: Path, answers: list[dict]) -> None:
    """No time and no name in the head of the file: the same answers are the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        for answer in answers:
            file.write(json.dumps(answer, sort_keys=True, ensure_ascii=False).encode() + b"\n")


def read_answers(path: Path) -> dict[tuple, dict]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {tuple(each[name] for name in ASKED): each for each in map(json.loads, file)}


@dataclass
class Found:
    """What a comparison found. Differences of the same words stand together."""

    answers: list[int] = field(default_factory=lambda: [0, 0])
    people: int = 0
    compared: Counter = field(default_factory=Counter)
    differ: int = 0
    only: tuple[list, list] = field(default_factory=lambda: ([], []))
    alike: dict[str, list[tuple]] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        return self.compared.total() > 0 and not self.differ and not any(self.only)


def compared(before: Path, after: Path) -> Found:
    """One person at a time, as a whole keeping would fill the memory."""
    found = Found()
    files = [*before.glob("*.jsonl.gz"), *after.glob("*.jsonl.gz")]
    for name in sorted({path.name for path in files}):
        old = read_answers(before / name)
        new = read_answers(after / name)
        found.people += 1
        found.answers = [found.answers[0] + len(old), found.answers[1] + len(new)]
        found.only[0].extend(old.keys() - new.keys())
        found.only[1].extend(new.keys() - old.keys())
        for asked in (asked for asked in old if asked in new):
            found.compared[asked[ASKED.index("kind")]] += 1
            if old[asked] != new[asked]:
                found.differ += 1
                found.alike.setdefault(difference(old[asked], new[asked]), []).append(asked)
    return found


def difference(old: dict, new: dict) -> str:
    """Of all that differs in two answers, the first lines."""
    parts = []
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            was, now = (_lines(each.get(name)) for each in (old, new))
            parts += [f"{name}:", *list(difflib.unified_diff(was, now, lineterm="", n=1))[2:]]
    more = [f"… and {len(parts) - LINES} more lines"] if len(parts) > LINES else []
    return "\n".join([*parts[:LINES], *more])


def _lines(value) -> list[str]:
    """A line for each tag, and for each part of anything else."""
    text = value if isinstance(value, str) else json.dumps(value, indent=1, ensure_ascii=False)
    return text.replace("<", "\n<").splitlines()


def statements(folder: Path) -> dict[str, int]:
    """How many SQL statements each page took."""
    lines = (folder / "statements.txt").read_text(encoding="utf-8").splitlines()
    return {asked: int(many) for many, _tab, asked in (line.partition("\t") for line in lines)}


def tell(found: Found) -> None:
    for where, keys in zip(("before", "after"), found.only, strict=True):
        for key in sorted(keys, key=str)[:SHOWN]:
            print(f"only {where}: {' '.join(map(str, key))}")
    for words, asked in list(found.alike.items())[:SHOWN]:
        print(f"\n{len(asked)} such, the first: {' '.join(map(str, asked[0]))}\n{words}")
    if len(found.alike) > SHOWN:
        print(f"\n… and {len(found.alike) - SHOWN} other differences")
    kinds = ", ".join(f"{kind} {many}" for kind, many in sorted(found.compared.items()))
    old, new = found.answers
    print(f"\n{old} answers before and {new} after, to {found.people} people of two records")
    print(f"{found.compared.total()} compared ({kinds}), {found.differ} differ")
    print(f"only before: {len(found.only[0])}, only after: {len(found.only[1])}")


def tell_statements(old: dict[str, int], new: dict[str, int]) -> None:
    """For information: a page that asks the database more often is still the same page."""
    other = [asked for asked in old if asked in new and old[asked] != new[asked]]
    for asked in other[:SHOWN]:
        print(f"statements {old[asked]} -> {new[asked]}: {asked}")
    many = sum(old.values())
    now = sum(new.values())
    print(f"SQL statements: {many} before, {now} after; {len(other)} pages take others")


def compare(before: Path, after: Path) -> int:
    found = compared(before, after)
    tell(found)
    tell_statements(statements(before), statements(after))
    return 0 if found.same else 1
