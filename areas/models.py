from areas.places.models import (
    Area,
    AreaCode,
    AreaFacts,
    AreaStage,
    AreaYear,
    FormerAddress,
    LocalAuthority,
    Region,
)
from areas.programme.models import PathwayStep, Programme, ProgrammeRule
from areas.roles.models import AreaRole

__all__ = [
    "Area",
    "AreaCode",
    "AreaFacts",
    "AreaRole",
    "AreaStage",
    "AreaYear",
    "FormerAddress",
    "LocalAuthority",
    "PathwayStep",
    "Programme",
    "ProgrammeRule",
    "Region",
]
