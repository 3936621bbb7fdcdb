"""Which stories each person may see, and the readings that count."""

from django.db import models
from django.db.models import Prefetch, Q

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.choices import NETWORK_UP, PROGRAMME_UP, Audience
from bigstory.core.models import today


class StoryQuerySet(models.QuerySet):
    # With the area again, or not yet sent: nobody outside it reads these.
    WITH_AREA = ("draft", "returned", "withdrawn")
    SENT = ("sent", "accepted", "published", "not_used")

    def visible_to(self, user):
        """Own area: every story. The programme: what was sent, from *programme* up.

        Every area: what was shared.

        Visitors see none of these rows: what is public was copied into a Publication.
        """
        own = where(user, May.READ_DRAFTS).q()
        programme = where(user, May.READ_SENT).q() & Q(
            state__in=self.SENT, audience__in=PROGRAMME_UP
        )
        network = where(user, May.READ_SHARED).q() & Q(state="published", audience__in=NETWORK_UP)
        return self.filter(own | ((programme | network) & self._its_day_has_come()))

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

    def for_programme(self):
        """What counts in numbers the programme sees."""
        return self.filter(self._its_day_has_come(), state__in=self.SENT, audience__in=PROGRAMME_UP)

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


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public is public, for everybody, until the day somebody's permission is over.

        The log lies below this app and cannot delete a row here when an activity stops being
        public; so the row is looked at together with the activity's own audience, and narrowing it
        works at once.
        """
        in_time = Q(expires_on=None) | Q(expires_on__gt=today())
        return self.filter(in_time, Q(activity=None) | Q(activity__audience=Audience.PUBLIC))

    def stories(self):
        return self.filter(story__isnull=False)

    def activities(self):
        return self.filter(activity__audience=Audience.PUBLIC)

    def for_list(self):
        return self.select_related("area", "area__region").prefetch_related("said_yes", "levels")
