"""Closes again what an older copy of the database opened, through the same actions as before.

Each app says in its closings.py what becomes of the kinds it writes down.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from bigstory.core.closings import ledger
from bigstory.core.closings.models import Closing
from bigstory.core.closings.restored import unknown_of

log = logging.getLogger(__name__)
# Says in a few words what was done; empty where nothing was there to close.
Close = Callable[[Closing], str]
CLOSES: dict[str, Close] = {}


@dataclass(frozen=True)
class Done:
    """What became of one line. `failed`: it is still open, and so the site stays shut."""

    line: Closing
    says: str
    failed: bool = False


def closes(kind: str) -> Callable[[Close], Close]:
    """Mark the function that closes one kind again."""

    def marked(function: Close) -> Close:
        CLOSES[kind] = function
        return function

    return marked


def close_again() -> Iterator[Done]:
    """Every line that the database does not know, oldest first, each in a transaction of its own.

    A second run finds none of those that were done.
    """
    autodiscover_modules("closings")
    lines, _end = ledger.lines_from()
    for line in unknown_of(lines):
        try:
            with transaction.atomic(), ledger.closing_again():
                says = CLOSES[line.kind](line)
                line.save(force_insert=True)
            yield Done(line, says)
        except Exception as error:
            # One that cannot be closed keeps none of the others open.
            log.exception("%s could not be closed again", line)
            yield Done(line, f"{type(error).__name__}: {error}", failed=True)
