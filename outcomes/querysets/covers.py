"""Photos in which parts are covered, and whether somebody else has looked."""

from django.db import models


class RedactionQuerySet(models.QuerySet):
    def unchecked(self):
        """Drawn, and nobody else has looked yet.

        When the account of whoever looked is gone, it is open again.
        """
        return self.filter(checked_by=None)
