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
from outcomes.models.publication import Publication, PublishedReading
from outcomes.models.reading import Reading
from outcomes.models.review import StoryReview
from outcomes.models.story import ChangeStory, StoryVersion

__all__ = [
    "Barrier",
    "ChangeKind",
    "ChangeLevel",
    "ChangeStory",
    "Condition",
    "Driver",
    "Framework",
    "Maker",
    "MaturityWord",
    "Outcome",
    "Publication",
    "PublishedReading",
    "Reading",
    "StoryReview",
    "StoryVersion",
    "Theme",
    "WayOfWorking",
]
