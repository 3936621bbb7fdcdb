"""The picture that other sites show beside a link to a public story that has no photo."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from outcomes.publishing.models.publication import Publication


class ShareCard(models.Model):
    """A drawn card of one cleared copy: what it says, and where its file lies.

    It goes with the copy, and is drawn anew where that says something else.
    """

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="card")
    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    says = models.CharField(max_length=64, help_text=_("Of the words on it, as SHA-256."))
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("card of a story")
        verbose_name_plural = _("cards of stories")

    def __str__(self):
        return str(self.publication_id)
