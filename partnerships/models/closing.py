"""What an area does when little money is left. Data of the programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Programme


class CloseoutStep(models.Model):
    """One step of finishing well, in the programme's order."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="closeout_steps"
    )
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("what to do"), max_length=120)
    plain = models.CharField(_("in plain words"), max_length=240, blank=True)
    source = models.TextField(_("where it comes from"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(_("no longer asked"), default=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="partnerships_closeout_step_once"
            )
        ]

    def __str__(self):
        return self.name
