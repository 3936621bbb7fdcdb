"""From the file somebody sent to clean copies of what it shows, and copies with parts covered.

The bytes that were sent go no further than here. Solid boxes over parts of a photo are drawn into
copies of their own; the clean picture underneath stays as it is.
"""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageCms, ImageDraw, ImageFile, UnidentifiedImageError

from bigstory.core.files.photos.kinds import (
    QUALITY,
    SIZES,
    PhotoRefused,
    Why,
    formats,
    kind_or_damage,
)

# Pillow only warns of a picture made to fill the memory. Set once for the process: filters are
# shared by all threads.
warnings.simplefilter("error", Image.DecompressionBombWarning)
SRGB = ImageCms.createProfile("sRGB")
TURN = Image.Transpose
TURNS = {
    2: TURN.FLIP_LEFT_RIGHT,
    3: TURN.ROTATE_180,
    4: TURN.FLIP_TOP_BOTTOM,
    5: TURN.TRANSPOSE,
    6: TURN.ROTATE_270,
    7: TURN.TRANSVERSE,
    8: TURN.ROTATE_90,
}
WIDE_GREY = ("I", "I;16", "I;16B", "I;16L", "I;16N")


@dataclass(frozen=True)
class CleanPhoto:
    """JPEG copies by the names in SIZES, with nothing in them but the picture.

    Width and height are the master's.
    """

    files: dict[str, bytes]
    width: int
    height: int

    @property
    def bytes(self) -> int:
        return len(self.files["master"])


def clean(file: BinaryIO) -> CleanPhoto:
    """Decode a photo in full and draw it anew.

    Raises PhotoRefused, and nothing else, whatever the file holds.

    Takes a file that can be sought. Memory: about sixteen bytes for each of PHOTO_MAX_PIXELS at
    most.
    """
    file.seek(0, 2)
    if file.tell() > settings.PHOTO_MAX_BYTES:
        raise PhotoRefused(Why.BYTES)
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    try:
        return _drawn_anew(file)
    except PhotoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefused(Why.PIXELS) from None
    except UnidentifiedImageError:
        raise kind_or_damage(head) from None
    # Decoders raise whatever they like: at least OSError, SyntaxError, ValueError, EOFError, struct
    except Exception:
        raise kind_or_damage(head) from None


def _drawn_anew(file: BinaryIO) -> CleanPhoto:
    # WeasyPrint, once imported, lets half a picture pass in the whole process; what is kept here is
    # kept whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(file, formats=formats()) as sent:
        if sent.width * sent.height > settings.PHOTO_MAX_PIXELS:
            raise PhotoRefused(Why.PIXELS)
        profile = sent.info.get("icc_profile")
        # A JPEG may be read at half its size where that is still more than is kept; each byte is
        # decoded all the same.
        sent.draft(None, (SIZES["master"], SIZES["master"]))
        sent.load()
        turn = _turn_of(sent)
        picture = _in_plain_colours(sent)
    picture.thumbnail((SIZES["master"], SIZES["master"]), Image.Resampling.LANCZOS)
    picture = _in_srgb(picture, profile)
    master = drawn_on_white(picture.transpose(TURNS[turn]) if turn in TURNS else picture)
    return copies_of(master)


def copies_of(master: Image.Image) -> CleanPhoto:
    """Every size of a picture that was drawn here."""
    return CleanPhoto(
        {size: _jpeg(master, longest) for size, longest in SIZES.items()}, *master.size
    )


def _turn_of(sent: Image.Image) -> int:
    """How the camera was held, as EXIF numbers it.

    A label that cannot be read does not spoil the picture.
    """
    try:
        turn = sent.getexif().get(0x0112)
    except Exception:
        return 0
    return turn if isinstance(turn, int) else 0


def _in_plain_colours(sent: Image.Image) -> Image.Image:
    """RGB or CMYK, the latter for its profile; whatever can be seen through stands on white."""
    if sent.mode in WIDE_GREY:
        return sent.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if "A" in sent.mode or "transparency" in sent.info and sent.mode != "RGB":
        layer = _reduced(sent if sent.mode == "RGBA" else sent.convert("RGBA"))
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return _reduced(sent if sent.mode in ("RGB", "CMYK") else sent.convert("RGB"))


def _reduced(picture: Image.Image) -> Image.Image:
    """At most twice as large as what is kept, for a fraction of the memory in what follows."""
    times = max(picture.size) // SIZES["master"]
    return picture.reduce(times) if times > 1 else picture.copy()


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as the camera meant them; where its profile makes no sense, as they stand."""
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, meant, SRGB, outputMode="RGB")
            return converted or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture.convert("RGB")


def drawn_on_white(picture: Image.Image) -> Image.Image:
    """A picture that never knew the file: no profile, no label, no comment can come along."""
    fresh = Image.new("RGB", picture.size, "white")
    fresh.paste(picture)
    return fresh


def _jpeg(master: Image.Image, longest: int) -> bytes:
    copy = master.copy()
    copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    copy.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=longest > SIZES["small"])
    return out.getvalue()


# left, top, width, height, in thousandths of the picture: the same in every size.
Box = tuple[int, int, int, int]
WHOLE = 1000
BLACK = (0, 0, 0)


def cover(master: BinaryIO, boxes: Iterable[Box]) -> CleanPhoto:
    """Every size of a photo with these parts black.

    Black and not blurred: what was blurred has been made out again.

    `master` is a clean copy of ours, never what somebody sent. A box takes in each pixel it
    touches.
    """
    with Image.open(master, formats=("JPEG",)) as clean:
        picture = drawn_on_white(clean.convert("RGB"))
    pen = ImageDraw.Draw(picture)
    for left, top, width, height in boxes:
        pen.rectangle(
            (
                left * picture.width // WHOLE,
                top * picture.height // WHOLE,
                -(-(left + width) * picture.width // WHOLE) - 1,
                -(-(top + height) * picture.height // WHOLE) - 1,
            ),
            fill=BLACK,
        )
    return copies_of(picture)
