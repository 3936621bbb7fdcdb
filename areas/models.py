from areas.desk.models import Contact, ContactNote, Officer
from areas.places.models import (
    Area,
    AreaCode,
    AreaFacts,
    AreaStage,
    AreaStanding,
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
    "AreaStanding",
    "AreaYear",
    "Contact",
    "ContactNote",
    "FormerAddress",
    "LocalAuthority",
    "Officer",
    "PathwayStep",
    "PowerChange",
    "Programme",
    "ProgrammeRule",
    "Region",
]
