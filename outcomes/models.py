"""The models of outcomes, under the one name that Django, migrations and other apps know."""

from outcomes.consent.models.people import Appearance, Guardian, Person
from outcomes.consent.models.permissions import LawfulBasis, PermissionEvent, PermissionWording, Use
from outcomes.consent.models.safety import (
    Erasure,
    ErasureAsked,
    Flag,
    Hold,
    PersonLink,
    TextDecision,
    UncheckedWords,
    new_secret,
)
from outcomes.framework.models import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    Condition,
    Driver,
    Framework,
    Maker,
    MaturityWord,
    Outcome,
    PriorityOutcome,
    Theme,
    WayOfWorking,
)
from outcomes.media.models import ElsewhereFilm, Redaction, StoryMedia
from outcomes.publishing.models.card import ShareCard
from outcomes.publishing.models.publication import OncePublic, Publication, PublishedReading
from outcomes.publishing.models.published_media import PublishedMedia
from outcomes.review.models import StoryReview
from outcomes.stories.models.evidence import Evidence
from outcomes.stories.models.readings import MONTHS, FollowUp, Reading, Sorting
from outcomes.stories.models.story import ChangeStory
from outcomes.stories.models.version import StoryVersion

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
    "PriorityOutcome",
    "Publication",
    "PublishedMedia",
    "PublishedReading",
    "Reading",
    "Redaction",
    "ShareCard",
    "Sorting",
    "StoryMedia",
    "StoryReview",
    "StoryVersion",
    "TextDecision",
    "Theme",
    "UncheckedWords",
    "Use",
    "WayOfWorking",
    "new_secret",
]
