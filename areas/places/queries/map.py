"""A small map of England as one SVG path, and where each place lies on it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from math import cos, hypot, radians
from pathlib import Path

from areas.models import Area

OUTLINE = Path(__file__).parents[2] / "data" / "england.json"
WIDTH = 560
HEIGHT = 690
# Pixels a degree of latitude, the north-west corner, and how much narrower a degree of longitude is
# in mid England.
SCALE = 110
NORTH = 55.95
WEST = -6.55
NARROW = cos(radians(52.8))
PIN = 26  # pixels between the middles of two pins so that both numbers can be read


@dataclass
class Pin:
    """One numbered area: where it lies, and where its number fits."""

    number: int
    area: Area
    x: float
    y: float
    at_x: int
    at_y: int

    @property
    def moved(self) -> bool:
        return hypot(self.x - self.at_x, self.y - self.at_y) > 3


def project(longitude: float | Decimal, latitude: float | Decimal) -> tuple[float, float]:
    """Degrees to pixels. True to a kilometre or two, which is finer than a pin."""
    return (float(longitude) - WEST) * NARROW * SCALE, (NORTH - float(latitude)) * SCALE


@lru_cache(maxsize=1)
def outline() -> tuple[str, str]:
    """The path of England and the source of it."""
    data = json.loads(OUTLINE.read_text())
    return "".join(_ring(ring) for ring in data["rings"]), data["source"]


def _ring(ring: list[tuple[float, float]]) -> str:
    """One closed line, each point as a step from the one before: half the bytes of its place."""
    points = [(round(x), round(y)) for x, y in (project(*point) for point in ring)]
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(points)]
    x, y = points[0]
    line = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy)
    return f"M{x} {y}l{line}Z"


def pins(areas: Iterable[Area]) -> list[Pin]:
    """A pin for each area of which a source says where it lies, numbered from north to south.

    Pins that would collide are pushed apart.
    """
    placed = [(area, *area.spot) for area in areas if area.spot]
    placed.sort(key=lambda position: -position[2])
    spots = [list(project(longitude, latitude)) for _area, longitude, latitude in placed]
    for _round in range(40):
        for first, second in combinations(spots, 2):
            _push_apart(first, second)
    return [
        Pin(number, area, *project(longitude, latitude), round(x), round(y))
        for number, ((area, longitude, latitude), (x, y)) in enumerate(
            zip(placed, spots, strict=True), start=1
        )
    ]


def dots(areas: Iterable[Area]) -> list[tuple[int, int]]:
    """Where each area lies of which a source says so."""
    spots = [project(*area.spot) for area in areas if area.spot]
    return [(round(x), round(y)) for x, y in spots]


def _push_apart(first: list[float], second: list[float]) -> None:
    dx = second[0] - first[0]
    dy = second[1] - first[1]
    apart = hypot(dx, dy)
    if apart >= PIN:
        return
    if not apart:
        # Two places on one spot part sideways.
        dx = 1.0
        apart = 1.0
    push = (PIN - apart) / 2 / apart
    first[0] -= dx * push
    first[1] -= dy * push
    second[0] += dx * push
    second[1] += dy * push
