"""Runs draw.py as a process of its own. Tests that only need some photo on the record run it in
theirs: bigstory/testing/drawn_here.py.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bigstory.core.files import child
from bigstory.core.files.gate import Busy
from bigstory.core.files.photos import draw
from bigstory.core.files.photos.kinds import PhotoRefused, Why

DRAW = Path(draw.__file__)
WORK = 10  # seconds; what phones send takes one
# On a machine that is busy with other things it may take longer to come to that.
SECONDS = 30
MOST_BYTES = 30_000_000  # of one copy
WHY = {child.Why.SLOW: Why.SLOW, child.Why.FAILED: Why.DAMAGED, child.Why.MISSING: Why.DAMAGED}


def answers_of(what: str, how: Any, paths: list[Path], memory: int) -> list[draw.Answer]:
    """What it answers of files that lie in one folder. Raises PhotoRefused where it cannot, and
    Busy where it did not come to it.
    """
    arguments = ("-I", "-B", str(DRAW), what, json.dumps(how), *(path.name for path in paths))
    limits = {"seconds": SECONDS, "work": WORK, "most_bytes": MOST_BYTES, "memory": memory}
    try:
        said = child.run(
            sys.executable, *arguments, folder=paths[0].parent, nice=child.PICTURES, **limits
        )
    except child.ChildFailed as failed:
        if failed.why == child.Why.LATE:
            raise Busy from None
        raise PhotoRefused(WHY[failed.why]) from None
    answers: list[draw.Answer] = json.loads(said)
    return answers
