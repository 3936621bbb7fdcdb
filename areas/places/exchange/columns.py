"""The columns of a file of areas, declared once: what each may hold and how it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from areas.models import Area
from bigstory.core.moving.columns import Bad

# North to south, as lists and the map go.
REGIONS = (
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
)
# A box round England. A point outside it is a slip, such as latitude and longitude changed over.
SOUTH = Decimal("49.8")
NORTH = Decimal("55.9")
WEST = Decimal("-6.5")
EAST = Decimal("1.9")
# A spreadsheet runs a cell that starts so. Nobody's neighbourhood does.
FORMULA = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """`required`: the column must be in the file. `filled`: each row must have something in it."""

    name: str
    read: Callable[[str], object]
    required: bool = False
    filled: bool = False


def text(longest: int | None = None) -> Callable[[str], str]:
    """The reader of a cell of words. What has a greatest length is one line."""

    def read(cell: str) -> str:
        if cell.startswith(FORMULA):
            raise Bad(f"starts with {cell[0]!r}, which a spreadsheet would run as a formula")
        if longest:
            cell = " ".join(cell.split())
        if longest and len(cell) > longest:
            raise Bad(f"has {len(cell)} letters; at most {longest} fit")
        return cell

    return read


def slug(cell: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell or "x") or len(cell) > 80:
        raise Bad(f"is {cell!r}; it may hold small letters, digits and single hyphens, at most 80")
    return cell


def region(cell: str) -> str:
    match = {name.casefold(): name for name in REGIONS}.get(cell.casefold())
    if match is None:
        raise Bad(f"is {cell!r}, which is not a region. There are: {', '.join(REGIONS)}")
    return match


def wave(cell: str) -> int | None:
    if not cell:
        return None
    match = re.fullmatch(r"(?:wave )?([1-9])", cell.casefold())
    if match is None:
        raise Bad(f"is {cell!r}; it must be a whole number from 1 to 9")
    return int(match[1])


def basis(cell: str) -> str:
    """“stated” or “inferred”, also when words follow, such as “inferred from list order”."""
    first = cell.casefold().split(" ")[0]
    if first not in Area.Basis.values:
        raise Bad(f"is {cell!r}; it must be stated or inferred")
    return first


def yes_or_no(cell: str) -> bool:
    if cell.casefold() not in ("yes", "no", ""):
        raise Bad(f"is {cell!r}; it must be yes or no")
    return cell.casefold() == "yes"


def degrees(low: Decimal, high: Decimal) -> Callable[[str], Decimal | None]:
    def read(cell: str) -> Decimal | None:
        if not cell:
            return None
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", cell):
            raise Bad(f"is {cell!r}; it must be a number such as 52.449")
        if not low <= Decimal(cell) <= high:
            raise Bad(f"is {cell}, outside England, which lies between {low} and {high}")
        return Decimal(cell).quantize(Decimal("0.00001"))

    return read


def names(cell: str) -> list[str]:
    """Other names, with semicolons between them."""
    return [name for part in text()(cell).split(";") if (name := part.strip())]


COLUMNS = (
    Column("slug", slug),
    Column("name", text(120), required=True, filled=True),
    Column("local_name", text(120)),
    Column("aliases", names),
    Column("place", text(160)),
    Column("region", region, required=True, filled=True),
    Column("wave", wave, required=True),
    Column("basis", basis, required=True, filled=True),
    Column("case_study", yes_or_no),
    Column("latitude", degrees(SOUTH, NORTH)),
    Column("longitude", degrees(WEST, EAST)),
    Column("position_source", text(200)),
    Column("status", text(200)),
    Column("note", text()),
    Column("source", text()),
)
# Another spelling of a heading, as the list was first written down.
ALSO_CALLED = {"wave_region_basis": "basis", "area": "name", "area_name": "name"}
