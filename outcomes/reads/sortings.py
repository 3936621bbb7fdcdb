"""What evaluators chose of the framework's words for a story, as its page shows it beside the
teller's.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from outcomes.models import ChangeStory, Sorting

FIELDS = ("id", "because", "chosen", "latest", "reader__name")


@dataclass(frozen=True)
class Sorted:
    """One evaluator's view. `short` is heading and words of each thing chosen."""

    pk: int
    who: str
    on: date
    latest: bool
    short: list[tuple[str, str]]
    because: str


def rows_of(story: ChangeStory) -> QuerySet[Sorting]:
    return story.sortings.all()


def made(names: bool) -> Callable[[dict], Sorted]:
    """From a gathered row. Without the right to read names it is “an evaluator”."""

    def make(row: dict) -> Sorted:
        chosen = row["chosen"] if isinstance(row["chosen"], dict) else json.loads(row["chosen"])
        short = [(heading, _words(chosen.get(name, []))) for name, heading in headings().items()]
        who = (row["reader__name"] if names else "") or _("An evaluator")
        return Sorted(
            row["id"],
            who,
            row["on"],
            bool(row["latest"]),
            [each for each in short if each[1]],
            row["because"],
        )

    return make


def headings() -> dict[str, str]:
    return {
        "levels": _("Where the change is"),
        "kinds": _("What sort of change"),
        "makers": _("Who made it happen"),
        "drivers": _("What helped"),
        "barriers": _("What stood in the way"),
    }


def _words(pairs: list) -> str:
    return ", ".join(name for _pk, name in pairs)
