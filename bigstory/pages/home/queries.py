"""What waits for somebody with a role in areas; and, for the front page, the tally of outcomes.

A statement for each part of the page. The tally reads Publication only.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, When, Window
from django.db.models.functions import ExtractYear
from django.utils.functional import cached_property

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from outcomes.models import ChangeStory, Outcome, Publication
from outcomes.stories.queries.still_true import to_ask
from partnerships.log.queries import first_photo
from partnerships.models import Action, Activity

# "Soon" is the quarter a partnership's meetings look ahead to.
SOON = timedelta(days=92)
A_FEW = 5
TO_ASK_AGAIN = 2
HALF_TOLD = ("draft", "returned")
LATELY = 6


class Desk:
    """The parts of the home page, for the areas shown on it."""

    def __init__(self, user, areas: list[Area], at: date | None = None):
        self.user = user
        self.areas = areas
        self.at = at or today()
        self.ids = [area.pk for area in areas]

    def to_be_cut(self) -> list[ChangeStory]:
        """Stories from which somebody wants to be taken out; the newest first."""
        return sorted(
            (story for story in self._waiting if _somebody_is_to_be_cut(story)),
            key=lambda story: story.changed_at,
            reverse=True,
        )

    def half_told(self) -> list[ChangeStory]:
        """Stories this person may carry on with; those Local Trust sent back come first."""
        open_now = [story for story in self._waiting if _is_half_told(story)]
        return sorted(open_now, key=lambda story: (story.state, story.changed_at), reverse=True)

    def to_ask_again(self) -> list[ChangeStory]:
        """Stories due to be asked whether they are still true, half a year, one or three years on.

        The oldest first.
        """
        due = [
            story
            for story in self._waiting
            if not (_is_half_told(story) or _somebody_is_to_be_cut(story))
        ]
        return sorted(due, key=lambda story: (story.told_on, story.pk))

    @cached_property
    def _waiting(self) -> list[ChangeStory]:
        """Stories to be cut, to carry on with and to ask again, in one statement, for those who
        tell.
        """
        telling = [pk for pk in self.ids if areas_where(self.user, May.TELL).includes(pk)]
        if not telling:
            return []
        stories = ChangeStory.objects.visible_to(self.user).filter(area__in=telling)
        shown = stories.exclude(state=ChangeStory.State.WITHDRAWN)
        cut = shown.filter(to_be_cut=True).order_by("-changed_at")[:A_FEW]
        half = stories.filter(state__in=HALF_TOLD).order_by("-state", "-changed_at")[:A_FEW]
        to_ask_again = to_ask(stories, self.at)[:TO_ASK_AGAIN]
        waiting = Q()
        for some in (cut, half, to_ask_again):
            waiting |= Q(pk__in=some.values("pk"))
        return list(ChangeStory.objects.filter(waiting).select_related("area"))

    def due(self) -> list[Action]:
        """The next actions of the present plans: overdue first, then soon."""
        open_states = (Action.State.PLANNED, Action.State.UNDER_WAY)
        actions = Action.objects.of_present_plans(self.at).filter(priority__plan__area__in=self.ids)
        soon = actions.filter(state__in=open_states, due__lte=self.at + SOON).order_by("due", "pk")
        return list(soon.select_related("priority__plan__area")[:A_FEW])

    def lately(self, saved: int | None = None) -> list[Activity]:
        """The newest few; what this person `saved` a moment ago on top.

        Each knows how many there are, `of_all`, and whether this person may `look_first` at words
        in it that nobody decided about: before everybody reads it, somebody has to.
        """
        decides = areas_where(self.user, May.RECORD_PERMISSIONS).q()
        look_first = decides & Q(unchecked_words__isnull=False)
        logged = self._logged().annotate(
            of_all=Window(Count("pk")), look_first=Case(When(look_first, then=True), default=False)
        )
        if saved is not None:
            theirs = Case(When(pk=saved, logged_by=self.user, then=True), default=False)
            logged = logged.annotate(theirs=theirs).order_by("-theirs", "-on", "-pk")
        return list(logged.select_related("area").prefetch_related(first_photo())[:LATELY])

    def _logged(self):
        visible = Activity.objects.visible_to(self.user).filter(area__in=self.ids)
        return visible.order_by(F("on").desc(), F("pk").desc())


def _is_half_told(story: ChangeStory) -> bool:
    return story.state in HALF_TOLD


def _somebody_is_to_be_cut(story: ChangeStory) -> bool:
    return story.to_be_cut and story.state != ChangeStory.State.WITHDRAWN


@dataclass
class Tally:
    """One outcome and the public stories whose teller says yes to it."""

    outcome: Outcome
    yes: int
    years: list[tuple[int, int]]


def tallies(stories) -> list[Tally]:
    """A tally for each outcome over a queryset of publications.

    Two statements, however many stories there are.
    """
    rows = (
        Publication.said_yes.through.objects.filter(publication__in=stories.order_by().values("pk"))
        .values("outcome_id", year=ExtractYear("publication__told_on"))
        .annotate(n=Count("publication_id"))
    )
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        counts[row["outcome_id"]][row["year"]] = row["n"]
    every_year = sorted({year for years in counts.values() for year in years})
    span = range(every_year[0], every_year[-1] + 1) if every_year else range(0)
    return [
        Tally(
            outcome,
            sum(counts[outcome.pk].values()),
            [(year, counts[outcome.pk].get(year, 0)) for year in span],
        )
        for outcome in Outcome.objects.in_use()
    ]
