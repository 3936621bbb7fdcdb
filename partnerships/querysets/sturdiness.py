"""Signals are the partnership's own until it shares them."""

from django.db import models

from areas.access import where
from bigstory.accounts.roles import May


class SturdinessShareQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.READ_STURDINESS).q())
