"""What was measured, as a table for people and as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bigstory.benchmarks.files import Moved
from bigstory.benchmarks.measuring import Measured

HEADS = ("", "p50", "p95", "web", "db", "rows", "stmts", "bytes", "ratio", "grows", "rows grow")


@dataclass
class Report:
    """One run. `plain`: the library's facets counted one by one, to compare. `crowd`: how often
    each page was asked for by several at once, and the milliseconds in which nineteen of twenty had
    their answer.
    """

    pages: list[Measured]
    plain: list[Measured] = field(default_factory=list)
    files: list[Moved] = field(default_factory=list)
    crowd: dict[str, tuple[int, float]] = field(default_factory=dict)

    def as_text(self) -> str:
        """Times are milliseconds: of the clock (p50, p95), then of work in two processes."""
        return "\n".join(
            [
                *_columns([HEADS, *(_page(each) for each in [*self.pages, *self.plain])]),
                *(["", *_columns(_file(each) for each in self.files)] if self.files else []),
                *(["", *_columns(_wait(*each) for each in self.crowd.items())]),
            ]
        )

    def as_data(self) -> dict[str, list[dict]]:
        """The same for a program: milliseconds, rows, statements, bytes, megabytes."""
        return {
            "pages": [_page_data(each) for each in self.pages],
            "plain": [_page_data(each) for each in self.plain],
            "files": [
                {
                    "name": each.name,
                    "rows": each.rows,
                    "rows_a_second": round(each.a_second),
                    "first_byte": each.first_byte,
                    "megabytes": round(each.grew, 1),
                }
                for each in self.files
            ],
            "crowd": [
                {"scenario": key, "asked": asked, "p95": round(p95)}
                for key, (asked, p95) in self.crowd.items()
            ],
        }


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Lines of equal columns, the first to the left and the numbers to the right."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        yield "  ".join([name.ljust(widths[0]), *cells])


def _page(each: Measured) -> tuple[str, ...]:
    cost = each.cost
    return (
        each.key,
        f"{cost.p50:.0f}",
        f"{cost.p95:.0f}",
        f"{cost.web:.1f}",
        f"{cost.database:.1f}",
        f"{cost.rows:,}",
        str(cost.statements),
        f"{cost.bytes:,}",
        "" if each.ratio is None else f"{each.ratio:.2f}",
        f"{each.growth['work']:.2f}" if each.growth else "",
        f"{each.growth['rows']:.2f}" if each.growth else "",
    )


def _file(each: Moved) -> tuple[str, ...]:
    first = "" if each.first_byte is None else f"first byte {each.first_byte:.0f} ms"
    a_second = f"{each.a_second:,.0f} rows/s"
    return each.name, f"{each.rows:,} rows", a_second, f"{each.grew:.0f} MB more", first


def _wait(key: str, found: tuple[int, float]) -> tuple[str, ...]:
    asked, p95 = found
    return f"eight at once: {key}", f"{asked} times", f"p95 {p95:.0f} ms"


def _page_data(each: Measured) -> dict:
    cost = each.cost
    return {
        "scenario": each.name,
        "who": each.who,
        "p50": round(cost.p50, 2),
        "p95": round(cost.p95, 2),
        "web": round(cost.web, 2),
        "database": round(cost.database, 2),
        "rows": cost.rows,
        "statements": cost.statements,
        "bytes": cost.bytes,
        "floor": round(each.floor.work, 2) if each.floor else None,
        "ratio": round(each.ratio, 3) if each.ratio is not None else None,
        "growth": {name: round(value, 3) for name, value in each.growth.items()},
    }
