"""What is kept of an area's stories: which wait for an answer, when one was last sent, how many
each year, and how many are public.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import ExtractYear
from django.utils.timezone import localdate

from areas.desk.actions.owed import keep_owed
from areas.models import Area
from areas.places.actions import claim, keep, keep_years
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory, Publication
from outcomes.stories.queries.owed import STORIES


def recount(area: Area) -> None:
    """Count again what the programme may read of one area, and which stories wait for an answer.

    Call it in the transaction of the change itself.
    """
    recount_all([area])
    keep_owed(STORIES, [area])


@transaction.atomic
def recount_all(areas: Iterable[Area] | None = None) -> None:
    """Count several areas, or all, in as many statements as one."""
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
    copies = Publication.objects.stories().filter(area__in=ids, circle=Audience.PUBLIC)
    copies = copies.order_by().values_list("area_id")
    public = dict(copies.annotate(Count("pk")))
    keep({pk: {"last_story_on": last.get(pk), "public_stories": public.get(pk, 0)} for pk in ids})
    keep_years(ids, "stories", years)
