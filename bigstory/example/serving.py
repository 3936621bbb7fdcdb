"""Stores which outcomes some priorities of the example were chosen to serve."""

import tomllib
from pathlib import Path

from areas.models import Area
from outcomes.models import Outcome, PriorityOutcome
from partnerships.models import Priority

FILE = Path(__file__).parent / "serving.toml"


def store_serving(areas: list[Area]) -> None:
    """Raises KeyError where the file names a priority or an outcome that is not there."""
    outcomes = {outcome.slug: outcome for outcome in Outcome.objects.all()}
    chosen = tomllib.loads(FILE.read_text())
    rows = []
    for area in areas:
        threads = dict(Priority.objects.filter(plan__area=area).values_list("own_words", "thread"))
        for words, slugs in chosen.get(area.slug, {}).items():
            rows += [
                PriorityOutcome(area=area, thread=threads[words], outcome=outcomes[slug])
                for slug in slugs
            ]
    PriorityOutcome.objects.bulk_create(rows)
