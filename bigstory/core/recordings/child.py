"""Runs ffmpeg and ffprobe in a process of their own: never through a shell, with limits, and killed when they hang."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from bigstory.core.recordings.refusals import RecordingRefused, Why

LIMITED = Path(__file__).with_name("limited.py")
MEMORY = 3 * 1024**3  # bytes; decoding a large film takes most of one, and its threads their stacks
THREADS = 2
# Files and nothing else: no address is ever asked for, whatever a file names.
PROTOCOLS = "file,pipe"
# Kinds that hold sound or pictures themselves. Playlists, and whatever else only points at other files, are left out.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,aac,flac,amr"
READING = ("-protocol_whitelist", PROTOCOLS, "-format_whitelist", CONTAINERS)


def installed() -> bool:
    return bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


def run(program: str, *arguments: str, seconds: int, most_bytes: int, folder: Path) -> bytes:
    """What the program said. Raises RecordingRefused where it is not here, took too long or failed.

    `seconds` are of the clock and, for each thread, of work; `most_bytes` is the most it may write to one file.
    """
    path = shutil.which(program)
    if path is None:
        raise RecordingRefused(Why.NO_FFMPEG)
    limits = (str(seconds * THREADS), str(MEMORY), str(most_bytes))
    argv = [sys.executable, "-I", "-S", str(LIMITED), *limits, path, *arguments]
    with subprocess.Popen(
        argv,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what a decoder says of a file is the sender's, and goes into no log
        start_new_session=True,
    ) as child:
        try:
            said, _nothing = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(child)
            raise RecordingRefused(Why.SLOW) from None
        except BaseException:
            _kill(child)
            raise
    if child.returncode == -signal.SIGXCPU:
        raise RecordingRefused(Why.SLOW)
    if child.returncode:
        raise RecordingRefused(Why.DAMAGED)
    return said


def _kill(child: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
