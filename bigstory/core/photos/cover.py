"""Solid boxes over parts of a photo, drawn into copies of their own.

The clean picture underneath stays as it is.
"""

from collections.abc import Iterable
from typing import BinaryIO

from PIL import Image, ImageDraw

from bigstory.core.photos.clean import CleanPhoto, copies_of, drawn_on_white

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
