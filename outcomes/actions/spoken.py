"""What is said in the recordings and films of a story, kept beside its words so that a search finds
it too.
"""

from collections.abc import Iterable

from outcomes.models import ChangeStory
from partnerships.models import MediaItem

FREE = MediaItem.FREE_OF_PEOPLE
# Half an hour of talk. With all else that may be written of a story, PostgreSQL takes little more
# for one row's index.
MOST_LETTERS = 30_000


def keep_what_is_said(story: ChangeStory) -> None:
    """Call it after one of them was added or taken away, or written down otherwise."""
    recorded = MediaItem.objects.filter(in_story__story=story).order_by("in_story__order", "pk")
    said = [
        *recorded.values_list("transcript", flat=True),
        *story.films.values_list("transcript", flat=True),
    ]
    story.spoken = _joined(said)
    ChangeStory.objects.filter(pk=story.pk).update(spoken=story.spoken)


def said_for_everybody(items: Iterable[MediaItem], films: Iterable[dict]) -> str:
    """For the search of visitors, of what is cleared: only where nobody can be known by it.

    Where somebody can, the page asks each time whether they still say yes, which a search cannot.
    """
    said = [item.transcript for item in items if item.people in FREE]
    return _joined([*said, *(film["transcript"] for film in films if film["people"] in FREE)])


def _joined(said: list[str]) -> str:
    """One after the other.

    What goes beyond the most is left out from the last whole word on, and is not found.
    """
    joined = "\n\n".join(words for words in said if words)
    return joined if len(joined) <= MOST_LETTERS else joined[:MOST_LETTERS].rsplit(maxsplit=1)[0]
