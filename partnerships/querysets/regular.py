"""What meets regularly, and paper cards: the business of those who log."""

from django.db import models

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.models import DatedQuerySet


class RegularQuerySet(DatedQuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.LOG).q())


class PaperCardQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.LOG).q())
