"""The facts of one area as a form shows them, for two people who change them at once."""

from typing import Any

from areas.models import Area
from areas.places.queries.standing import pathway_of

PLAIN = (
    *("local_name", "aliases", "place", "settings", "summary"),
    *("population", "population_year", "position_source"),
)


def facts_of(area: Area) -> dict[str, Any]:
    """Each fact by its name; a position is its latitude and longitude, or None."""
    facts = {name: getattr(area, name) for name in PLAIN}
    known = area.latitude is not None and area.longitude is not None
    return facts | {"position": [area.latitude, area.longitude] if known else None}


def steps_of(area: Area) -> dict[str, Any]:
    """What is recorded of each step, as `step_7_status`, `step_7_starts` and `step_7_ends`."""
    stored: dict[str, Any] = {}
    for each in pathway_of(area):
        stage = each.stage
        name = f"step_{each.step.pk}"
        stored[f"{name}_status"] = stage.status if stage else ""
        stored[f"{name}_starts"] = stage.starts if stage else None
        stored[f"{name}_ends"] = stage.ends if stage else None
    return stored
