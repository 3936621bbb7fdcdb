"""Which of what was logged each person may see."""

from django.db import models
from django.db.models import Q

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core.choices import NETWORK_UP, PROGRAMME_UP


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own area: everything. Local Trust and evaluators: from *programme* up.

        Every area: from *network* up.

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
