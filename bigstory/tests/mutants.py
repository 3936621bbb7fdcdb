"""Photos with something wrong with them: broken, overgrown, or something else in a photo's coat.

The same each time.
"""

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

# Stands in every label a photo can carry. It must be in nothing that is kept.
MARK = b"zqphotomark52.4546N0.1094W"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
COATS = {
    "gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00"
    b"!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00;",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction"
    b"<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
    "html": b"<!doctype html><script>alert(document.cookie)</script>",
    "php": b"<?php system($_GET['c']); ?>",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd)(r) file\n",
    "tiff": b"II*\x00\x08\x00\x00\x00\xff\xff",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "bmp": b"BM\xff\xff\xff\x7f\x00\x00\x00\x00\x36\x00\x00\x00",
}


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30), turn: int = 0) -> Image.Image:
    """A small scene in which top, bottom and sides differ."""
    scene = Image.new("RGB", size, "#f4b52e")
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, 0, size[0], size[1] // 2), fill="#2f4fa2")
    draw.ellipse((2, 2, size[0] // 3, size[1] // 3), fill="#ffffff")
    return scene.rotate(turn).convert(mode)


def marked(format: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options) -> bytes:
    """A good photo that tells where it was taken in every way its kind knows, and once more after
    its end.
    """
    out = BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = MARK.decode()
    exif[ExifTags.Base.Artist] = MARK.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (52.0, 27.0, 16.6), 29: MARK.decode()})
    labels = {"exif": exif.tobytes(), "icc_profile": _profile()}
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARK + b"</x:xmpmeta>"
    if format == "JPEG":
        labels |= {"comment": MARK, "xmp": xmp}
    if format == "WEBP":
        labels |= {"xmp": xmp}
    if format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", MARK.decode())
        info.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=False)
        labels |= {"pnginfo": info}
    picture(mode, size).save(out, format, **(labels | options))
    return out.getvalue() + MARK


def _profile() -> bytes:
    """A working sRGB profile whose copyright line is the mark."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Tags lie where the table at 128 says; the description is text that no colour depends on.
    for n in range(struct.unpack_from(">I", profile, 128)[0]):
        name, at, length = struct.unpack_from(">4sII", profile, 132 + 12 * n)
        if name in (b"cprt", b"desc") and length > 12 + len(MARK):
            profile[at + 28 : at + 28 + min(len(MARK), length - 28)] = MARK[: length - 28]
    return bytes(profile)


def seeds() -> list[bytes]:
    frames = [picture(turn=turn) for turn in (90, 180)]
    return [
        marked("JPEG"),
        marked("JPEG", "L"),
        marked("JPEG", "CMYK"),
        marked("JPEG", progressive=True),
        marked("JPEG", restart_marker_rows=1),
        marked("PNG"),
        marked("PNG", "P"),
        marked("PNG", "RGBA"),
        marked("PNG", "1"),
        marked("PNG", "I;16", icc_profile=None),
        marked("PNG", save_all=True, append_images=frames),
        marked("WEBP"),
        marked("WEBP", "RGBA", lossless=True),
        marked("WEBP", save_all=True, append_images=frames),
    ]


def flip(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    body = bytearray(photo)
    for _ in range(chance.choice((1, 1, 3, 12, 60))):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return bytes(body)


def cut(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    return photo[: chance.randrange(len(photo))]


def hole(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    at = chance.randrange(len(photo))
    return photo[:at] + photo[at + chance.randrange(1, 64) :]


def splice(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    return photo[: chance.randrange(len(photo))] + other[chance.randrange(len(other)) :]


def double(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    """A part of it comes twice, often a whole chunk."""
    chunks = [
        n
        for name in (b"IDAT", b"IHDR", b"tEXt", b"VP8 ", b"\xff\xdb", b"\xff\xda")
        if (n := photo.find(name)) > 0
    ]
    at = chance.choice(chunks or [chance.randrange(len(photo))])
    part = photo[max(0, at - 4) : at + chance.randrange(4, 200)]
    return photo[: at - 4] + part * chance.randrange(2, 6) + photo[at:]


def overgrow(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    """The head says that it is enormous, or nothing at all."""
    wide, high = (chance.choice((0, 1, 7_001, 16_383, 65_535)) for _ in range(2))
    body = bytearray(photo)
    if photo.startswith(PNG_HEAD):
        head = b"IHDR" + struct.pack(">II", wide * chance.choice((1, 30_000)), high) + photo[24:29]
        return photo[:12] + head + struct.pack(">I", zlib.crc32(head)) + photo[33:]
    if photo.startswith(b"RIFF"):
        at = max(photo.find(b"VP8X") + 12, 24)
        body[at : at + 6] = struct.pack("<I", wide)[:3] + struct.pack("<I", high)[:3]
        return bytes(body)
    at = max(photo.find(b"\xff\xc0"), photo.find(b"\xff\xc2"))
    body[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(body)


def lengths(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    """Some four bytes say that a great deal follows."""
    at = chance.randrange(len(photo) - 4)
    return (
        photo[:at]
        + chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0"))
        + photo[at + 4 :]
    )


def coat(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    """Two kinds in one file: before, after, or in the middle of a label."""
    wolf = chance.choice(list(COATS.values()))
    at = chance.choice((0, len(photo), 4, chance.randrange(len(photo))))
    return photo[:at] + wolf + photo[at:]


def stranger(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    """No photo at all."""
    return chance.choice(
        [
            *COATS.values(),
            b"",
            b"\xff\xd8\xff",
            PNG_HEAD,
            b"RIFF\0\0\0\0WEBP",
            chance.randbytes(400),
        ]
    )


def with_zip(photo: bytes, chance: random.Random, other: bytes) -> bytes:
    tail = BytesIO()
    with ZipFile(tail, "w") as archive:
        archive.writestr("evil.html", COATS["html"])
    return photo + tail.getvalue()


WAYS: list[Callable] = [
    flip,
    flip,
    flip,
    cut,
    cut,
    hole,
    splice,
    double,
    overgrow,
    lengths,
    coat,
    stranger,
    with_zip,
]


def mutants(many: int, *, seed: int = 1) -> Iterator[bytes]:
    """`many` broken photos, the same ones each time. One in four is broken twice."""
    chance = random.Random(seed)
    good = seeds()
    for _ in range(many):
        photo = chance.choice(good)
        for _ in range(chance.choice((1, 1, 1, 2))):
            if len(photo) > 8:
                photo = chance.choice(WAYS)(photo, chance, chance.choice(good))
        yield photo
