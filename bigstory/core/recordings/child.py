"""Runs ffmpeg and ffprobe, and says in our words why they could not."""

from pathlib import Path

from bigstory.core import child
from bigstory.core.recordings.refusals import RecordingRefused, Why

# Files and nothing else: no address is ever asked for, whatever a file names.
PROTOCOLS = "file,pipe"
# Kinds that hold sound or pictures themselves. Playlists, and whatever else only points at other
# files, are left out.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,aac,flac,amr"
READING = ("-protocol_whitelist", PROTOCOLS, "-format_whitelist", CONTAINERS)
WHY = {child.Why.MISSING: Why.NO_FFMPEG, child.Why.SLOW: Why.SLOW, child.Why.FAILED: Why.DAMAGED}


def installed() -> bool:
    return child.installed("ffmpeg", "ffprobe")


def run(program: str, *arguments: str, seconds: int, most_bytes: int, folder: Path) -> bytes:
    """What the program said; see `bigstory.core.child.run`. Raises RecordingRefused."""
    try:
        return child.run(program, *arguments, seconds=seconds, most_bytes=most_bytes, folder=folder)
    except child.ChildFailed as failed:
        raise RecordingRefused(WHY[failed.why]) from None
