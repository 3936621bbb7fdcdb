"""Takes in a CSV file of areas: all of it or, if one row is bad, none of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from areas.models import Area, AreaFacts, FormerAddress, Programme, Region
from areas.places.exchange.columns import ALSO_CALLED, COLUMNS, REGIONS, Column
from bigstory.accounts.models import User
from bigstory.core.db import audit
from bigstory.core.files.refused import Refused
from bigstory.core.files.spreadsheet import read_rows
from bigstory.core.moving.columns import Bad

# The values of one row, by column.
Values = dict[str, Any]
# The number of a row, and what is wrong with it.
Problem = tuple[int, str]


@dataclass
class Imported:
    """How many rows made a new area, changed one, or agreed with what is stored."""

    made: int = 0
    changed: int = 0
    same: int = 0


def import_areas(path: Path | str, *, by: User | None = None) -> Imported:
    """Read the file, check every row, then store what is new.

    Raises Refused with each bad row and the reason.

    A row is matched by its slug or, in a file without slugs, by its name. A column that is not in
    the file leaves what is stored as it is; an empty cell empties it.
    """
    programme = Programme.objects.current()
    if programme is None:
        raise Refused(
            ["No programme is loaded yet. Load one first: manage.py load_framework FILE."]
        )
    rows, problems = _read(Path(path).read_bytes())
    with transaction.atomic():
        stored = list(Area.objects.select_related("region"))
        matches = _match(rows, stored, problems)
        problems += _taken(matches, rows)
        if problems:
            in_order = sorted(problems, key=lambda problem: problem[0])
            raise Refused([f"Row {number}: {reason}." for number, reason in in_order])
        done = _store(matches, programme)
        if done.made or done.changed:
            audit.record("areas.imported", programme, by=by, made=done.made, changed=done.changed)
        return done


# --- reading --------------------------------------------------------------------------------------
def _read(raw: bytes) -> tuple[dict[int, Values], list[Problem]]:
    """Rows by their number, and what is wrong with them.

    Rows are numbered as a spreadsheet shows them: the headings are row 1.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise Refused(
            [f"Row {row}: the file is not UTF-8 text. Save it again as “CSV UTF-8”."]
        ) from None
    rows: dict[int, Values] = {}
    problems: list[Problem] = []
    columns: list[Column] | None = None
    for number, cells in read_rows(text):
        if columns is None:
            columns = _headings(cells)
        elif any(cells):
            rows[number], reasons = _row(columns, cells)
            problems += [(number, reason) for reason in reasons]
    if columns is None:
        raise Refused(["Row 1: the file is empty; it needs headings."])
    return rows, problems


def _headings(cells: list[str]) -> list[Column]:
    names = [ALSO_CALLED.get(cell, cell) for cell in cells]
    known = {column.name: column for column in COLUMNS}
    problems = [
        f"the column {name!r} is missing"
        for name, c in known.items()
        if c.required and name not in names
    ]
    for name in dict.fromkeys(names):
        if name not in known:
            problems.append(f"the column {name!r} is not known; there may be {', '.join(known)}")
        elif names.count(name) > 1:
            problems.append(f"the column {name!r} is there {names.count(name)} times")
    if problems:
        raise Refused([f"Row 1: {problem}." for problem in problems])
    return [known[name] for name in names]


def _row(columns: list[Column], cells: list[str]) -> tuple[Values, list[str]]:
    if len(cells) != len(columns):
        return {}, [f"it has {len(cells)} cells where the headings have {len(columns)}"]
    values: Values = {}
    reasons: list[str] = []
    for column, cell in zip(columns, cells, strict=True):
        if not cell and column.filled:
            reasons.append(f"{column.name} is empty")
            continue
        try:
            values[column.name] = column.read(cell)
        except Bad as bad:
            reasons.append(f"{column.name} {bad}")
    if not reasons and (values.get("latitude") is None) != (values.get("longitude") is None):
        reasons.append("latitude and longitude go together; one of them is empty")
    return values, reasons


# --- matching -------------------------------------------------------------------------------------
def _match(
    rows: dict[int, Values], stored: list[Area], problems: list[Problem]
) -> list[tuple[Area | None, Values]]:
    """Each row with the area it is about, or None where it is new.

    Adds to `problems` what does not fit.
    """
    by_slug = {area.slug: area for area in stored}
    by_name = {area.name.casefold(): area for area in stored}
    seen: dict[tuple[str, str], int] = {}
    matches: list[tuple[Area | None, Values]] = []
    for number, values in rows.items():
        if "name" not in values:
            continue
        named = by_name.get(values["name"].casefold())
        values["slug"] = values.get("slug") or (
            named.slug if named else slugify(values["name"])[:80].strip("-")
        )
        for column in ("name", "slug"):
            first = seen.setdefault((column, values[column].casefold()), number)
            if first != number:
                problems.append(
                    (number, f"{column} {values[column]!r} is the same as in row {first}")
                )
        area = by_slug.get(values["slug"])
        if reason := _clash(values, area, named):
            problems.append((number, reason))
        matches.append((area, values))
    return matches


def _taken(matches: list[tuple[Area | None, Values]], rows: dict[int, Values]) -> list[Problem]:
    """New areas whose slug was another's, and still leads to it."""
    former = dict(FormerAddress.objects.values_list("slug", "area__name"))
    new = [values for area, values in matches if area is None]
    return [
        (number, f"the slug {values['slug']!r} still leads to {former[values['slug']]!r}")
        for number, values in rows.items()
        if values in new and values["slug"] in former
    ]


def _clash(values: Values, area: Area | None, named: Area | None) -> str:
    if not values["slug"]:
        return "give it a slug: its name has no letters to make one from"
    if named is None or named == area:
        return ""
    if area is None:
        return f"{named.name!r} is here already, with the slug {named.slug!r}; a slug never changes"
    return f"the name {values['name']!r} belongs to the area with the slug {named.slug!r}"


# --- storing --------------------------------------------------------------------------------------
def _store(matches: list[tuple[Area | None, Values]], programme: Programme) -> Imported:
    known = regions()
    done = Imported()
    new: list[Area] = []
    for area, values in matches:
        values["region"] = known[values["region"]]
        if area is None:
            new.append(Area(programme=programme, **values))
        elif changes := [name for name, value in values.items() if getattr(area, name) != value]:
            for name in changes:
                setattr(area, name, values[name])
            area.save_if_unchanged(seen=area.version, fields=changes)
            done.changed += 1
        else:
            done.same += 1
    created = bulk_create_with_history(new, Area) if new else []
    AreaFacts.objects.bulk_create([AreaFacts(area=area) for area in created])
    done.made = len(created)
    return done


def regions() -> dict[str, Region]:
    """The nine regions, made where they are missing, in their order."""
    stored = {region.name: region for region in Region.objects.all()}
    for order, name in enumerate(REGIONS, start=1):
        region = stored.setdefault(name, Region(name=name, slug=slugify(name)))
        if region.pk is None or region.order != order:
            region.order = order
            region.save()
    return stored
