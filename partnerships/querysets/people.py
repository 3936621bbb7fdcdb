"""Who sits on a partnership, what they declared, and the yearly review: for those who may read the
roster.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.models import today


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_ROSTER).q("partnership__area"))

    def sitting(self, at: date | None = None):
        """Who sits on the partnership on a day. A person who leaves that day has left."""
        at = at or today()
        return self.filter(Q(left=None) | Q(left__gt=at), joined__lte=at)

    def residents(self):
        return self.filter(kind="resident")


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_ROSTER).q("seat__partnership__area"))

    def open(self, at: date | None = None):
        """Those that still hold on a day."""
        at = at or today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=at), declared_on__lte=at)

    def in_order(self):
        """What still holds first, the newest on top."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "-declared_on", "-pk")


class PartnershipReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_ROSTER).q("partnership__area"))

    def waiting(self):
        """Sent and not yet answered: the clock runs on Local Trust."""
        return self.filter(review=None).order_by("sent_at", "pk")
