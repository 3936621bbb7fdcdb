"""Puts limits on this process, then becomes the program named: python limited.py CPU_SECONDS MEMORY
FILE_BYTES NICE PARENT PROGRAM…

Run as a file by itself, so that nothing of the site is loaded into it, and so that no code of ours
runs between a fork and its exec, which is not safe where there are threads.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(cpu: str, memory: str, size: str, nice: str, parent: str, *program: str) -> None:
    end_with(int(parent))
    os.nice(int(nice))
    wanted = (
        (resource.RLIMIT_CPU, int(cpu) + 1),
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_FSIZE, int(size)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    )
    for limit, value in wanted:
        _soft, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # Told first that it worked too long, by which it is known afterwards, and killed then.
        told = value - 1 if limit == resource.RLIMIT_CPU else value
        resource.setrlimit(limit, (told, value))
    os.execv(program[0], program)


def end_with(parent: int) -> None:
    """Whoever wanted this may be killed: nobody works on for them, or holds memory."""
    # Linux has it; where there is none, what was begun ends with its own limits.
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
