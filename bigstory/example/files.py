"""Reads the files of the example record and checks that each entry has the keys it should, of the
right kind.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXT = "some text"
NUMBER = "a whole number"
MONEY = "a number"
DAY = "a day"
YES_NO = "true or false"
LIST = "a list"
# Key and kind of value; a * before the key: it must be there, and not empty.
KEYS = {
    "partnership": {"*name": TEXT, "*formed_on": DAY},
    "seats": {
        "*name": TEXT,
        "*kind": TEXT,
        "role": TEXT,
        "*votes": YES_NO,
        "*joined": DAY,
        "left": DAY,
    },
    "ltos": {"*name": TEXT, "*starts": DAY, "ends": DAY, "why_ended": TEXT, "about": TEXT},
    "plans": {
        "*number": NUMBER,
        "*title": TEXT,
        "*starts": DAY,
        "*ends": DAY,
        "*state": TEXT,
        "*vision": TEXT,
        "legacy_statement": TEXT,
        "priorities": LIST,
    },
    "priorities": {"*words": TEXT, "*need": TEXT, "*how_we_know": TEXT, "actions": LIST},
    "actions": {"*title": TEXT, "*lead": TEXT, "*due": DAY, "*cost": MONEY, "*state": TEXT},
    "activities": {
        "*title": TEXT,
        "*what_happened": TEXT,
        "*on": DAY,
        "until": DAY,
        "action": TEXT,
        "*led_by": TEXT,
        "came": NUMBER,
        "*counted": TEXT,
        "volunteers": NUMBER,
        "hours": MONEY,
        "cost": MONEY,
        "*audience": TEXT,
        "*logged_by": TEXT,
    },
    "stories": {
        "*title": TEXT,
        "told_by": TEXT,
        "told_by_is": TEXT,
        "*told_on": DAY,
        "changed_from": NUMBER,
        "changed_until": NUMBER,
        "*in_short": TEXT,
        "before": TEXT,
        "*what_changed": TEXT,
        "for_whom": TEXT,
        "how_it_came_about": TEXT,
        "what_was_hard": TEXT,
        "how_we_know": TEXT,
        "*kind": TEXT,
        "*state": TEXT,
        # So many days before the example is loaded: it waits, as things do in any week.
        "sent": NUMBER,
        "*audience": TEXT,
        "*people": TEXT,
        "picture": TEXT,
        **dict.fromkeys(
            ("levels", "kinds", "makers", "drivers", "barriers", "activities", "priorities"), LIST
        ),
        **dict.fromkeys(("readings", "reviews"), LIST),
    },
    "readings": {"*outcome": TEXT, "*party": TEXT, "*answer": TEXT, "because": TEXT, "*on": DAY},
    "reviews": {"*verdict": TEXT, "*words": TEXT, "*on": DAY},
}
TOP = {"*area": TEXT, "local_name": TEXT, "settings": LIST, "picture": TEXT, "summary": TEXT}
PARTS = ("seats", "ltos", "plans", "activities", "stories")


@dataclass
class Record:
    """What one area has in the example, and where it was read from."""

    file: str
    data: dict
    problems: list[str] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.data.get("area", "")

    def part(self, name: str) -> list[dict]:
        return self.data.get(name, [])

    def say(self, where: str, what: str) -> None:
        self.problems.append(f"{self.file}, {where}: {what}")


def read_records(folder: Path = HERE) -> list[Record]:
    """Every area of the example in a fixed order, each with what is wrong with its shape."""
    records = [_read(path) for path in sorted((folder / "areas").glob("*.toml"))]
    others = folder / "others.toml"
    if others.exists():
        whole = _read(others)
        records += (
            [whole]
            if whole.problems
            else [Record("others.toml", entry) for entry in whole.part("areas")]
        )
    for record in records:
        if not record.problems:
            _check_shape(record)
    return records


def _read(path: Path) -> Record:
    try:
        return Record(
            path.name, tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        )
    except (ValueError, UnicodeDecodeError) as error:
        return Record(path.name, {}, [f"{path.name} cannot be read: {error}."])


def _check_shape(record: Record) -> None:
    parts = {name: record.data[name] for name in (*PARTS, "partnership") if name in record.data}
    _check_entry(record, "the top", TOP, {k: v for k, v in record.data.items() if k not in parts})
    for name, entries in parts.items():
        _check_entries(record, name, [entries] if name == "partnership" else entries)


def _check_entries(record: Record, part: str, entries) -> None:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        record.say(part, f"write each under its own [[{part}]].")
        return
    for entry in entries:
        _check_entry(record, name_of(part, entry), KEYS[part], entry)
        for inner in ("priorities", "actions", "readings", "reviews"):
            if inner in entry and not (part == "stories" and inner == "priorities"):
                _check_entries(record, inner, entry[inner])


def _check_entry(record: Record, where: str, keys: dict[str, str], entry: dict) -> None:
    kinds = {key.lstrip("*"): kind for key, kind in keys.items()}
    for key in keys:
        if key.startswith("*") and entry.get(key[1:], "") == "":
            record.say(where, f"{key[1:]} is missing.")
    for key, value in entry.items():
        if key not in kinds:
            record.say(where, f"{key!r} is not known here.")
        elif not _is(kinds[key], value):
            record.say(where, f"{key} must be {kinds[key]}, not {value!r}.")


def _is(kind: str, value) -> bool:
    types = {TEXT: str, YES_NO: bool, LIST: list, DAY: date, NUMBER: int, MONEY: (int, Decimal)}
    if kind is DAY:
        return type(value) is date
    return isinstance(value, types[kind]) and (kind is YES_NO or not isinstance(value, bool))


def name_of(part: str, entry: dict) -> str:
    """An entry as a person finds it again, such as: stories “Six benches and a bus shelter”."""
    name = (
        entry.get("title")
        or entry.get("words")
        or entry.get("name")
        or entry.get("outcome")
        or "without a name"
    )
    return f"{part} “{str(name)[:60]}”"
