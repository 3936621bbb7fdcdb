from outcomes.querysets.stories import PublicationQuerySet, ReadingQuerySet, StoryQuerySet

__all__ = ["PublicationQuerySet", "ReadingQuerySet", "StoryQuerySet"]
