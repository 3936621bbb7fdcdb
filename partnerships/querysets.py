"""What of the partnership's life each person may see."""

from datetime import date

from django.db import models
from django.db.models import Q

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.choices import NETWORK_UP, PROGRAMME_UP
from bigstory.core.models import DatedQuerySet, today


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_ROSTER).q("partnership__area"))

    def sitting(self, at: date | None = None):
        """Who sits on the partnership on a day. A person who leaves that day has left."""
        at = at or today()
        return self.filter(Q(left=None) | Q(left__gt=at), joined__lte=at)

    def residents(self):
        return self.filter(kind="resident")


class PlanQuerySet(DatedQuerySet):
    ENDORSED = ("endorsed", "ended")

    def visible_to(self, user):
        """Endorsed plans are public by nature; earlier drafts are for those who may read plans in the area."""
        return self.filter(Q(state__in=self.ENDORSED) | where(user, May.READ_PLAN).q())

    def current(self, at: date | None = None):
        return self.active(at).filter(state="endorsed")

    def with_parts(self):
        return self.prefetch_related("priorities__actions")


class ActionQuerySet(models.QuerySet):
    def of_present_plans(self, at: date | None = None):
        """What the plans of a day are made of, in the order of their priorities."""
        at = at or today()
        begun = Q(priority__plan__starts=None) | Q(priority__plan__starts__lte=at)
        not_over = Q(priority__plan__ends=None) | Q(priority__plan__ends__gt=at)
        found = self.filter(begun, not_over, priority__plan__state="endorsed")
        return found.select_related("priority").order_by("priority__order", "priority_id", "order", "pk")


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own area: everything. Local Trust and evaluators: from *programme* up. Every area: from *network* up.

        Visitors see none of these rows: what is public was copied into a Publication.
        """
        own = where(user, May.READ_OWN_LOG).q()
        programme = where(user, May.READ_LOG).q() & Q(audience__in=PROGRAMME_UP)
        network = where(user, May.READ_SHARED).q() & Q(audience__in=NETWORK_UP)
        return self.filter(own | programme | network)

    def for_programme(self):
        """What counts in numbers the programme sees."""
        return self.filter(audience__in=PROGRAMME_UP)

    def for_list(self):
        return self.select_related("area", "action", "logged_by")
