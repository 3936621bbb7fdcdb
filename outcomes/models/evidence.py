"""What supports a story, and who says so; its photos, recordings and films; and what was covered
before others look.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from outcomes.elsewhere import Elsewhere
from outcomes.models.story import ChangeStory
from outcomes.querysets.covers import RedactionQuerySet
from partnerships.models import MediaItem


class Evidence(models.Model):
    class Kind(models.TextChoices):
        QUOTE = "quote", _("What somebody said")
        NUMBER = "number", _("A number")
        PICTURE = "picture", _("A photo, recording or film")
        DOCUMENT = "document", _("A paper")
        LINK = "link", _("A page on the internet")

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    words = models.TextField(_("what it says"), blank=True)
    number = models.DecimalField(
        _("the number"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("what was counted"), max_length=80, blank=True)
    said_by = models.CharField(_("who says so"), max_length=160, blank=True)
    source = models.CharField(_("where it is from"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    media = models.ForeignKey(
        MediaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    supports = models.CharField(
        _("which part it supports"),
        max_length=20,
        blank=True,
        choices=[
            ("before", _("what it was like before")),
            ("what_changed", _("what changed")),
            ("how_it_came_about", _("how it came about")),
        ],
    )
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="number") | Q(number__isnull=False),
                name="outcomes_evidence_number_has_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind="picture") | Q(media__isnull=False),
                name="outcomes_evidence_picture_has_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind="document") | Q(media__isnull=False) | ~Q(words=""),
                name="outcomes_evidence_paper_has_words_or_file",
            ),
            models.CheckConstraint(
                condition=~Q(kind="link") | ~Q(url=""), name="outcomes_evidence_link_has_one"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class StoryMedia(models.Model):
    """A photo, recording, film or paper that belongs to a story."""

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="media")
    media = models.OneToOneField(MediaItem, on_delete=models.CASCADE, related_name="in_story")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("story media")

    def __str__(self):
        return str(self.media_id)


class ElsewhereFilm(models.Model):
    """A film at YouTube or Vimeo, by its id: nothing is asked of those sites until somebody
    clicks.
    """

    class Host(models.TextChoices):
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="films")
    host = models.CharField(_("where it is"), max_length=8, choices=Host.choices)
    film_id = models.CharField(_("its id there"), max_length=30)
    title = models.CharField(_("what it shows"), max_length=160)
    said_by = models.CharField(_("who made it"), max_length=160, blank=True)
    people = models.CharField(
        _("who is in it"), max_length=12, choices=MediaItem.People.choices, blank=True
    )
    transcript = models.TextField(_("what is said in it"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "host", "film_id"], name="outcomes_film_once")
        ]

    def __str__(self):
        return self.title

    @property
    def at(self) -> Elsewhere:
        return Elsewhere(self.host, self.film_id)


class Redaction(models.Model):
    """Solid boxes over parts of a photo.

    They are in the rendition that others get, and never in the clean master.

    `boxes` are [left, top, width, height] in thousandths of the picture. Whoever drew them does not
    check them. Until another has looked, nobody outside the partnership gets the photo at all.
    """

    media = models.ForeignKey(MediaItem, on_delete=models.CASCADE, related_name="redactions")
    boxes = models.JSONField()
    rendition = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    nobody_known = models.BooleanField(
        _("nobody can be recognised"), default=False, help_text=_("Said by whoever checked it.")
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(made_by=None) | ~Q(checked_by=F("made_by")),
                name="outcomes_redaction_checked_by_another",
            )
        ]

    def __str__(self):
        return str(self.rendition)
