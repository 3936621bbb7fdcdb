"""How much is decoded at the same time on this machine, by whatever processes of the site.

Memory is given out in places; what is decoded takes as many as it needs and may use no more. One
place is kept for pictures, so that papers never hold them up. Whoever needs many stands in line
like whoever needs one. Only some threads of a process may
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
# Locks as the places are. A paper that waits for its places leaves theirs to pictures: among
# themselves pictures have a turn of their own, and need the common one only for the rest.
PICTURES_TURN, TURN = PLACES, PLACES + 1
TURNS = {PICTURES_TURN, TURN}
PAPERS_WAY = (TURN, *range(FOR_PICTURES, PLACES))
PICTURES_WAY = (PICTURES_TURN, *range(FOR_PICTURES), *PAPERS_WAY)
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
        with _taken(wanted, paper=paper):
            yield wanted * PLACE
    finally:
        _threads.release()


def most(*, paper: bool = False) -> int:
    """The most bytes that there can be for one."""
    return (PLACES - FOR_PICTURES if paper else PLACES) * PLACE


def _taken(wanted: int, *, paper: bool) -> ExitStack:
    """Whoever has the turn keeps each place that comes free until there are enough, so that what
    needs many does not wait behind all who need one and came later. Only one has it, and in the
    one order of locks, so no two wait for each other's places.
    """
    until = time.monotonic() + PATIENCE
    with ExitStack() as turns, ExitStack() as held:
        mine: set[int] = set()
        while True:
            for number in PAPERS_WAY if paper else PICTURES_WAY:
                if number not in mine and (handle := workshop.place(number)) is not None:
                    mine.add(number)
                    (turns if number in TURNS else held).callback(os.close, handle)
                if number in TURNS - mine:
                    break
                if len(mine - TURNS) == wanted:
                    return held.pop_all()
            if time.monotonic() > until:
                raise Busy
            time.sleep(LOOK_AGAIN)
