"""Runs somebody else's program on somebody else's file.

In a process of its own, never through a shell, with limits, and killed when it hangs.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from enum import StrEnum
from math import ceil
from pathlib import Path

LIMITED = Path(__file__).with_name("limited.py")
MEMORY = 3 * 1024**3  # bytes; decoding a large film takes most of one, and its threads their stacks
THREADS = 2
# How far each stands back for the pages of the site, and for each other.
PICTURES, PAPERS, FILMS = 5, 10, 19


class Why(StrEnum):
    MISSING = "missing"
    SLOW = "slow"
    LATE = "late"
    FAILED = "failed"


class ChildFailed(Exception):
    """It is not installed here, was stopped because it worked too long or came too late, or ended
    badly.
    """

    def __init__(self, why: Why):
        self.why = why
        super().__init__(why.value)


def installed(*programs: str) -> bool:
    return all(shutil.which(program) for program in programs)


def run(
    program: str,
    *arguments: str,
    seconds: float,
    most_bytes: int,
    folder: Path,
    work: float | None = None,
    memory: int = MEMORY,
    nice: int = PAPERS,
) -> bytes:
    """The standard output of the program. Raises ChildFailed. It ends when this process does.

    `seconds` are of the clock; `work` is how long it may work, else as many seconds for each
    thread; `most_bytes` is the most it may write to one file; `memory` is in bytes.
    """
    path = shutil.which(program)
    if path is None:
        raise ChildFailed(Why.MISSING)
    limits = (ceil(work or seconds * THREADS), memory, most_bytes, nice, os.getpid())
    argv = [sys.executable, "-I", "-S", str(LIMITED), *map(str, limits), path, *arguments]
    with subprocess.Popen(
        argv,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        # What a decoder says of a file is the sender's, and goes into no log.
        stderr=subprocess.DEVNULL,
        # A group, to be killed with all it began. Not a session of its own: Linux shares out its
        # time by sessions first, and then nobody would stand back for anybody.
        process_group=0,
    ) as child:
        try:
            output, _errors = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(child)
            raise ChildFailed(Why.LATE) from None
        except BaseException:
            _kill(child)
            raise
    if child.returncode == -signal.SIGXCPU:
        raise ChildFailed(Why.SLOW)
    if child.returncode:
        raise ChildFailed(Why.FAILED)
    return output


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
