from outcomes.models.erasure import Erasure
from outcomes.models.evidence import ElsewhereFilm, Evidence, Redaction, StoryMedia
from outcomes.models.followup import MONTHS, FollowUp
from outcomes.models.framework import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    Condition,
    Driver,
    Framework,
    Maker,
    MaturityWord,
    Outcome,
    Theme,
    WayOfWorking,
)
from outcomes.models.people import Appearance, Guardian, Person
from outcomes.models.permission import LawfulBasis, PermissionEvent, PermissionWording, Use
from outcomes.models.publication import OncePublic, Publication, PublishedReading
from outcomes.models.reading import Reading
from outcomes.models.review import StoryReview
from outcomes.models.safety import ErasureAsked, Flag, Hold, PersonLink, TextDecision, new_secret
from outcomes.models.sorting import Sorting
from outcomes.models.story import ChangeStory, StoryVersion

__all__ = [
    "MONTHS",
    "Appearance",
    "Barrier",
    "ChangeKind",
    "ChangeLevel",
    "ChangeStory",
    "Condition",
    "Driver",
    "ElsewhereFilm",
    "Erasure",
    "ErasureAsked",
    "Evidence",
    "Flag",
    "FollowUp",
    "Framework",
    "Guardian",
    "Hold",
    "LawfulBasis",
    "Maker",
    "MaturityWord",
    "OncePublic",
    "Outcome",
    "PermissionEvent",
    "PermissionWording",
    "Person",
    "PersonLink",
    "Publication",
    "PublishedReading",
    "Reading",
    "Redaction",
    "Sorting",
    "StoryMedia",
    "StoryReview",
    "StoryVersion",
    "TextDecision",
    "Theme",
    "Use",
    "WayOfWorking",
    "new_secret",
]
