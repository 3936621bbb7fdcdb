"""Puts limits on this process, then becomes the program named: python limited.py CPU_SECONDS MEMORY
FILE_BYTES PROGRAM…

Run as a file by itself, so that nothing of the site is loaded into it, and so that no code of ours
runs between a fork and its exec, which is not safe where there are threads.
"""

import os
import resource
import sys


def main(cpu: str, memory: str, size: str, *program: str) -> None:
    wanted = (
        (resource.RLIMIT_CPU, int(cpu)),
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_FSIZE, int(size)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    )
    for limit, value in wanted:
        _soft, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    os.execv(program[0], program)


if __name__ == "__main__":
    main(*sys.argv[1:])
