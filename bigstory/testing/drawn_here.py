"""Photos are drawn by the very code that draws them for real, in the process of the test: a process
for each would take longer than most tests. What the process itself guards is tested with IN_A_CHILD
(bigstory/core/tests/test_drawn_apart.py).
"""

import threading
from pathlib import Path
from typing import Any

from bigstory.core.files import gate
from bigstory.core.files.photos import apart, draw

IN_A_CHILD = apart.answers_of


def answers_of(what: str, how: Any, paths: list[Path], memory: int) -> list[draw.Answer]:
    return draw.answers(what, how, paths)


def crowded(monkeypatch) -> None:
    """As many as may wait for a photo to be drawn are waiting already."""
    monkeypatch.setattr(gate, "_threads", threading.Semaphore(0))
