"""What is said in the recordings and films of a story, kept beside its words for the search."""

from collections.abc import Iterable

from outcomes.models import ChangeStory
from partnerships.models import MediaItem

# Half an hour of talk. With all else that may be written of a story, PostgreSQL takes little more
# for one row's index.
MOST_LETTERS = 30_000


def update_spoken_text(story: ChangeStory) -> None:
    """Join the transcripts of a story anew.

    Call it after a recording or film was added, changed or taken away, in the same transaction.
    """
    recordings = MediaItem.objects.filter(in_story__story=story).order_by("in_story__order", "pk")
    transcripts = [
        *recordings.values_list("transcript", flat=True),
        *story.films.values_list("transcript", flat=True),
    ]
    story.spoken = _joined(transcripts)
    ChangeStory.objects.filter(pk=story.pk).update(spoken=story.spoken)


def spoken_for_all_readers(items: Iterable[MediaItem], films: Iterable[dict]) -> str:
    """The transcripts in which all readers of a copy may search, of items and films that go as far
    as it does.

    Only where nobody can be recognised by it. Where somebody can, the page looks each time whether
    their yes still holds, which a search cannot.
    """
    free = MediaItem.FREE_OF_PEOPLE
    transcripts = [item.transcript for item in items if item.people in free]
    transcripts += [film["transcript"] for film in films if film["people"] in free]
    return _joined(transcripts)


def _joined(transcripts: list[str]) -> str:
    """One after the other, cut after the last whole word within MOST_LETTERS."""
    joined = "\n\n".join(text for text in transcripts if text)
    return joined if len(joined) <= MOST_LETTERS else joined[:MOST_LETTERS].rsplit(maxsplit=1)[0]
