"""What goes with a story beside its words: photos, recordings and papers, films elsewhere, and the
covers over parts of a photo.

A film at YouTube or Vimeo is stored by its id. The addresses people paste are read here and never
requested.
"""

import re
import uuid
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from outcomes.stories.models.story import ChangeStory
from partnerships.models import MediaItem

YOUTUBE = "youtube"
VIMEO = "vimeo"
YOUTUBE_HOSTS = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "www.youtube-nocookie.com",
    "youtube-nocookie.com",
}
VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
VIMEO_ID = re.compile(r"(\d{5,12})(?:/([0-9a-f]{8,12}))?", re.ASCII)
MAX_ADDRESS = 500
# The only sites a page may frame, and only a page that shows one of their films.
FRAMES = {YOUTUBE: "https://www.youtube-nocookie.com", VIMEO: "https://player.vimeo.com"}


@dataclass(frozen=True)
class FilmAddress:
    """The site of a film, and its id there.

    An unlisted Vimeo film has a second part of its id, after a stroke.
    """

    host: str
    film_id: str

    @property
    def page(self) -> str:
        """The address of its page at that site, for a link."""
        if self.host == YOUTUBE:
            return f"https://www.youtube.com/watch?v={self.film_id}"
        return f"https://vimeo.com/{self.film_id}"

    @property
    def frame(self) -> str:
        """The address of the player, framed once somebody presses, with as little tracking as the
        site offers.
        """
        if self.host == YOUTUBE:
            return f"{FRAMES[YOUTUBE]}/embed/{self.film_id}?autoplay=1&rel=0"
        number, _stroke, more = self.film_id.partition("/")
        return f"{FRAMES[VIMEO]}/video/{number}?autoplay=1&dnt=1" + (f"&h={more}" if more else "")


def film_at(address: str) -> FilmAddress | None:
    """The film that a pasted address leads to; None where it is no film of either site."""
    text = address.strip()
    if (
        not text
        or len(text) > MAX_ADDRESS
        or not text.isascii()
        or re.search(r"[\s\\\x00-\x1f]", text)
    ):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None or port is not None:
        return None
    host = (parts.hostname or "").lower()
    path = parts.path.strip("/")
    if host == "youtu.be":
        return _youtube(path)
    if host in YOUTUBE_HOSTS:
        return _youtube(_on_youtube(path, parts.query))
    return _vimeo(path, parts.query) if host in VIMEO_HOSTS else None


def _on_youtube(path: str, query: str) -> str:
    if path == "watch":
        return (parse_qs(query).get("v") or [""])[0]
    kind, _stroke, film = path.partition("/")
    return film if kind in ("embed", "shorts", "live", "v") else ""


def _youtube(film: str) -> FilmAddress | None:
    return FilmAddress(YOUTUBE, film) if YOUTUBE_ID.fullmatch(film) else None


def _vimeo(path: str, query: str) -> FilmAddress | None:
    film = path.removeprefix("video/")
    more = (parse_qs(query).get("h") or [""])[0]
    if more and "/" not in film:
        film = f"{film}/{more}"
    return FilmAddress(VIMEO, film) if VIMEO_ID.fullmatch(film) else None


class RedactionQuerySet(models.QuerySet):
    def unchecked(self):
        """Drawn, and not yet checked by somebody else.

        When the account of whoever checked is gone, it is unchecked again.
        """
        return self.filter(checked_by=None)


class StoryMedia(models.Model):
    """A photo, recording, film or paper that belongs to a story."""

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="media")
    media = models.OneToOneField(MediaItem, on_delete=models.CASCADE, related_name="in_story")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("photo or recording of a story")
        verbose_name_plural = _("photos and recordings of stories")
        ordering = ["order", "pk"]

    def __str__(self):
        return str(self.media_id)


class ElsewhereFilmQuerySet(models.QuerySet):
    def with_people(self):
        """Those in which anybody on the list of their story may be."""
        return self.exclude(people__in=MediaItem.FREE_OF_PEOPLE)


class ElsewhereFilm(models.Model):
    """A film at YouTube or Vimeo, by its id. No request goes there until somebody clicks."""

    class Host(models.TextChoices):
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"

    story = models.ForeignKey(ChangeStory, on_delete=models.CASCADE, related_name="films")
    host = models.CharField(_("where it is"), max_length=8, choices=Host.choices)
    film_id = models.CharField(_("its id there"), max_length=30)
    title = models.CharField(_("what it shows"), max_length=160)
    said_by = models.CharField(_("who made it"), max_length=160, blank=True)
    said_by_is = models.CharField(_("what they are"), max_length=160, blank=True)
    people = models.CharField(
        _("who is in it"), max_length=12, choices=MediaItem.People.choices, blank=True
    )
    transcript = models.TextField(_("what is said in it"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ElsewhereFilmQuerySet.as_manager()

    class Meta:
        verbose_name = _("film kept elsewhere")
        verbose_name_plural = _("films kept elsewhere")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "host", "film_id"], name="outcomes_film_once")
        ]

    def __str__(self):
        return self.title

    @property
    def at(self) -> FilmAddress:
        return FilmAddress(self.host, self.film_id)


class Redaction(models.Model):
    """Solid boxes over parts of a photo, in the rendition that others get, never in the master.

    `boxes` are [left, top, width, height] in thousandths of the picture. Whoever drew them does not
    check them. Until somebody else has, nobody outside the partnership gets the photo at all.
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
        verbose_name = _("covered part of a photo")
        verbose_name_plural = _("covered parts of photos")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(made_by=None) | ~Q(checked_by=F("made_by")),
                name="outcomes_redaction_checked_by_another",
            )
        ]

    def __str__(self):
        return str(self.rendition)
