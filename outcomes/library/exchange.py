"""The list of stories as a spreadsheet, exactly as it was searched for, row by row."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from bigstory.core.files.spreadsheet import rows as csv_rows
from bigstory.core.text.sides import without_signs
from outcomes.models import Outcome, Publication, PublishedReading, Reading
from outcomes.publishing.queries.names import teller

# How many stories are fetched together.
AT_ONCE = 500


def columns(outcomes: list[Outcome]) -> list[tuple[str, object]]:
    """Heading of each column and how its cell is read from a story.

    Declared once, for record and public copy.
    """
    plain = [
        (_("Title"), lambda s: s.title),
        (_("Area"), lambda s: s.area.short_name),
        (_("Region"), lambda s: s.area.region.name),
        (_("Told by"), lambda s: s.shown_teller),
        (_("Told on"), lambda s: s.told_on.isoformat() if s.told_on else ""),
        (_("From year"), lambda s: s.changed_from),
        (_("Until year"), lambda s: s.changed_until),
        (_("Kind"), lambda s: s.get_kind_display()),
        (_("Levels"), lambda s: "; ".join(level.name for level in s.levels.all())),
        (_("In one sentence"), lambda s: s.in_short),
        (_("Before"), lambda s: s.before),
        (_("What changed"), lambda s: s.what_changed),
        (_("For whom"), lambda s: s.for_whom),
        (_("How it came about"), lambda s: s.how_it_came_about),
        (_("What was hard"), lambda s: s.what_was_hard),
        (_("How they know"), lambda s: s.how_we_know),
    ]
    read = [
        (
            f"{outcome.name}: {party.label}",
            lambda s, key=(outcome.pk, party.value): s.shown_answers.get(key, ""),
        )
        for outcome in outcomes
        for party in Reading.Party
    ]
    return [*plain, *read, (_("Address"), lambda s: s.shown_address)]


def lines(rows: QuerySet, outcomes: list[Outcome], *, user, address) -> Iterator[str]:
    """The lines of the file. `address` makes a path into a whole address.

    A constant number of statements for every AT_ONCE stories.
    """
    cell_readers = columns(outcomes)
    public = rows.model is Publication
    readings = PublishedReading.objects.all() if public else Reading.objects.latest()
    fetched = rows.select_related("area__region").prefetch_related(
        "levels",
        Prefetch("answers" if public else "readings", queryset=readings, to_attr="shown_readings"),
    )

    def cells() -> Iterator[list]:
        for story in fetched.iterator(chunk_size=AT_ONCE):
            # No signs for the sides: a spreadsheet has a cell for it, and no sentence round it.
            story.shown_teller = without_signs(story.byline if public else teller(user, story))
            story.shown_answers = {
                (r.outcome_id, r.party): r.get_answer_display() for r in story.shown_readings
            }
            story.shown_address = address(story.get_absolute_url())
            yield [cell(story) for _heading, cell in cell_readers]

    yield from csv_rows((heading for heading, _cell in cell_readers), cells())
