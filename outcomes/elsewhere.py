"""Films at YouTube and Vimeo, by their ids.

The addresses people paste are read here and never asked for.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

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
LONGEST = 500
# The only sites a page may frame, and only a page that shows one of their films.
FRAMES = {YOUTUBE: "https://www.youtube-nocookie.com", VIMEO: "https://player.vimeo.com"}


@dataclass(frozen=True)
class Elsewhere:
    """Where a film is, and its id there.

    An unlisted Vimeo film has a second part of its id, after a stroke.
    """

    host: str
    film_id: str

    @property
    def page(self) -> str:
        """Its page at that site, for a link that somebody follows."""
        if self.host == YOUTUBE:
            return f"https://www.youtube.com/watch?v={self.film_id}"
        return f"https://vimeo.com/{self.film_id}"

    @property
    def frame(self) -> str:
        """What is put into the page once somebody presses, with as little watching back as the site
        offers.
        """
        if self.host == YOUTUBE:
            return f"{FRAMES[YOUTUBE]}/embed/{self.film_id}?autoplay=1&rel=0"
        number, _stroke, more = self.film_id.partition("/")
        return f"{FRAMES[VIMEO]}/video/{number}?autoplay=1&dnt=1" + (f"&h={more}" if more else "")


def read(address: str) -> Elsewhere | None:
    """The film an address leads to; None where it is no film of either site."""
    text = address.strip()
    if not text or len(text) > LONGEST or not text.isascii() or re.search(r"[\s\\\x00-\x1f]", text):
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


def _youtube(film: str) -> Elsewhere | None:
    return Elsewhere(YOUTUBE, film) if YOUTUBE_ID.fullmatch(film) else None


def _vimeo(path: str, query: str) -> Elsewhere | None:
    film = path.removeprefix("video/")
    more = (parse_qs(query).get("h") or [""])[0]
    if more and "/" not in film:
        film = f"{film}/{more}"
    return Elsewhere(VIMEO, film) if VIMEO_ID.fullmatch(film) else None
