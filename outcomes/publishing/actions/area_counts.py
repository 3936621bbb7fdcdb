"""What the facts of an area hold of its stories.

When one was last sent, how many each year, how many wait for an answer, and how many are public.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max, Min
from django.db.models.functions import ExtractYear
from django.utils.timezone import localdate

from areas.models import Area
from areas.places.actions import claim, keep, keep_years
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory, Publication


def recount(area: Area) -> None:
    """Count again what the programme may read of one area.

    Call it in the transaction of the change itself.
    """
    recount_all([area])


@transaction.atomic
def recount_all(areas: Iterable[Area] | None = None) -> None:
    """The same for several areas, or for all, in as many statements as for one."""
    ids = claim(areas)
    sent_by_year = (
        ChangeStory.objects.for_programme()
        .filter(area__in=ids, sent_at__isnull=False)
        .order_by()
        .values_list("area_id", ExtractYear("sent_at"))
        .annotate(Count("pk"), Max("sent_at"))
    )
    years = {}
    last = {}
    for area_id, year, count, latest in sent_by_year:
        years[area_id, year] = count
        last[area_id] = max(localdate(latest), last.get(area_id, localdate(latest)))
    queue = ChangeStory.objects.waiting().filter(area__in=ids).order_by().values_list("area_id")
    waiting = {
        pk: (count, since) for pk, count, since in queue.annotate(Count("pk"), Min("sent_at"))
    }
    copies = Publication.objects.stories().filter(area__in=ids, circle=Audience.PUBLIC)
    copies = copies.order_by().values_list("area_id")
    public = dict(copies.annotate(Count("pk")))
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
