"""Where the cards lie: cards/<name>/card.png in the private store, served by its address never."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.base import File

from bigstory.core.files import folders

FOLDER = "cards"
CARD = "card.png"


def keep(body: bytes) -> uuid.UUID:
    """Write a card and return the name it got. Raises OSError where the disk is full."""
    return folders.keep(FOLDER, {CARD: body})


def open_card(name: uuid.UUID) -> "File[bytes]":
    """Raises FileNotFoundError where it is not there."""
    return folders.open_file(f"{FOLDER}/{name}/{CARD}")


def take_away(name: uuid.UUID | str) -> None:
    """Remove a card; none there is as good. Call it once the row is gone for certain."""
    folders.take_away(f"{FOLDER}/{name}")


def old_folders(older_than: timedelta) -> Iterator[str]:
    return folders.old(FOLDER, older_than)
