"""Which stories each person may see, and lists of them; and which readings are the latest."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP, PROGRAMME_UP
from bigstory.core.db.dated import today


class StoryQuerySet(models.QuerySet):
    # With the area again, or not yet sent: nobody outside it reads these.
    WITH_AREA = ("draft", "returned", "withdrawn")
    SENT = ("sent", "accepted", "published", "not_used")
    ANSWERED = ("accepted", "published")  # with a yes

    def visible_to(self, user):
        """The record. Own area: every story. Local Trust: what was sent, while the programme may
        read it or somebody has to look at a stop.

        Nobody else reads these rows: evaluators, LTO officers, other areas and visitors read the
        cleared copy, Publication.
        """
        told = areas_where(user, May.TELL)
        read = areas_where(user, May.READ_DRAFTS)
        stories = told.q()
        if read != told:
            stories |= read.q() & ~self._left_to_its_tellers()
        if reviewed := areas_where(user, May.REVIEW_STORY):
            stories |= reviewed.q() & self._read_by_local_trust()
        return self.filter(stories)

    def kept_from(self, user):
        """What areas sent to this person, and they may not read now: somebody in it said no, or a
        yes has run out. Of these they learn the area, the day and what is missing, and no word.
        """
        reviewed = areas_where(user, May.REVIEW_STORY)
        sent = self.filter(reviewed.q(), self._sent(), state__in=("sent", "accepted", "published"))
        return sent.exclude(self._may_be_read_by_local_trust()).order_by("sent_at", "pk")

    def _left_to_its_tellers(self) -> Q:
        """Taken back, stopped, or somebody in it wants their part cut out: for whoever has to deal
        with that.
        """
        return Q(state="withdrawn") | Q(to_be_cut=True) | Q(Exists(self._stops()))

    def _read_by_local_trust(self) -> Q:
        return self._sent() & self._may_be_read_by_local_trust()

    def _sent(self) -> Q:
        return Q(state__in=self.SENT, audience__in=PROGRAMME_UP) & self._its_day_has_come()

    def _may_be_read_by_local_trust(self) -> Q:
        in_time = Q(publication__programme_until=None) | Q(publication__programme_until__gt=today())
        copied = Q(publication__isnull=False) & in_time
        return copied | Q(Exists(self._stops()))

    def _stops(self):
        """For each story: the stops over it that stand."""
        stops = self.model.holds.rel.related_model.objects.standing()
        return stops.filter(
            Q(story=OuterRef("pk"))
            | Q(area=OuterRef("area"))
            | Q(person__appearances__story=OuterRef("pk"))
        )

    def with_stops(self):
        """Each with `is_stopped`: whether a stop stands over it."""
        return self.annotate(is_stopped=Exists(self._stops()))

    @staticmethod
    def _its_day_has_come() -> Q:
        """A hard story may be the partnership's alone until a day it chose."""
        return Q(held_until=None) | Q(held_until__lte=today())

    def lock(self, story):
        """The story fresh from the database, its row held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("area").get(pk=story.pk)

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        sent = self.filter(self._its_day_has_come(), state="sent", audience__in=PROGRAMME_UP)
        return sent.order_by("sent_at", "pk")

    def to_be_looked_over(self):
        """Accepted for readers beyond the programme, and nobody says now that the list of people is
        complete: nobody else beyond it reads them until somebody does. See `story.list_keeps_in`.
        """
        return self.filter(
            state__in=self.ANSWERED, audience__in=NETWORK_UP, people_confirmed_at=None
        )

    def for_programme(self):
        """What counts in numbers the programme sees: what it may read."""
        return self.filter(
            self._its_day_has_come(),
            state__in=self.SENT,
            audience__in=PROGRAMME_UP,
            publication__isnull=False,
        )

    def kept_back(self):
        """Those whose day has not come. Others learn how many only where there are ten or more."""
        return self.filter(held_until__gt=today(), state__in=self.SENT, audience__in=PROGRAMME_UP)

    def for_list(self):
        return self.select_related("area", "area__region").prefetch_related(
            "levels", self.latest_readings()
        )

    def latest_readings(self):
        """Prefetch: each story gets `read_as`, the latest reading of each party, outcomes in
        order.
        """
        readings = self.model.readings.rel.related_model.objects.latest().select_related("outcome")
        return Prefetch(
            "readings", queryset=readings.order_by("outcome__order", "party"), to_attr="read_as"
        )


class ReadingQuerySet(models.QuerySet):
    def latest(self):
        """The latest reading of each party on each outcome. Earlier ones stay, as history."""
        return self.filter(latest=True)
