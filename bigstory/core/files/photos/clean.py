"""From the file somebody sent to clean copies of what it shows, and copies with parts covered.

Nothing is decoded in this process: draw.py does it, in one of its own with limits. The bytes that
were sent go no further than there. Solid boxes over parts of a photo are drawn into copies of their
own; the clean picture underneath stays as it is.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from bigstory.core.files import gate, workshop
from bigstory.core.files.photos import apart, draw
from bigstory.core.files.photos.header import header_of
from bigstory.core.files.photos.kinds import PhotoRefused, Why, formats, heif, kind_or_damage

SENT = "sent"
HEAD = 32
# left, top, width, height, in thousandths of the picture: the same in every size.
Box = tuple[int, int, int, int]
WHOLE = draw.WHOLE


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

    Raises PhotoRefused, or Busy where many others are before it, and nothing else, whatever the
    file holds. Takes a file that can be sought.
    """
    memory = _memory_for(file)
    with gate.admitted(memory) as given, _on_disk(file) as path:
        return drawn([path], memory=given)[0]


def drawn(paths: list[Path], *, memory: int) -> list[CleanPhoto]:
    """The same of files on the disk, in one process; whoever calls has been admitted.

    Raises PhotoRefused for the first that cannot be drawn.
    """
    how = {"formats": formats(), "most_pixels": settings.PHOTO_MAX_PIXELS}
    return _drawn("clean", how, paths, memory)


def cover(master: BinaryIO, boxes: Iterable[Box]) -> CleanPhoto:
    """Every size of a photo with these parts black.

    Black and not blurred: what was blurred has been made out again.

    `master` is a clean copy of ours, never what somebody sent. Raises PhotoRefused, and Busy.
    """
    with gate.admitted(gate.PLACE) as given, _on_disk(master) as path:
        return _drawn("cover", [*boxes], [path], given)[0]


def _memory_for(file: BinaryIO) -> int:
    """By what it says of itself. Raises PhotoRefused where that is too much."""
    file.seek(0, 2)
    if file.tell() > settings.PHOTO_MAX_BYTES:
        raise PhotoRefused(Why.BYTES)
    header = header_of(file)
    if header is None:
        head = _head(file)
        if head[4:8] != b"ftyp":
            return gate.PLACE
        if not heif():
            # An iPhone's, which would wait for all the memory there is only to be refused.
            raise kind_or_damage(head)
        return gate.most()
    if header.width * header.height > settings.PHOTO_MAX_PIXELS:
        raise PhotoRefused(Why.PIXELS)
    if header.memory > gate.most():
        raise PhotoRefused(Why.MEMORY)
    return header.memory


def _drawn(what: str, how: Any, paths: list[Path], memory: int) -> list[CleanPhoto]:
    answers = apart.answers_of(what, how, paths, memory)
    for path, answer in zip(paths, answers, strict=False):
        if why := answer.get("why"):
            raise _refusal(why, path)
    return [_copies(path, answer) for path, answer in zip(paths, answers, strict=True)]


def _refusal(why: str, path: Path) -> PhotoRefused:
    if why in (draw.PIXELS, draw.MEMORY):
        return PhotoRefused(Why(why))
    with path.open("rb") as file:
        return kind_or_damage(_head(file))


def _copies(path: Path, answer: draw.Answer) -> CleanPhoto:
    files = {size: draw.copy_of(path, size).read_bytes() for size in draw.SIZES}
    return CleanPhoto(files, answer["width"], answer["height"])


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(HEAD)


@contextmanager
def _on_disk(file: BinaryIO) -> Iterator[Path]:
    file.seek(0)
    with workshop.folder() as folder:
        with (folder / SENT).open("wb") as copy:
            shutil.copyfileobj(file, copy)
        yield folder / SENT
