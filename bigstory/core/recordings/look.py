"""What a sent file says it holds, before anything is made of it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from django.conf import settings

from bigstory.core.recordings.child import READING, installed, run
from bigstory.core.recordings.refusals import RecordingRefused, Why

# Decoders in wide use. A file that needs another one is refused before it reaches it.
SOUNDS = {"aac", "mp3", "opus", "vorbis", "flac", "alac", "amr_nb", "amr_wb", "mp2"}
PICTURES = {"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "h263", "mjpeg"}
LOOK_SECONDS = 20
SAYS_BYTES = 1_000_000


class Stream(TypedDict, total=False):
    """One sound or picture of a file, as far as it is asked about here."""

    codec_type: str
    codec_name: str
    disposition: dict[str, int]
    width: int


class Found(TypedDict, total=False):
    """What ffprobe says of a file. A file may say nothing, or nonsense."""

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
    found = probe(path, *READING)
    seconds = length_of(found)
    if seconds > settings.RECORDING_MAX_SECONDS:
        raise RecordingRefused(Why.LENGTH)
    streams = found.get("streams", [])
    pictures = [
        each for each in streams if each.get("codec_type") == "video" and not _is_a_cover(each)
    ]
    sounds = [each for each in streams if each.get("codec_type") == "audio"]
    used = [*pictures[:1], *sounds[:1]]
    if not used or not all(_known(each) for each in used):
        raise RecordingRefused(Why.KIND)
    return Sent(film=bool(pictures), seconds=seconds)


def probe(path: Path, *reading: str) -> Found:
    """What ffprobe says of a file. Raises RecordingRefused where it can make nothing of it."""
    asked = (
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
        said = run(
            "ffprobe", *asked, seconds=LOOK_SECONDS, most_bytes=SAYS_BYTES, folder=path.parent
        )
        found: Found = json.loads(said)
    except RecordingRefused as refused:
        raise RecordingRefused(Why.KIND if refused.why == Why.DAMAGED else refused.why) from None
    except ValueError:
        raise RecordingRefused(Why.KIND) from None
    return found if isinstance(found, dict) else {}


def length_of(found: Found) -> int:
    """Whole seconds, and one for less than one; 0 where nothing is said."""
    try:
        said = float(found.get("format", {}).get("duration", 0))
        return max(1, round(said)) if 0 < said < 10**9 else 0
    except (TypeError, ValueError):
        return 0


def _is_a_cover(stream: Stream) -> bool:
    """The picture of a record's sleeve, kept in the file as if it were a film of one frame."""
    return stream.get("disposition", {}).get("attached_pic") == 1


def _known(stream: Stream) -> bool:
    codec = stream.get("codec_name", "")
    return codec in SOUNDS or codec in PICTURES or codec.startswith("pcm_")
