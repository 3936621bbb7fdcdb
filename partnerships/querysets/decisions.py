"""Who reads the decision book and knows when the partnership meets."""

from django.db import models
from django.utils import timezone

from areas.access import where
from bigstory.accounts.roles import May


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_DECISIONS).q())


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_DECISIONS).q())

    def to_come(self):
        return self.filter(cancelled=False, starts_at__gte=timezone.now()).order_by("starts_at", "pk")
