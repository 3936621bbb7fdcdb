"""Draws pictures anew: python -I -B draw.py WHAT HOW FILE…

Run as a file by itself, with limits (bigstory/core/files/child.py), so that nothing of the site is
loaded into it, and whatever a picture does to its decoder is done to nobody else. Beside each file
lie its copies afterwards, FILE-master.jpg and so on; what is written out is a list, as JSON, of how
large each came out or of why it cannot be drawn.

Frugal with memory: no picture is held twice where once will do.
"""

import gc
import json
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageDraw, ImageFile, UnidentifiedImageError

# The longest side in pixels. The master is for printing; pages ask for the other two. From the
# largest down: each is made of the one before it.
SIZES = {"master": 2560, "large": 1600, "small": 480}
QUALITY = 84
WHOLE = 1000  # boxes are told in thousandths of a picture
BLACK = (0, 0, 0)
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
# Colours are converted so many rows at a time, so that a huge picture is never there twice.
ROWS = 256
# What is told of a picture that cannot be drawn.
PIXELS, MEMORY, UNKNOWN, DAMAGED = "pixels", "memory", "unknown", "damaged"

Answer = dict[str, Any]


def answers(what: str, how: Any, files: list[Path]) -> list[Answer]:
    """Of each file in turn. The first that cannot be drawn is the last one looked at."""
    # Pillow only warns of a picture made to fill the memory; and half a picture is no picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    told = []
    for path in files:
        told.append(_answer(what, how, path))
        if "why" in told[-1]:
            break
    return told


def _answer(what: str, how: Any, path: Path) -> Answer:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = drawn_anew(path, **how) if what == "clean" else covered(path, how)
        return _keep(picture, path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"why": PIXELS}
    except MemoryError:
        return {"why": MEMORY}
    except UnidentifiedImageError:
        return {"why": UNKNOWN}
    # Decoders raise whatever they like: at least OSError, SyntaxError, ValueError, EOFError, struct
    except Exception:
        return {"why": DAMAGED}


def drawn_anew(path: Path, formats: list[str], most_pixels: int) -> Image.Image:
    """What a file shows: decoded in full, upright, in the colours that were meant, on white."""
    if "HEIF" in formats:
        _read_heif()
    with Image.open(path, formats=formats) as sent:
        if sent.width * sent.height > most_pixels:
            raise Image.DecompressionBombError
        profile = sent.info.get("icc_profile")
        # A JPEG may be read at half its size where that is still more than is kept; each byte is
        # decoded all the same.
        sent.draft(None, (SIZES["master"], SIZES["master"]))
        sent.load()
        turn = _turn_of(sent)
        picture = _in_plain_colours(sent)
    del sent
    picture.thumbnail((SIZES["master"], SIZES["master"]), Image.Resampling.LANCZOS)
    picture = _in_srgb(picture, profile)
    return _bare(picture.transpose(TURNS[turn]) if turn in TURNS else picture)


def covered(path: Path, boxes: list[tuple[int, int, int, int]]) -> Image.Image:
    """A clean copy of ours with these parts black. A box takes in each pixel it touches."""
    with Image.open(path, formats=("JPEG",)) as clean:
        picture = _bare(clean)
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
    return picture


def _read_heif() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()


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
    """RGB or CMYK, the latter for its profile, and at most twice as large as what is kept; whatever
    can be seen through stands on white.
    """
    times = max(1, max(sent.size) // SIZES["master"])
    if sent.mode in ("RGB", "CMYK"):
        return sent.reduce(times) if times > 1 else sent
    width, height = (-(-side // times) for side in sent.size)
    drawn = Image.new("RGB", (width, height), "white")
    step = ROWS * times
    for top in range(0, sent.height, step):
        rows = sent.crop((0, top, sent.width, min(top + step, sent.height)))
        drawn.paste(_coloured(rows, sent.info, times), (0, top // times))
    return drawn


def _coloured(rows: Image.Image, about: dict[Any, Any], times: int) -> Image.Image:
    if rows.mode in WIDE_GREY:
        narrow = rows.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        return narrow.convert("RGB").reduce(times)
    if "A" in rows.mode or "transparency" in about:
        layer = rows.convert("RGBA").reduce(times)
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return rows.convert("RGB").reduce(times)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as the camera meant them; where its profile makes no sense, as they stand."""
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, meant, srgb, outputMode="RGB")
            return converted or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _bare(picture: Image.Image) -> Image.Image:
    """A picture that never knew the file: no profile, no label, no comment can come along."""
    fresh = Image.new("RGB", picture.size, "white")
    fresh.paste(picture)
    return fresh


def _keep(picture: Image.Image, path: Path) -> Answer:
    size = picture.size
    for name, longest in SIZES.items():
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        how = {"optimize": True, "progressive": longest > SIZES["small"]}
        picture.save(copy_of(path, name), "JPEG", quality=QUALITY, **how)
    return {"width": size[0], "height": size[1]}


def copy_of(path: Path, size: str) -> Path:
    return path.with_name(f"{path.name}-{size}.jpg")


def main(what: str, how: str, *files: str) -> None:
    gc.disable()
    json.dump(answers(what, json.loads(how), [Path(file) for file in files]), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
