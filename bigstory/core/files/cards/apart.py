"""Runs draw.py as a process of its own, with limits."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from bigstory.core.files import child, gate, workshop
from bigstory.core.files.cards import draw

DRAW = Path(draw.__file__)
SECONDS, WORK = 30, 10
MOST_BYTES = 5_000_000
INTO = "card.png"


@dataclass(frozen=True)
class Card:
    """What a card says. `bands`: each a colour and the words under it."""

    title: str
    place: str
    site: str
    bands: list[tuple[str, str]]


def drawn(card: Card) -> bytes | None:
    """The picture as PNG; None where no font here has all its letters.

    Raises Busy where many others are before it, and ChildFailed where it cannot be drawn.
    """
    with gate.admitted(gate.PLACE) as memory, workshop.folder() as folder:
        said = child.run(
            sys.executable,
            *("-I", "-B", str(DRAW), json.dumps(asdict(card)), INTO),
            folder=folder,
            seconds=SECONDS,
            work=WORK,
            most_bytes=MOST_BYTES,
            memory=memory,
            nice=child.PAPERS,
        )
        return (folder / INTO).read_bytes() if said == b"drawn" else None
