"""Reads a programme's framework file, and names everything that is wrong with it before anything
is stored.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from areas.programme.models import faults_of_words
from bigstory.core.files.refused import Refused
from bigstory.core.text.clean import clean_all
from outcomes.framework.models import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    Condition,
    Driver,
    Maker,
    MaturityWord,
    Outcome,
    Theme,
    WayOfWorking,
)
from partnerships.models import CloseoutStep, SpendTheme

TEXT = "some text"
NUMBER = "a number"
DAY = "a day such as 2019-09-01"
TERM = {"slug": TEXT, "name": TEXT}
PLAIN = {"plain": TEXT}
MOST_OUTCOMES = 4  # there are four colours and four icons


@dataclass(frozen=True)
class Section:
    """One kind of entry: the keys it must have and may have, and the table its words are kept
    in.
    """

    must: dict[str, str]
    may: dict[str, str] = field(default_factory=dict)
    model: type | None = None
    needed: bool = False


SECTIONS = {
    "rules": Section({"name": TEXT, "value": NUMBER, "from": DAY, "source": TEXT}, {"unit": TEXT}),
    "steps": Section(TERM),
    "outcomes": Section(
        TERM | {"number": NUMBER, "statement": TEXT, "question": TEXT},
        PLAIN,
        model=Outcome,
        needed=True,
    ),
    "levels": Section(TERM, PLAIN, model=ChangeLevel, needed=True),
    "kinds": Section(TERM | {"level": TEXT}, PLAIN, model=ChangeKind),
    "makers": Section(TERM, PLAIN, model=Maker),
    "drivers": Section(TERM, PLAIN, model=Driver),
    "barriers": Section(TERM | {"side": TEXT}, PLAIN, model=Barrier),
    "themes": Section(TERM, PLAIN, model=Theme),
    "spend_themes": Section(TERM | {"source": TEXT}, model=SpendTheme),
    "closeout_steps": Section(TERM | {"source": TEXT}, PLAIN, model=CloseoutStep),
    "conditions": Section(TERM, PLAIN, model=Condition),
    "ways_of_working": Section(TERM, PLAIN, model=WayOfWorking),
    "maturity_words": Section(TERM, PLAIN, model=MaturityWord),
}
PROGRAMME = Section(
    {"slug": TEXT, "name": TEXT, "starts": DAY, "ends": DAY},
    {"strapline": TEXT, "about": TEXT, "hypothesis": TEXT, "source": TEXT}
    | dict.fromkeys(("licence", "licence_url", "licence_source"), TEXT),
)
LONGEST = {
    "slug": 60,
    "name": 120,
    "plain": 240,
    "question": 240,
    "strapline": 160,
    "licence": 160,
    "licence_url": 200,
    "unit": 20,
    "version": 20,
}


def read_framework(text: str) -> dict:
    """The file as a dictionary in which every section is there.

    Raises Refused with all that is wrong.
    """
    try:
        data = clean_all(tomllib.loads(text, parse_float=Decimal))
    except ValueError as error:  # a TOMLDecodeError, or a number of thousands of digits
        raise Refused([f"This is not a framework file: {error}."]) from None
    problems = [*_top(data), *_programme(data.get("programme"))]
    for name, section in SECTIONS.items():
        problems += _section(name, section, data.get(name, []))
    # What the parts say of each other can be checked once each is in order.
    problems = problems or [*_outcomes(data), *_kinds(data), *_barriers(data)]
    if problems:
        raise Refused(problems)
    return {name: [] for name in SECTIONS} | {"words": {}} | data


def _top(data: dict) -> Iterator[str]:
    version = data.get("version")
    if not isinstance(version, str) or not version.strip():
        yield 'The file needs a version at the top, such as version = "2026.1".'
    elif len(version) > LONGEST["version"]:
        yield f"The version has {len(version)} letters; at most {LONGEST['version']} fit."
    for key in data.keys() - {"version", "programme", "words", *SECTIONS}:
        yield f"The file has a part called {key!r}, which nobody knows. Is it misspelt?"
    yield from (f"[words] {fault}" for fault in faults_of_words(data.get("words", {})))


def _programme(entry) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "The file needs a [programme] with slug, name, starts and ends."
        return
    yield from _entry("[programme]", PROGRAMME, entry)
    starts = entry.get("starts")
    ends = entry.get("ends")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        yield f"[programme]: it ends on {ends}, before it starts on {starts}."
    if entry.get("licence") and not entry.get("licence_source"):
        yield "[programme]: a licence needs a licence_source, which says who gave it and where."


def _section(name: str, section: Section, entries) -> Iterator[str]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield f"{name}: write each entry under its own [[{name}]]."
        return
    if section.needed and not entries:
        yield f"The file needs at least one [[{name}]]."
    seen = {}
    for place, entry in enumerate(entries, start=1):
        where = f"[[{name}]] number {place} ({entry.get('slug') or entry.get('name') or 'no slug'})"
        yield from _entry(where, section, entry)
        key = repr((entry.get("name"), entry.get("from")) if name == "rules" else entry.get("slug"))
        if key in seen:
            again = "the same rule from the same day" if name == "rules" else f"the slug {key}"
            yield f"{where} has {again} as number {seen[key]}."
        seen.setdefault(key, place)


def _entry(where: str, section: Section, entry: dict) -> Iterator[str]:
    known = section.must | section.may
    for key in [key for key in section.must if key not in entry]:
        yield f"{where}: {key} is missing."
    for key, value in entry.items():
        if key not in known:
            yield f"{where}: {key!r} is not known here. It may have: {', '.join(known)}."
        elif not _is(known[key], value) or (key in section.must and not str(value).strip()):
            yield f"{where}: {key} must be {known[key]}, not {value!r}."
        elif key in LONGEST and len(value) > LONGEST[key]:
            yield f"{where}: {key} has {len(value)} letters; at most {LONGEST[key]} fit."
        elif (key == "slug" or (key == "name" and section is SECTIONS["rules"])) and not _is_slug(
            value
        ):
            yield (
                f"{where}: {key} {value!r} may hold letters without accents, digits, - and _ only."
            )


def _is(kind: str, value) -> bool:
    if kind is TEXT:
        return isinstance(value, str)
    if kind is DAY:
        return type(value) is date
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return False
    return Decimal(value).is_finite() and Decimal(value).adjusted() < 10


def _is_slug(value: str) -> bool:
    try:
        validate_slug(value)
    except ValidationError:
        return False
    return True


def _outcomes(data: dict) -> Iterator[str]:
    numbers = [entry["number"] for entry in data["outcomes"]]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield (
            "The outcomes must be numbered 1, 2, 3 … each once; they are numbered "
            f"{', '.join(map(str, numbers))}."
        )
    if len(numbers) > MOST_OUTCOMES:
        yield (
            f"There are {len(numbers)} outcomes; the site has colours and icons for "
            f"{MOST_OUTCOMES}."
        )


def _kinds(data: dict) -> Iterator[str]:
    levels = [entry["slug"] for entry in data["levels"]]
    for entry in data.get("kinds", []):
        if entry["level"] not in levels:
            yield (
                f"[[kinds]] {entry['slug']}: there is no level {entry['level']!r}. There are: "
                f"{', '.join(levels)}."
            )


def _barriers(data: dict) -> Iterator[str]:
    sides = Barrier.Side.values
    for entry in data.get("barriers", []):
        if entry["side"] not in sides:
            yield (
                f"[[barriers]] {entry['slug']}: side must be {' or '.join(sides)}, not "
                f"{entry['side']!r}."
            )
