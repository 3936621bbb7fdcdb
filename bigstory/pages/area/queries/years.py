"""The years of a timeline: what was told and logged, and beside it what happened to the area."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from areas.models import Area
from bigstory.pages.area.queries.happened import PEOPLE, PLANS, Line, lines_of
from bigstory.pages.area.queries.timeline import Item, Timeline

TOLD = "told"
SHOWN = (TOLD, PLANS, PEOPLE)
# All years stand on one page while no more than this was told, and no more lines are beside it.
ITEMS_ON_A_PAGE = 60
LINES_ON_A_PAGE = 120
# So many lines of a year are there to read at once; where there are many, the others are folded up.
LINES_AT_ONCE = 6
MANY_LINES = 9


@dataclass
class Year:
    """One year as it stands on the page."""

    year: int
    items: list[Item] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def is_mixed(self) -> bool:
        """Whether something was told, and other things happened beside it."""
        return bool(self.items and self.lines)

    @property
    def at_once(self) -> list[Line]:
        return self.lines if len(self.lines) < MANY_LINES else self.lines[:LINES_AT_ONCE]

    @property
    def folded(self) -> list[Line]:
        return self.lines[len(self.at_once) :]


class YearByYear:
    """An area's years for one reader; `show` is one of SHOWN, or empty for everything."""

    def __init__(self, user, area: Area, show: str = ""):
        self._record = Timeline(user, area)
        self._every_line = lines_of(user, area)
        self.show = show if show in SHOWN else ""

    @property
    def kinds(self) -> set[str]:
        """The groups of lines that this reader has any of."""
        return {line.group for line in self._every_line}

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Each year in which anything happened, newest first, with how many things."""
        return sorted((self._told + self._of_lines).items(), reverse=True)

    def on_the_page(self, year: int | None) -> list[Year]:
        """That year; without one all of them while they fit on a page, else the newest."""
        if year is None and not self._fits:
            year = self.years[0][0]
        if year is not None:
            return [Year(year, self._items_of(year), self._lines_of(year))]
        told = self._all_items()
        return [Year(each, told.get(each, []), self._lines_of(each)) for each, _n in self.years]

    @property
    def _fits(self) -> bool:
        told, lines = self._told.total(), self._of_lines.total()
        return told <= ITEMS_ON_A_PAGE and lines <= LINES_ON_A_PAGE

    @cached_property
    def _told(self) -> Counter:
        return Counter(dict(self._record.years()) if self.show in ("", TOLD) else {})

    @cached_property
    def _of_lines(self) -> Counter:
        return Counter(line.on.year for line in self._lines)

    @cached_property
    def _lines(self) -> list[Line]:
        return [line for line in self._every_line if self.show in ("", line.group)]

    def _items_of(self, year: int) -> list[Item]:
        return self._record.items(year) if self._told[year] else []

    def _all_items(self) -> dict[int, list[Item]]:
        if not self._told:
            return {}
        return dict(self._record.newest(years=len(self._told), each=ITEMS_ON_A_PAGE))

    def _lines_of(self, year: int) -> list[Line]:
        return [line for line in self._lines if line.on.year == year]
