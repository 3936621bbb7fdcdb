"""How much is decoded at the same time on this machine, by whatever processes of the site.

Memory is given out in places; what is decoded takes as many as it needs and may use no more. One
place is kept for pictures, so that papers never hold them up. Only some threads of a process may
stand here: whoever comes on top is told at once that many are before them, and every other page
keeps being answered.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.utils.translation import gettext as _

from bigstory.core.files import workshop
from bigstory.core.files.refused import Refused

PLACES = 4
PLACE = 150_000_000  # bytes
FOR_PICTURES = 1
# Of one process; gunicorn has four threads in each.
MOST_THREADS = 2
PATIENCE = 10.0  # seconds
LOOK_AGAIN = 0.03

_threads = threading.BoundedSemaphore(MOST_THREADS)


class Busy(Refused):
    """Others are before them, for longer than a page may wait. Nothing is wrong with the file."""

    AGAIN = 5  # seconds until it may be tried again

    def __init__(self) -> None:
        words = _("Many photos and papers are being made ready just now. Try it again in a minute.")
        super().__init__([words])


@contextmanager
def admitted(memory: int, *, paper: bool = False) -> Iterator[int]:
    """Room for so many bytes: how many it came to. Ask for no more than there is.

    Raises Busy.
    """
    if not _threads.acquire(blocking=False):
        raise Busy
    try:
        wanted = -(-memory // PLACE)
        with _taken(wanted, first=FOR_PICTURES if paper else 0):
            yield wanted * PLACE
    finally:
        _threads.release()


def most(*, paper: bool = False) -> int:
    """The most bytes that there can be for one."""
    return (PLACES - FOR_PICTURES if paper else PLACES) * PLACE


def _taken(wanted: int, first: int) -> ExitStack:
    until = time.monotonic() + PATIENCE
    while (places := _free(wanted, first)) is None:
        if time.monotonic() > until:
            raise Busy
        time.sleep(LOOK_AGAIN)
    return places


def _free(wanted: int, first: int) -> ExitStack | None:
    """All of them, or none: two that each wait for the other's would wait for ever."""
    with ExitStack() as held:
        for number in range(first, PLACES):
            handle = workshop.place(number)
            if handle is not None:
                held.callback(os.close, handle)
                wanted -= 1
            if wanted <= 0:
                return held.pop_all()
    return None
