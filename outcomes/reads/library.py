"""The library: stories narrowed by words and facets.

Visitors search public copies, others the record.
"""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.search import Index, matching
from outcomes.models import ChangeStory, Publication
from outcomes.models.publication import PUBLICATION_INDEX
from outcomes.models.story import STORY_INDEX
from outcomes.reads.asked import ANYBODY, PUBLIC, Asked

# Fewer than this are not told (reference: a hard story's own audience).
FEWEST_TOLD = 10


@dataclass(frozen=True)
class Shelf:
    """Where this reader's stories stand, and how their readings are reached.

    The rest of the library does not care.
    """

    model: type[Model]
    rows: QuerySet
    index: Index
    readings: str
    only_latest: dict
    # Where the newest answer to “Is it still true?” is found.
    lasting: str

    @property
    def public(self) -> bool:
        return self.model is Publication

    def still(self, answers: tuple[str, ...]) -> QuerySet:
        """Stories of which the newest answer is one of these."""
        newest = {} if self.public else {"followups__latest": True}
        return self.model.objects.filter(**{f"{self.lasting}__in": answers}, **newest)

    def read_as(self, asked: Asked, *, outcomes: bool = True) -> Q:
        """A filter for stories that a party read in a way; any outcome, or one of those asked
        for.
        """
        wanted = {f"{self.readings}__answer": asked.answer} | self.only_latest
        if asked.reader != ANYBODY:
            wanted[f"{self.readings}__party"] = asked.reader
        if outcomes and asked.outcome:
            wanted[f"{self.readings}__outcome__slug__in"] = asked.outcome
        return Q(**wanted)


def shelf_of(user, asked: Asked) -> Shelf:
    """Whoever holds a role that reads stories searches the record, as far as they may see it; all
    others, an administrator, and whoever asks for what is public, the public copies.
    """
    if asked.shown == PUBLIC or not (where(user, May.READ_SHARED) or where(user, May.READ_SENT)):
        rows = Publication.objects.visible_to(user).stories()
        return Shelf(Publication, rows, PUBLICATION_INDEX, "answers", {}, "lasting")
    states = asked.state or ChangeStory.objects.all().SENT
    rows = ChangeStory.objects.visible_to(user).filter(state__in=states)
    return Shelf(
        ChangeStory, rows, STORY_INDEX, "readings", {"readings__latest": True}, "followups__answer"
    )


def kept_back(shelf: Shelf, asked: Asked) -> int:
    """How many stories only their partnerships read for now; 0 where there are so few that one
    could guess whose.

    One number for the whole programme, told where nothing was asked: of a place or an outcome it
    would say which.
    """
    if shelf.public or asked.narrowed:
        return 0
    number = ChangeStory.objects.kept_back().count()
    return number if number >= FEWEST_TOLD else 0


def narrow(shelf: Shelf, asked: Asked, *, leave_out: str = "") -> QuerySet:
    """The stories that match. `leave_out` names a facet whose own choice is not applied, to count
    its options.
    """
    rows = matching(shelf.rows, shelf.index, asked.q)
    simple = {
        "region": ("area__region__slug__in", asked.region),
        "area": ("area__slug__in", asked.area),
        "kind": ("kind__in", asked.kind),
    }
    for name, (path, values) in simple.items():
        if values and name != leave_out:
            rows = rows.filter(**{path: values})
    if asked.year and leave_out != "year":
        rows = rows.filter(told_on__year__in=asked.year)
    if asked.lasting and leave_out != "lasting":
        rows = rows.filter(pk__in=shelf.still(asked.lasting).values("pk"))
    if asked.level and leave_out != "level":
        rows = rows.filter(
            pk__in=shelf.model.objects.filter(levels__slug__in=asked.level).values("pk")
        )
    if asked.outcome and leave_out not in ("outcome", "reader"):
        rows = rows.filter(pk__in=shelf.model.objects.filter(shelf.read_as(asked)).values("pk"))
    return rows
