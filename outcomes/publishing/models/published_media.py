"""The photos, recordings and films that go with a cleared copy, each with a circle of its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from bigstory.accounts.roles import May
from bigstory.core.db.choices import NETWORK_UP, PROGRAMME_UP, Audience
from outcomes.publishing.models.publication import Publication
from partnerships.models import MediaItem

# What is written of a photo, recording or film, and goes with it.
COPIED_WORDS = ("alt_text", "caption", "transcript", "captions")


class PublishedMediaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the copies this person may read, the items that go as far as their own circle."""
        programme = [areas_where(user, may) for may in (May.READ_SENT, May.READ_DRAFTS)]
        network = areas_where(user, May.READ_SHARED)
        allowed = Q(circle=Audience.PUBLIC)
        allowed |= network.q("publication__area") & Q(circle__in=NETWORK_UP)
        for areas in programme:
            allowed |= areas.q("publication__area")
        copies = Publication.objects.visible_to(user)
        return self.filter(allowed, publication__in=copies.values("pk"))


class PublishedMedia(models.Model):
    """A photo, recording or film that goes with a copy, as far as those in it allow."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="published_media"
    )
    media = models.ForeignKey(MediaItem, on_delete=models.CASCADE, related_name="published_as")
    circle = models.CharField(
        max_length=12,
        choices=[choice for choice in Audience.choices if choice[0] in PROGRAMME_UP],
        default=Audience.PUBLIC,
    )

    words = models.JSONField(
        null=True,
        blank=True,
        help_text=_("What is written of it, names as they may be called; empty: as it stands."),
    )

    objects = PublishedMediaQuerySet.as_manager()

    class Meta:
        verbose_name = _("cleared photo or recording")
        verbose_name_plural = _("cleared photos and recordings")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "media"], name="outcomes_published_media_once"
            )
        ]

    def __str__(self):
        return str(self.media_id)
