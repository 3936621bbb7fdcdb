"""The ledger of erasures: that somebody was erased, when and why, and how many rows of each kind;
never who.

The same line is written to a file beside the database (`outcomes.actions.erasure`), so that after a
backup is restored it can be replayed before the site opens.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    key = models.UUIDField(
        _("whom"), help_text=_("The key of the person, which says nothing of them."), db_index=True
    )
    why = models.CharField(_("why"), max_length=200)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return str(self.key)
