"""How much memory a picture takes to draw, by what its first bytes say of it.

Read here by hand, a few numbers at fixed places, so that no decoder is reached for it. A picture
that says one thing and is another gets no more memory than it said, and is refused.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from bigstory.core.files.photos.draw import ROWS, SIZES

LONGEST = SIZES["master"]
# Of Python and Pillow themselves, and of the copies as they are written.
ITSELF = 40_000_000
COPIES = 80_000_000
MOST_MARKERS = 2_000
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
ALONE = {0x01, *range(0xD0, 0xD9)}
# Bytes for each dot, by the kind of colour in a PNG: as Pillow holds them.
HELD = {0: 1, 2: 4, 3: 1, 4: 4, 6: 4}
WEBP = 20


@dataclass(frozen=True)
class Header:
    """`decoded` is how many bytes the picture has once it is decoded, `beside` how many its decoder
    has beside it. `at` is how large it is decoded: at half, a quarter or an eighth where it can be.
    """

    width: int
    height: int
    decoded: int
    beside: int = 0
    at: tuple[int, int] | None = None
    plain: bool = False  # its colours need not be converted

    @property
    def memory(self) -> int:
        """The most bytes that draw.py has at any moment."""
        width, height = self.at or (self.width, self.height)
        times = max(1, max(width, height) // LONGEST)
        drawn = 4 * -(-width // times) * -(-height // times)
        colouring = 0 if self.plain else 12 * width * min(height, ROWS * times)
        first = self.decoded + colouring + (0 if self.plain and times == 1 else drawn)
        # To make it smaller takes a strip as high as it was and as wide as it will be.
        strip = 4 * min(LONGEST, width) * -(-height // times)
        smaller = drawn + strip + 4 * LONGEST * LONGEST
        return ITSELF + max(self.decoded + self.beside, first, smaller, COPIES)


def header_of(file: BinaryIO) -> Header | None:
    """None where it says nothing that is understood here."""
    file.seek(0)
    head = file.read(32)
    try:
        if head.startswith(b"\xff\xd8"):
            return _jpeg(file)
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(head)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp(head)
    except (struct.error, IndexError):
        pass
    return None


def _png(head: bytes) -> Header:
    width, height, bits, colours = struct.unpack(">IIBB", head[16:26])
    each = 2 if bits == 16 and colours == 0 else HELD.get(colours, 4)
    return Header(width, height, width * height * each)


def _webp(head: bytes) -> Header | None:
    width = height = 0
    if head[12:16] == b"VP8X":
        width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
    elif head[12:16] == b"VP8L":
        sides = int.from_bytes(head[21:25], "little")
        width, height = 1 + (sides & 0x3FFF), 1 + (sides >> 14 & 0x3FFF)
    elif head[12:16] == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", head[26:30]))
    return Header(width, height, 0, width * height * WEBP) if width and height else None


def _jpeg(file: BinaryIO) -> Header | None:
    file.seek(2)
    for _number in range(MOST_MARKERS):
        marker = _marker(file)
        if marker is None or marker == 0xDA:
            return None
        if marker in ALONE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in FRAMES:
            return _frame(file.read(length - 2), progressive=marker in PROGRESSIVE)
        file.seek(length - 2, 1)
    return None


def _marker(file: BinaryIO) -> int | None:
    """The next one, whatever lies before it in the way of broken bytes."""
    while byte := file.read(1):
        if byte == b"\xff":
            while (marker := file.read(1)) == b"\xff":
                pass
            if marker not in (b"", b"\x00"):
                return marker[0]
    return None


def _frame(frame: bytes, *, progressive: bool) -> Header:
    _bits, height, width, parts = struct.unpack(">BHHB", frame[:6])
    scale = _scale(width, height)
    at = (-(-width // scale), -(-height // scale))
    beside = 0
    if progressive:
        # All its waves are there at once, two bytes each; those of colour may be coarser.
        sampled = [(each >> 4) * (each & 15) for each in frame[7 : 6 + 3 * parts : 3]]
        beside = 2 * width * height * sum(sampled) // max(1, *sampled)
    coloured = parts in (3, 4)
    decoded = at[0] * at[1] * (4 if coloured else 1)
    return Header(width, height, decoded, beside, at, plain=coloured)


def _scale(width: int, height: int) -> int:
    """As Pillow's `draft` chooses it: never smaller than what is kept."""
    fits = min(width // LONGEST, height // LONGEST)
    return max((scale for scale in (8, 4, 2) if fits >= scale), default=1)
