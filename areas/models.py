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
from areas.powers.models import PowerChange
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
    "PowerChange",
    "Programme",
    "ProgrammeRule",
    "Region",
]
