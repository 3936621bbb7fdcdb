"""Places: an area, where it stands on its way, and the numbers stored of it."""

from areas.places.models.area import (
    Area,
    AreaCode,
    AreaQuerySet,
    FormerAddress,
    LocalAuthority,
    Region,
    check_names,
    check_settings,
)
from areas.places.models.facts import HEARD, AreaFacts, AreaYear
from areas.places.models.pathway import AreaStage, AreaStanding

__all__ = [
    "HEARD",
    "Area",
    "AreaCode",
    "AreaFacts",
    "AreaQuerySet",
    "AreaStage",
    "AreaStanding",
    "AreaYear",
    "FormerAddress",
    "LocalAuthority",
    "Region",
    "check_names",
    "check_settings",
]
