"""What each page may cost: rows read, how these grow, and work as a ratio to the floor. Recorded at
2,000 stories on PostgreSQL by `manage.py benchmark --stories 500 2000 --record`.

Never a time of the clock: that depends on the machine, and on what else it does.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from bigstory.benchmarks.measuring import Measured

FILE = Path(__file__).with_name("limits.json")
# The planner may take another way when its statistics differ by a little.
MORE_ROWS = 1.1
FEW_ROWS = 50
MORE_GROWTH = 0.1
MORE_WORK = 1.25


def record(found: list[Measured]) -> None:
    """Write what was measured as what may be."""
    limits = {
        each.key: {
            "rows": each.cost.rows,
            "growth": max(0.0, round(each.growth.get("rows", 0.0), 2)),
            "ratio": round(each.ratio, 2) if each.ratio is not None else None,
        }
        for each in found
    }
    FILE.write_text(json.dumps(limits, indent=1, ensure_ascii=False) + "\n")


def faults(found: list[Measured], limits: dict[str, dict]) -> Iterator[tuple[str, str]]:
    """Scenario and sentence for each that costs more than it may, or of which nothing is known."""
    for each in found:
        limit = limits.get(each.key)
        if limit is None:
            yield each.key, "no limit is recorded for it: benchmark --record"
            continue
        if each.cost.rows > limit["rows"] * MORE_ROWS + FEW_ROWS:
            yield each.key, f"reads {each.cost.rows:,} rows, and {limit['rows']:,} are its limit"
        growth = each.growth.get("rows", 0.0)
        if growth > limit["growth"] + MORE_GROWTH and each.cost.rows > FEW_ROWS:
            yield each.key, f"its rows grow by {growth:.2f}, and {limit['growth']:.2f} is its limit"
        if each.ratio is not None and limit["ratio"] and each.ratio > limit["ratio"] * MORE_WORK:
            yield (
                each.key,
                f"works {each.ratio:.2f} times its floor, and {limit['ratio']:.2f} is its limit",
            )


def recorded() -> dict[str, dict]:
    return json.loads(FILE.read_text())
