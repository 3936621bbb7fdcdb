"""Looks at a recording or a film before anything is made of it, or refuses it.

Runs ffprobe (and, for `make`, ffmpeg). Each reason to refuse is a sentence that says what to do.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core.files import child
from bigstory.core.files.refused import RefusedBecause


class Why(StrEnum):
    NO_FFMPEG = "no_ffmpeg"
    KIND = "kind"
    BYTES = "bytes"
    LENGTH = "length"
    DAMAGED = "damaged"
    SLOW = "slow"
    NOT_MADE = "not_made"


class RecordingRefused(RefusedBecause[Why]):
    @staticmethod
    def sentence(why: Why) -> str:
        if why == Why.BYTES:
            most = settings.RECORDING_MAX_BYTES // 1_000_000
            return _(
                "It is larger than %(most)s MB. Send a shorter one, or one of lower quality."
            ) % {"most": most}
        if why == Why.LENGTH:
            most = settings.RECORDING_MAX_SECONDS // 60
            words = ngettext(
                "It is longer than %(n)s minute.", "It is longer than %(n)s minutes.", most
            ) % {"n": most}
            return f"{words} " + _("Cut it shorter, or send it in parts.")
        return {
            Why.NO_FFMPEG: _(
                "This site cannot take recordings or films. Write what was said, or put "
                "a film on YouTube."
            ),
            Why.KIND: _(
                "It is not a recording or a film we can read. Choose an MP3, M4A, WAV, "
                "MP4 or MOV file."
            ),
            Why.DAMAGED: _("Part of it is missing or damaged. Try again, or choose another."),
            Why.SLOW: _(
                "It took too long to make ready. Send a shorter one, or one of lower quality."
            ),
            Why.NOT_MADE: _(
                "It could not be made ready, though it was tried several times. Take it away, and "
                "send it again or in another kind of file."
            ),
        }[why]


# Files and nothing else: no address is ever asked for, whatever a file names.
PROTOCOLS = "file,pipe"
# Kinds that hold sound or pictures themselves. Playlists, and whatever else only points at other
# files, are left out.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,aac,flac,amr"
READING = ("-protocol_whitelist", PROTOCOLS, "-format_whitelist", CONTAINERS)
WHY = {
    child.Why.MISSING: Why.NO_FFMPEG,
    child.Why.SLOW: Why.SLOW,
    child.Why.LATE: Why.SLOW,
    child.Why.FAILED: Why.DAMAGED,
}


def installed() -> bool:
    return child.installed("ffmpeg", "ffprobe")


def run(program: str, *arguments: str, folder: Path, **limits: int) -> bytes:
    """The output of the program; see `bigstory.core.files.child.run`. Raises RecordingRefused."""
    try:
        return child.run(program, *arguments, folder=folder, **limits)
    except child.ChildFailed as failed:
        raise RecordingRefused(WHY[failed.why]) from None


# Decoders in wide use. A file that needs another one is refused before it reaches it.
SOUNDS = {"aac", "mp3", "opus", "vorbis", "flac", "alac", "amr_nb", "amr_wb", "mp2"}
PICTURES = {"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "h263", "mjpeg"}
# Its libraries alone take 200 MB of addresses, of which it uses few.
LOOK = {"seconds": 20, "most_bytes": 1_000_000, "memory": 800_000_000}


class Stream(TypedDict, total=False):
    """One sound or picture of a file, as far as it is read here."""

    codec_type: str
    codec_name: str
    disposition: dict[str, int]
    width: int


class Probe(TypedDict, total=False):
    """The report of ffprobe on a file. It may be empty, or nonsense."""

    streams: list[Stream]
    format: dict[str, str]


@dataclass(frozen=True)
class Sent:
    """`seconds` is 0 where the file does not say: recordings made in a browser do not."""

    film: bool
    seconds: int = 0


def look(path: Path) -> Sent:
    """Whether it is a sound or a film, and how long. Raises RecordingRefused."""
    if not installed():
        raise RecordingRefused(Why.NO_FFMPEG)
    if path.stat().st_size > settings.RECORDING_MAX_BYTES:
        raise RecordingRefused(Why.BYTES)
    report = probe(path, *READING)
    seconds = length_of(report)
    if seconds > settings.RECORDING_MAX_SECONDS:
        raise RecordingRefused(Why.LENGTH)
    streams = report.get("streams", [])
    pictures = [s for s in streams if s.get("codec_type") == "video" and not _is_a_cover(s)]
    sounds = [s for s in streams if s.get("codec_type") == "audio"]
    used = [*pictures[:1], *sounds[:1]]
    if not used or not all(_known(stream) for stream in used):
        raise RecordingRefused(Why.KIND)
    return Sent(film=bool(pictures), seconds=seconds)


def probe(path: Path, *reading: str) -> Probe:
    """The report of ffprobe on a file. Raises RecordingRefused where it can read nothing of it."""
    arguments = (
        "-v",
        "error",
        *reading,
        "-print_format",
        "json",
        "-show_format",
        "-show_streams",
        f"file:{path}",
    )
    try:
        output = run("ffprobe", *arguments, folder=path.parent, **LOOK)
        report: Probe = json.loads(output)
    except RecordingRefused as refused:
        raise RecordingRefused(Why.KIND if refused.why == Why.DAMAGED else refused.why) from None
    except ValueError:
        raise RecordingRefused(Why.KIND) from None
    return report if isinstance(report, dict) else {}


def length_of(report: Probe) -> int:
    """Whole seconds, and one for less than one; 0 where the report does not say."""
    try:
        seconds = float(report.get("format", {}).get("duration", 0))
        return max(1, round(seconds)) if 0 < seconds < 10**9 else 0
    except (TypeError, ValueError):
        return 0


def _is_a_cover(stream: Stream) -> bool:
    """The picture of a record's sleeve, kept in the file as if it were a film of one frame."""
    return stream.get("disposition", {}).get("attached_pic") == 1


def _known(stream: Stream) -> bool:
    codec = stream.get("codec_name", "")
    return codec in SOUNDS or codec in PICTURES or codec.startswith("pcm_")
