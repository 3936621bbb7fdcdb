"""Kinds of photo: what is taken in, why one is not, and the copies kept of each.

Each reason is a sentence that says what to do.
"""

from enum import StrEnum
from functools import cache
from importlib.util import find_spec

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import features

from bigstory.core.files.refused import RefusedBecause

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


class Why(StrEnum):
    KIND = "kind"
    HEIC = "heic"
    BYTES = "bytes"
    PIXELS = "pixels"
    MEMORY = "memory"
    SLOW = "slow"
    DAMAGED = "damaged"


class PhotoRefused(RefusedBecause[Why]):
    @staticmethod
    def sentence(why: Why) -> str:
        if why == Why.BYTES:
            most = settings.PHOTO_MAX_BYTES // 1_000_000
            return _(
                "It is larger than %(most)s MB. Choose a smaller size when your phone asks."
            ) % {"most": most}
        if why == Why.PIXELS:
            most = settings.PHOTO_MAX_PIXELS // 1_000_000
            return _("It has more than %(most)s million dots. Send a smaller copy of it.") % {
                "most": most
            }
        return {
            Why.KIND: _("It is not a photo we can read. Choose a JPEG, PNG or WebP picture."),
            Why.HEIC: _(
                "It is in a kind only some phones read. Take a screenshot of it and send that."
            ),
            Why.MEMORY: _("It is too large for this site to open. Send a smaller copy of it."),
            Why.SLOW: _("It took too long to open. Take a screenshot of it and send that."),
            Why.DAMAGED: _("Part of it is missing or damaged. Try again, or choose another."),
        }[why]


def kind_or_damage(head: bytes) -> PhotoRefused:
    """Why no decoder took a file: a photo that broke on the way, or never a photo.

    `head` is at least its first twelve bytes.
    """
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return PhotoRefused(Why.HEIC)
    broken = head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )
    return PhotoRefused(Why.DAMAGED if broken else Why.KIND)


SHOWN = ("large", "small")


@cache
def heif() -> bool:
    """Whether iPhones' own format can be read: only where somebody installed pillow-heif."""
    return find_spec("pillow_heif") is not None


@cache
def formats() -> tuple[str, ...]:
    """The only decoders that a sent file ever reaches."""
    webp = ("WEBP",) if features.check("webp") else ()
    return ("JPEG", "PNG", *webp, *(("HEIF",) if heif() else ()))


def accept() -> str:
    """The `accept` of a file control: what a phone offers. A wish, and no guard."""
    return "image/jpeg,image/png,image/webp" + (",image/heic,image/heif" if heif() else "")
