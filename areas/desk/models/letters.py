"""What an area and Local Trust write to each other about a thing that was sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.desk.models.owed import Owed, Side
from areas.places.models import Area


class Letter(models.Model):
    """Never changed. One that asks stays open until the other side has written back (Owed)."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="letters")
    about = models.CharField(_("about what"), max_length=16, choices=Owed.Kind.choices)
    thing = models.PositiveBigIntegerField(_("its number"))
    side = models.CharField(_("from"), max_length=8, choices=Side.choices)
    asks = models.BooleanField(_("asks something"), default=False)
    words = models.TextField(_("words"))
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    writer_name = models.CharField(_("who wrote it"), max_length=80, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("letter about what was sent")
        verbose_name_plural = _("letters about what was sent")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["about", "thing"], name="areas_letter_about"),
            models.Index(fields=["area", "at"], name="areas_letter_of_area"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}, {self.at:%d %B %Y}"

    @property
    def name(self) -> str:
        """Who wrote it, as a page names whoever wrote a verdict."""
        return self.writer_name
