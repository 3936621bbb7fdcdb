"""Which plans, and which versions of them, each person may see."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.models import DatedQuerySet, today


class PlanQuerySet(DatedQuerySet):
    ENDORSED = ("endorsed", "ended")

    def visible_to(self, user):
        """Endorsed plans are public by nature; earlier drafts are for those who may read plans in
        the area.
        """
        return self.filter(Q(state__in=self.ENDORSED) | where(user, May.READ_PLAN).q())

    def current(self, at: date | None = None):
        return self.active(at).filter(state="endorsed")


class ActionQuerySet(models.QuerySet):
    def of_present_plans(self, at: date | None = None):
        """What the plans of a day are made of, in the order of their priorities."""
        at = at or today()
        begun = Q(priority__plan__starts=None) | Q(priority__plan__starts__lte=at)
        not_over = Q(priority__plan__ends=None) | Q(priority__plan__ends__gt=at)
        found = self.filter(begun, not_over, priority__plan__state="endorsed")
        return found.select_related("priority").order_by(
            "priority__order", "priority_id", "order", "pk"
        )


class PlanVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every sending of a plan, for those who may read plans before they are endorsed."""
        return self.filter(where(user, May.READ_PLAN).q("plan__area"))

    def waiting(self):
        """Sent, still as it was sent, and not yet answered.

        One that was taken back and sent again waits once.
        """
        later = self.model._base_manager.filter(
            plan=OuterRef("plan"), number__gt=OuterRef("number")
        )
        found = self.filter(~Exists(later), review=None, plan__state="sent")
        return found.order_by("sent_at", "pk")

    def with_plan(self):
        return self.select_related(
            "plan__area__programme", "plan__area__region", "plan__follows", "review"
        )
