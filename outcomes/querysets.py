"""Which stories each person may see, and the readings that count."""

from django.db import models
from django.db.models import Prefetch, Q

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.choices import NETWORK_UP, PROGRAMME_UP, Audience


class StoryQuerySet(models.QuerySet):
    # With the area again, or not yet sent: nobody outside it reads these.
    WITH_AREA = ("draft", "returned", "withdrawn")
    SENT = ("sent", "published", "not_used")

    def visible_to(self, user):
        """Own area: every story. The programme: what was sent, from *programme* up. Every area: what was shared.

        Visitors see none of these rows: what is public was copied into a Publication.
        """
        own = where(user, May.READ_DRAFTS).q()
        programme = where(user, May.READ_SENT).q() & Q(state__in=self.SENT, audience__in=PROGRAMME_UP)
        network = where(user, May.READ_SHARED).q() & Q(state="published", audience__in=NETWORK_UP)
        return self.filter(own | programme | network)

    def lock(self, story):
        """The story fresh from the database, its row held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("area").get(pk=story.pk)

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        return self.filter(state="sent", audience__in=PROGRAMME_UP).order_by("sent_at", "pk")

    def for_programme(self):
        """What counts in numbers the programme sees."""
        return self.filter(state__in=self.SENT, audience__in=PROGRAMME_UP)

    def for_list(self):
        return self.select_related("area", "area__region").prefetch_related("levels", self.latest_readings())

    def latest_readings(self):
        """Prefetch: each story gets `read_as`, the latest reading of each party, outcomes in order."""
        readings = self.model.readings.rel.related_model.objects.latest().select_related("outcome")
        return Prefetch("readings", queryset=readings.order_by("outcome__order", "party"), to_attr="read_as")


class ReadingQuerySet(models.QuerySet):
    def latest(self):
        """The latest reading of each party on each outcome. Earlier ones stay, as history."""
        return self.filter(latest=True)


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public is public, for everybody.

        The log lies below this app and cannot delete a row here when an activity stops being public; so the row is
        looked at together with the activity's own audience, and narrowing it works at once.
        """
        return self.filter(Q(activity=None) | Q(activity__audience=Audience.PUBLIC))

    def stories(self):
        return self.filter(story__isnull=False)

    def activities(self):
        return self.filter(activity__audience=Audience.PUBLIC)

    def for_list(self):
        return self.select_related("area", "area__region").prefetch_related("said_yes", "levels")
