"""The map: places lie where they lie, and every number can be read."""

from decimal import Decimal
from itertools import combinations
from math import hypot
from types import SimpleNamespace

from areas.places.queries.map import HEIGHT, PIN, WIDTH, dots, outline, pins, project
from areas.places.views import map_of


def place(name, latitude, longitude):
    spot = None if latitude is None else (longitude, latitude)
    return SimpleNamespace(name=name, spot=spot)


BRISTOL = place("Bristol", 51.503, -2.657)
RADSTOCK = place("Radstock", 51.288, -2.449)
WHITLEY_BAY = place("Whitley Bay", 55.044, -1.446)
NOWHERE = place("Nowhere", None, None)


def test_england_lies_inside_the_picture():
    for corner in ((-6.4, 49.9), (1.77, 55.8)):
        x, y = project(*corner)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_pins_are_numbered_from_north_to_south_and_leave_out_what_has_no_place():
    numbered = [
        (pin.number, pin.area.name) for pin in pins([RADSTOCK, NOWHERE, WHITLEY_BAY, BRISTOL])
    ]
    assert numbered == [(1, "Whitley Bay"), (2, "Bristol"), (3, "Radstock")]


def test_no_two_numbers_lie_on_each_other():
    crowd = [place(str(n), 51.5 + n / 1000, -0.1) for n in range(6)] + [place("same", 51.5, -0.1)]
    for one, two in combinations(pins(crowd), 2):
        assert hypot(one.at_x - two.at_x, one.at_y - two.at_y) > PIN - 4


def test_the_outline_says_where_it_comes_from():
    path, source = outline()
    assert path.startswith("M")
    assert "Natural Earth" in source


def test_a_position_that_nobody_vouches_for_is_on_no_map(area):
    """As it may stand in the record from before sources were kept."""
    area.latitude, area.longitude = Decimal("52.449"), Decimal("-0.109")
    assert pins([area]) == []
    assert dots([area]) == []
    assert map_of([area])["placeless"] == [area]
    area.position_source = "The middle of Ramsey: GeoNames 2639664"
    assert [pin.area for pin in pins([area])] == [area]
    assert len(dots([area])) == 1
