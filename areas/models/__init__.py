from areas.models.area import Area, AreaCode, AreaStage
from areas.models.facts import AreaFacts, AreaYear
from areas.models.place import LocalAuthority, Region
from areas.models.programme import PathwayStep, Programme, ProgrammeRule
from areas.models.role import AreaRole

__all__ = [
    "Area",
    "AreaCode",
    "AreaFacts",
    "AreaRole",
    "AreaStage",
    "AreaYear",
    "LocalAuthority",
    "PathwayStep",
    "Programme",
    "ProgrammeRule",
    "Region",
]
