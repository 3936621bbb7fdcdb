"""A thing that supports a story: a quote, a number, a picture, a paper or a link."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outcomes.stories.models.story import ChangeStory
from partnerships.models import MediaItem


class Evidence(models.Model):
    """Each kind has what it cannot do without; the database holds it to that."""

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
    said_by_is = models.CharField(_("what they are"), max_length=160, blank=True)
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
