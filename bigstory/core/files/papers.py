"""A paper sent as PDF becomes pictures of its pages; what could run or hide stays behind.

Drawn by Debian's pdftoppm, where it is installed, in a process of its own; the pictures then go the
way of every photo.
"""

import shutil
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from bigstory.core.files import child, gate, workshop
from bigstory.core.files.photos import SIZES, CleanPhoto, PhotoRefused, kinds
from bigstory.core.files.photos.clean import drawn
from bigstory.core.files.refused import RefusedBecause

MOST_PAGES = 8
SECONDS = 20
MEMORY = 2 * gate.PLACE  # a scanned page takes a quarter of it, layers that shine through the rest
MOST_BYTES = 30_000_000  # of one page as it is drawn
BEGINS = b"%PDF-"
# A PDF may begin with a little of something else; readers look this far.
LOOK = 1024


class Why(StrEnum):
    KIND = "kind"
    NOT_HERE = "not_here"
    BYTES = "bytes"
    PAGES = "pages"
    DAMAGED = "damaged"
    SLOW = "slow"


class PaperRefused(RefusedBecause[Why]):
    @staticmethod
    def sentence(why: Why) -> str:
        if why == Why.BYTES:
            return _("It is larger than %(most)s MB. Send only the pages that matter.") % {
                "most": settings.PHOTO_MAX_BYTES // 1_000_000
            }
        if why == Why.PAGES:
            return _("It has more than %(n)s pages. Send only those that matter.") % {
                "n": MOST_PAGES
            }
        return {
            Why.KIND: _(
                "It is neither a PDF nor a photo. Save it as a PDF and send that, or take a photo "
                "of each page that matters."
            ),
            Why.NOT_HERE: _(
                "This site cannot read a PDF. Take a photo of each page that matters and send that."
            ),
            Why.DAMAGED: _(
                "We cannot open it. It may be damaged or need a password. A photo of the "
                "page will do."
            ),
            Why.SLOW: _(
                "It took too long to read. Take a photo of each page that matters and send that."
            ),
        }[why]


WHY = {
    child.Why.MISSING: Why.NOT_HERE,
    child.Why.SLOW: Why.SLOW,
    child.Why.LATE: Why.SLOW,
    child.Why.FAILED: Why.DAMAGED,
}


def installed() -> bool:
    return child.installed("pdftoppm")


def is_pdf(file: BinaryIO) -> bool:
    """By how it begins, whatever it is called. Leaves the file at its beginning."""
    file.seek(0)
    head = file.read(LOOK)
    file.seek(0)
    return BEGINS in head


def as_paper(refused: PhotoRefused) -> PhotoRefused | PaperRefused:
    """What to say of a paper that is no picture: a PDF would do too, where one can be read."""
    unread = refused.why == kinds.Why.KIND and installed()
    return PaperRefused(Why.KIND) if unread else refused


def pages_of(file: BinaryIO) -> list[CleanPhoto]:
    """A picture of each page, in order.

    Raises PaperRefused; more than MOST_PAGES pages are refused too. PhotoRefused where a page is no
    picture after all; Busy where many others are before it.
    """
    file.seek(0, 2)
    if file.tell() > settings.PHOTO_MAX_BYTES:
        raise PaperRefused(Why.BYTES)
    file.seek(0)
    with gate.admitted(MEMORY, paper=True) as memory, workshop.folder() as folder:
        with (folder / "sent.pdf").open("wb") as copy:
            shutil.copyfileobj(file, copy)
        return drawn(_pages(folder, memory), memory=memory)


def _pages(folder: Path, memory: int) -> list[Path]:
    last = str(MOST_PAGES + 1)  # one more than is taken, so that too many are told from just enough
    as_jpeg = ("-jpeg", "-jpegopt", "quality=92", "-scale-to", str(SIZES["master"]))
    arguments = (*as_jpeg, "-f", "1", "-l", last, "sent.pdf", "page")
    limits = {"seconds": SECONDS, "most_bytes": MOST_BYTES, "memory": memory}
    try:
        child.run("pdftoppm", *arguments, folder=folder, **limits)
    except child.ChildFailed as failed:
        raise PaperRefused(WHY[failed.why]) from None
    pages = sorted(folder.glob("page-*.jpg"), key=lambda path: int(path.stem.removeprefix("page-")))
    if not pages:
        raise PaperRefused(Why.DAMAGED)
    if len(pages) > MOST_PAGES:
        raise PaperRefused(Why.PAGES)
    return pages
