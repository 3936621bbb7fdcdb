"""A record of as many stories as are asked for, made of the example's own.

The example's stories went through the product's own actions: sent, read, cleared, answered. A story
here has the words of one of them, the readings of another and the choices of a third, each with
what its cleared copy says of them, in an area and on a day that a seeded chance chose. So every row
is one the product could have written, and the same number of stories is always the same record.
"""

import io

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from areas.desk.actions.owed import keep_owed
from areas.models import Area
from bigstory.benchmarks.loading import settle
from bigstory.benchmarks.rows import WRITER, Batch, Pattern
from bigstory.core.files.refused import Refused
from outcomes.models import ChangeStory, Publication
from outcomes.publishing.actions import area_counts
from outcomes.publishing.actions.copied import COPIED_CHOICES
from outcomes.stories.queries.owed import STORIES
from partnerships.log.actions.activities import recount_all as recount_activities

# How many stories are made in one transaction.
AT_ONCE = 5_000
SOMEBODY_ELSE_S = (
    "The benchmark would fill a record that is there already with invented stories. Give it an "
    "empty database and a place of its own: DATABASE_URL, STORAGE_DIR and ERASURE_LEDGER."
)


def grow(stories: int) -> None:
    """Make the database at hand hold that many stories. One that holds more stays as it is.

    Raises Refused where the record is somebody else's.
    """
    _begin()
    add(stories)
    settle()


def add(stories: int) -> None:
    """Add to the example until there are so many, in transactions of AT_ONCE."""
    there = ChangeStory.objects.count()
    while there < stories:
        until = min(stories, there + AT_ONCE)
        with transaction.atomic():
            _write(range(there, until))
        there = until
    with transaction.atomic():
        area_counts.recount_all()
        keep_owed(STORIES, Area.objects.select_related("programme"))
        recount_activities()


def _begin() -> None:
    """The example, with whose people the benchmark signs in."""
    made = ChangeStory._meta.db_table in connection.introspection.table_names()
    if made and ChangeStory.objects.filter(written_by_name=WRITER).exists():
        return
    # What another site closed would be closed here too; and the example begins with no ledger.
    if settings.ERASURE_LEDGER.exists() or made and ChangeStory.objects.exists():
        raise Refused([SOMEBODY_ELSE_S])
    call_command("demo", no_serve=True, stdout=io.StringIO())


def _patterns() -> list[Pattern]:
    """Those that Local Trust has answered, and that went out of their area for good."""
    copies = Publication.objects.stories().filter(
        story__state__in=("accepted", "published", "not_used"),
        shown_from=None,
    )
    copies = copies.exclude(story__written_by_name=WRITER)
    copies = copies.select_related("story").prefetch_related("said_yes", "story__readings")
    return [
        Pattern(
            story=copy.story,
            copy=copy,
            readings=list(copy.story.readings.all()),
            followups=list(copy.story.followups.all()),
            reviews=list(copy.story.reviews.all()),
            choices={
                name: list(getattr(copy.story, name).values_list("pk", flat=True))
                for name in COPIED_CHOICES
            },
            said_yes=[outcome.pk for outcome in copy.said_yes.all()],
        )
        for copy in copies.order_by("pk")
    ]


def _write(numbers: range) -> None:
    """Write the stories of these numbers, and the activities that came with them."""
    batch = Batch(_patterns(), list(Area.objects.order_by("pk")))
    for number in numbers:
        batch.add(number)
    batch.write()
