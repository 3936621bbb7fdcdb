from areas.desk.models.letters import Letter
from areas.desk.models.owed import Owed
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
    "Letter",
    "LocalAuthority",
    "Owed",
    "PathwayStep",
    "PowerChange",
    "Programme",
    "ProgrammeRule",
    "Region",
]
