"""A photo, a recording or a film, and which signed-in people may see it.

Only the cleaned copies are stored; the file somebody sent is not. What visitors see hangs on a
Publication, in an app above.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.access import areas_where
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.core.files.recordings.look import Why
from partnerships.log.models.activity import Activity

# How long a picture may wait for the form it was sent for. The form itself may wait seven days: on
# a phone without a signal (static/js/kept.js), or because it was refused (`Unsaved`).
WAITS_FOR_ITS_FORM = timedelta(days=8)
# How long a folder of files is left in peace, as its row may still be on its way.
LEFT_IN_PEACE = timedelta(days=2)


class MediaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads its activity, or the minutes of its meeting, which name people; until its
        form is sent, the person who sent it.
        """
        minutes = Q(meeting__isnull=False)
        for needed in (May.READ_DECISIONS, May.READ_NAMES):
            minutes &= areas_where(user, needed).q()
        activities = self.model.activity.field.related_model.objects.visible_to(user)
        own = Q(pk__in=[])
        if user.is_authenticated:
            own = Q(activity=None, meeting=None, for_story=False, added_by=user.pk)
        return self.filter(Q(activity__in=activities.values("pk")) | minutes | own)

    def waiting(self):
        """Taken in, while the form they were sent for is still open."""
        return self.filter(activity=None, meeting=None, for_story=False)

    def left_behind(self):
        """Sent with a form that never came."""
        return self.waiting().filter(added_at__lt=timezone.now() - WAITS_FOR_ITS_FORM)


class MediaItem(models.Model):
    """`name` is the folder of its files in the private store: ours, never the sender's."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        AUDIO = "audio", _("Recording")
        FILM = "film", _("Film")
        DOCUMENT = "document", _("Paper")

    class People(models.TextChoices):
        """Whether somebody could be recognised. No answer means that somebody could."""

        NOBODY = "nobody", _("Nobody is in it")
        NOT_KNOWABLE = "not_knowable", _("People, but nobody you could recognise")
        KNOWABLE = "knowable", _("Somebody you could recognise")

    COMING = "coming"
    # Why a film cannot be seen yet, or never will.
    UNREADY = [
        (COMING, _("Being made ready")),
        *((why.value, why.name.capitalize()) for why in Why),
    ]
    # With nobody to be recognised, a photo may go wherever its activity goes. The others wait for
    # permission.
    FREE_OF_PEOPLE = (People.NOBODY, People.NOT_KNOWABLE)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="media")
    activity = models.ForeignKey(
        Activity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="media",
        help_text=_("Empty while the form it was sent for is still open."),
    )
    meeting = models.ForeignKey(
        "partnerships.Meeting",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="papers",
        help_text=_("Of a page of its minutes: its activity stays empty."),
    )
    for_story = models.BooleanField(
        default=False,
        help_text=_("Belongs to a story, which says who may see it: its activity stays empty."),
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PHOTO)
    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(_("how long"), default=0)
    unready = models.CharField(
        max_length=12,
        choices=UNREADY,
        blank=True,
        help_text=_("Empty once it can be seen and heard."),
    )
    bytes = models.PositiveIntegerField(help_text=_("Size of the clean copy."))
    alt_text = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    caption = models.CharField(_("words under the picture"), max_length=300, blank=True)
    transcript = models.TextField(_("what is said in it"), blank=True)
    captions = models.TextField(_("captions"), blank=True, help_text=_("As WebVTT."))
    credit = models.CharField(_("who took it"), max_length=80, blank=True)
    people = models.CharField(_("who is in it"), max_length=12, choices=People.choices, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MediaItemQuerySet.as_manager()
    # Set where its files have addresses of their own: from the name of a file to its address.
    door: Callable[[str], str] | None = None

    class Meta:
        verbose_name = _("photo, recording or paper")
        verbose_name_plural = _("photos, recordings and papers")
        ordering = ["order", "pk"]

    def __str__(self):
        names = {self.Kind.AUDIO: _("A recording"), self.Kind.FILM: _("A film")}
        return self.alt_text or str(names.get(self.kind, _("A photo")))

    def address(self, size: str) -> str:
        """The address of one of its files.

        `size` is "large" or "small" of a photo, the name of a file of a recording or film.
        """
        if self.door:
            return self.door(size)
        view = "photo" if self.kind == self.Kind.PHOTO else "recording"
        return reverse(view, args=[self.name, size])

    @property
    def is_film(self) -> bool:
        return self.kind == self.Kind.FILM

    @property
    def clock(self) -> str:
        """How long it is, as players write it: 3:07."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def has_a_place(self) -> bool:
        """Whether it is joined to what it was sent for, and waits for its form no more."""
        return self.for_story or bool(self.activity_id or self.meeting_id)

    @property
    def may_be_public(self) -> bool:
        """Whether a photo may go wherever its activity goes without anybody's permission."""
        return self.people in self.FREE_OF_PEOPLE
