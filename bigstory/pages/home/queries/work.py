"""What waits for somebody who logs and tells in areas. A statement for each part of the page."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.functional import cached_property

from areas.access import areas_where, can
from areas.desk.queries.letters import latest_replies
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from outcomes.models import ChangeStory
from outcomes.stories.queries.still_true import to_ask
from partnerships.log.queries import first_photo
from partnerships.models import Action, Activity, Meeting
from partnerships.money.queries.page import reported_until, with_last_half_year
from partnerships.money.queries.sums import TimeLeft, Totals, time_left, totals
from partnerships.signals.queries.record import read_signals
from partnerships.signals.queries.wording import Question, question_of

# "Soon" is the quarter a partnership's meetings look ahead to.
SOON = timedelta(days=92)
A_FEW = 5
TO_ASK_AGAIN = 2
HALF_TOLD = ("draft", "returned")
LATELY = 6
# What is older is history: it stands in the diary, and is no news.
NEWS = timedelta(days=365)
# A reply this fresh is the first thing somebody comes to read.
FRESH = timedelta(days=31)
REPLIES_SHOWN = 3
# Something to talk about, a new one each week. Each costs one statement.
TO_TALK_ABOUT = ("logging", "newcomers", "raising")


class MoneyAndTime(NamedTuple):
    """What is left of both; `until` is the last day that what was spent speaks of."""

    totals: Totals
    time: TimeLeft
    until: date | None


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

    def to_be_looked_over(self) -> list[ChangeStory]:
        """Stories kept in because nobody says now that their list of people is complete, for those
        who may say so; the newest first.
        """
        may = areas_where(self.user, May.RECORD_PERMISSIONS)
        found = [each for each in self._waiting if _is_kept_in(each) and may.includes(each.area_id)]
        return sorted(found, key=lambda story: story.changed_at, reverse=True)

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
            if not (_is_half_told(story) or _somebody_is_to_be_cut(story) or _is_kept_in(story))
        ]
        return sorted(due, key=lambda story: (story.told_on, story.pk))

    @cached_property
    def _waiting(self) -> list[ChangeStory]:
        """Stories to be cut, to look over, to carry on with and to ask again, in one statement, for
        those who tell.
        """
        telling = [pk for pk in self.ids if areas_where(self.user, May.TELL).includes(pk)]
        if not telling:
            return []
        stories = ChangeStory.objects.visible_to(self.user).filter(area__in=telling)
        shown = stories.exclude(state=ChangeStory.State.WITHDRAWN)
        cut = shown.filter(to_be_cut=True).order_by("-changed_at")[:A_FEW]
        kept_in = shown.to_be_looked_over().order_by("-changed_at")[:A_FEW]
        half = stories.filter(state__in=HALF_TOLD).order_by("-state", "-changed_at")[:A_FEW]
        to_ask_again = to_ask(stories, self.at)[:TO_ASK_AGAIN]
        waiting = Q()
        for some in (cut, kept_in, half, to_ask_again):
            waiting |= Q(pk__in=some.values("pk"))
        return list(ChangeStory.objects.filter(waiting).select_related("area"))

    def due(self) -> list[Action]:
        """The next actions of the present plans: overdue first, then soon."""
        open_states = (Action.State.PLANNED, Action.State.UNDER_WAY)
        actions = Action.objects.of_present_plans(self.at).filter(priority__plan__area__in=self.ids)
        soon = actions.filter(state__in=open_states, due__lte=self.at + SOON).order_by("due", "pk")
        return list(soon.select_related("priority__plan__area")[:A_FEW])

    def lately(self, saved: int | None = None) -> list[Activity]:
        """The newest few of the last year; what this person `saved` a moment ago on top.

        Each knows whether this person may `look_first` at words in it that nobody decided about:
        before everybody reads it, somebody has to.
        """
        decides = areas_where(self.user, May.RECORD_PERMISSIONS).q()
        look_first = decides & Q(unchecked_words__isnull=False)
        logged = self._logged().annotate(
            look_first=Case(When(look_first, then=True), default=False)
        )
        recent = Q(on__gt=self.at - NEWS)
        if saved is not None:
            theirs = Case(When(pk=saved, logged_by=self.user, then=True), default=False)
            logged = logged.annotate(theirs=theirs).order_by("-theirs", "-on", "-pk")
            recent |= Q(theirs=True)
        rows = logged.filter(recent).select_related("area").prefetch_related(first_photo())
        return list(rows[:LATELY])

    def in_the_diary(self) -> int:
        """How many things the diary holds for this person, of all years."""
        return self._logged().count()

    def next_meeting(self) -> Meeting | None:
        meetings = Meeting.objects.visible_to(self.user).filter(area__in=self.ids)
        return meetings.to_come().select_related("area").first()

    def replies(self) -> tuple[list, list]:
        """What Local Trust wrote back in the last year: the fresh ones, and the others."""
        found = [
            (thing, reply)
            for thing, reply in latest_replies(self.user, self.areas, REPLIES_SHOWN)
            if timezone.localdate(reply.at) > self.at - NEWS
        ]
        fresh = [each for each in found if timezone.localdate(each[1].at) > self.at - FRESH]
        return fresh[:1], found[len(fresh[:1]) :]

    def to_talk_about(self) -> Question | None:
        """One question from the partnership's own record, another each week."""
        if len(self.areas) != 1 or not can(self.user, May.SEE_STURDINESS, self.areas[0]):
            return None
        key = TO_TALK_ABOUT[self.at.isocalendar().week % len(TO_TALK_ABOUT)]
        signal = read_signals(self.areas[0], user=self.user, only=key).get(key)
        question = question_of(signal.frozen()) if signal else None
        return question if question and question.enough else None

    def money_and_time(self) -> MoneyAndTime | None:
        """For one area whose money is written down. Two statements."""
        if len(self.areas) != 1:
            return None
        joined = Area.objects.filter(pk=self.ids[0]).select_related("programme")
        area = with_last_half_year(joined).get()
        sums = totals(area)
        if not sums.awarded:
            return None
        return MoneyAndTime(sums, time_left(area, closed_on=sums.closed_on), reported_until(area))

    def _logged(self):
        visible = Activity.objects.visible_to(self.user).filter(area__in=self.ids)
        return visible.order_by(F("on").desc(), F("pk").desc())


def _is_half_told(story: ChangeStory) -> bool:
    return story.state in HALF_TOLD


def _somebody_is_to_be_cut(story: ChangeStory) -> bool:
    return story.to_be_cut and story.state != ChangeStory.State.WITHDRAWN


def _is_kept_in(story: ChangeStory) -> bool:
    return story.list_keeps_in and not story.to_be_cut
