"""The copies kept of each photo, and what is taken in at all."""

from functools import cache

from PIL import features

# The longest side in pixels. The master is for printing; pages ask for the other two.
SIZES = {"master": 2560, "large": 1600, "small": 480}
SHOWN = ("large", "small")
QUALITY = 84


@cache
def heif() -> bool:
    """Whether iPhones' own format can be read here: only where somebody chose to install
    pillow-heif.
    """
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener()
    return True


@cache
def formats() -> tuple[str, ...]:
    """The only decoders that a sent file ever reaches."""
    webp = ("WEBP",) if features.check("webp") else ()
    return ("JPEG", "PNG", *webp, *(("HEIF",) if heif() else ()))


def accept() -> str:
    """What a phone is told to offer. A wish, and no guard."""
    return "image/jpeg,image/png,image/webp" + (",image/heic,image/heif" if heif() else "")
