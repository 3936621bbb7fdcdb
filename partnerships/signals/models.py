"""What a partnership wrote about its own signals, and when it shared them with others.

Signals are the partnership's own until it shares them.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May


class SturdinessShareQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(areas_where(user, May.READ_STURDINESS).q())


class SturdinessShare(models.Model):
    """The signals as the partnership saw them, with its own words beside.

    Others read this, and nothing before it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="sturdiness_shares")
    as_of = models.DateField(_("as it stood on"))
    signals = models.JSONField(
        help_text=_("Each question with its figures; the lists behind stay with the area.")
    )
    words = models.JSONField(default=dict, help_text=_("The partnership's own words, by question."))
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shared_at = models.DateTimeField(auto_now_add=True)

    objects = SturdinessShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared view of a partnership")
        verbose_name_plural = _("shared views of partnerships")
        ordering = ["-shared_at", "-pk"]

    def __str__(self):
        return f"{self.area}, {self.as_of:%d %B %Y}"
