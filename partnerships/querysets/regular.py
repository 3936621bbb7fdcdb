"""What meets regularly: the business of those who log."""

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.models import DatedQuerySet


class RegularQuerySet(DatedQuerySet):
    def visible_to(self, user):
        return self.filter(where(user, May.LOG).q())
