"""What is kept per area of its stories: when one was last sent, how many each year, what waits for
an answer.

What is said in the recordings and films of a story, kept beside its words so that a search finds
it too.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max, Min
from django.db.models.functions import ExtractYear
from django.utils.timezone import localdate

from areas.models import Area
from areas.places.actions import claim, keep, keep_years
from outcomes.models import ChangeStory, Publication
from partnerships.models import MediaItem


def recount(area: Area) -> None:
    """Count again what the programme may read of one area.

    Call it in the transaction of the change itself.
    """
    recount_all([area])


@transaction.atomic
def recount_all(areas: Iterable[Area] | None = None) -> None:
    """The same for several areas, or for all, in as many statements."""
    ids = claim(areas)
    sent = (
        ChangeStory.objects.for_programme()
        .filter(area__in=ids, sent_at__isnull=False)
        .order_by()
        .values_list("area_id", ExtractYear("sent_at"))
        .annotate(Count("pk"), Max("sent_at"))
    )
    years = {}
    last = {}
    for area_id, year, count, latest in sent:
        years[area_id, year] = count
        last[area_id] = max(localdate(latest), last.get(area_id, localdate(latest)))
    queue = ChangeStory.objects.waiting().filter(area__in=ids).order_by().values_list("area_id")
    waiting = {
        pk: (count, since) for pk, count, since in queue.annotate(Count("pk"), Min("sent_at"))
    }
    shown = Publication.objects.stories().filter(area__in=ids).order_by().values_list("area_id")
    public = dict(shown.annotate(Count("pk")))
    keep({pk: _columns(last.get(pk), waiting.get(pk, (0, None)), public.get(pk, 0)) for pk in ids})
    keep_years(ids, "stories", years)


def _columns(last, waiting: tuple, public: int) -> dict:
    count, since = waiting
    return {
        "last_story_on": last,
        "waiting": count,
        "waiting_since": since,
        "public_stories": public,
    }


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
