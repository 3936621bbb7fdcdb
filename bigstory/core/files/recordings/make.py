"""The copies that are kept: each frame and tone decoded and written anew, and nothing else.

The recipe leaves out subtitle, data and attachment streams, chapters, and the labels of the file
and of each stream: with only some of these switches, names and places were found to come through
(reference: threats to uploads).
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from bigstory.core.files import child, gate
from bigstory.core.files.photos import PhotoRefused
from bigstory.core.files.photos.clean import drawn
from bigstory.core.files.recordings.look import (
    READING,
    RecordingRefused,
    Why,
    length_of,
    probe,
    run,
)

SOUND = "sound.mp3"
FILM = "film.mp4"
STILL = "still.jpg"
LONGEST_SIDE = 1280  # pixels: enough for a screen in a hall, and a quarter of what phones send
OWN = ("-protocol_whitelist", "file,pipe")
NOTHING_ELSE = (
    *("-sn", "-dn", "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)
AS_SOUND = ("-vn", "-c:a", "libmp3lame", "-b:a", "96k", "-ar", "44100", "-ac", "1")
BARE_MP3 = ("-write_xing", "0", "-id3v2_version", "0", "-f", "mp3")
SMALLER = (
    f"scale=w='min({LONGEST_SIDE},iw)':h='min({LONGEST_SIDE},ih)'"
    ":force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p"
)
AS_FILM = (
    *("-vf", SMALLER, "-fpsmax", "30"),
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-profile:v", "main"),
    # No captions or settings hidden between the frames.
    *("-a53cc", "0", "-bsf:v", "filter_units=remove_types=6"),
    *("-c:a", "aac", "-b:a", "96k", "-ac", "2", "-movflags", "+faststart", "-f", "mp4"),
)


# A sound is made while its page waits, so before films, which nobody waits for.
SOUND_LIMITS = {"memory": 400_000_000, "nice": child.PAPERS}
FILM_LIMITS = {"memory": child.MEMORY, "nice": child.FILMS}


@dataclass(frozen=True)
class CleanRecording:
    """`files` are paths inside the folder they were made in. Width and height are 0 for a sound."""

    files: dict[str, Path]
    seconds: int
    width: int = 0
    height: int = 0

    @property
    def bytes(self) -> int:
        return max(path.stat().st_size for path in self.files.values())


def make_sound(sent: Path, folder: Path) -> CleanRecording:
    """One voice track, as MP3, which every browser plays. Raises RecordingRefused."""
    sound = folder / SOUND
    how = ("-map", "0:a:0", *NOTHING_ELSE, *AS_SOUND, *BARE_MP3)
    _write(sent, sound, *how, limits=SOUND_LIMITS)
    return CleanRecording({SOUND: sound}, _length(sound))


def make_film(sent: Path, folder: Path) -> CleanRecording:
    """The first picture and the first sound, as MP4, with a still to show before it plays.

    Raises RecordingRefused.
    """
    film = folder / FILM
    shot = folder / "shot.png"
    how = ("-map", "0:v:0", "-map", "0:a:0?", *NOTHING_ELSE, *AS_FILM)
    _write(sent, film, *how, limits=FILM_LIMITS)
    seconds = _length(film)
    at = ("-ss", "1") if seconds > 2 else ()
    one_frame = ("-frames:v", "1", "-f", "image2", "-y", f"file:{shot}")
    still = (*at, *OWN, "-i", f"file:{film}", *one_frame)
    _ffmpeg(*still, folder=folder, limits=FILM_LIMITS)
    width, height = _drawn(shot, folder / STILL)
    return CleanRecording({FILM: film, STILL: folder / STILL}, seconds, width, height)


def _write(sent: Path, copy: Path, *how: str, limits: dict[str, int]) -> None:
    # One second more than is allowed, so that one that is too long is told from one that ends
    # there.
    most = ("-t", str(settings.RECORDING_MAX_SECONDS + 1))
    whole = (*READING, *most, "-i", f"file:{sent}", *how, "-y", f"file:{copy}")
    _ffmpeg(*whole, folder=copy.parent, limits=limits)


def _ffmpeg(*arguments: str, folder: Path, limits: dict[str, int]) -> None:
    quiet = ("-nostdin", "-hide_banner", "-v", "error", "-threads", str(child.THREADS))
    work = {
        "seconds": settings.RECORDING_WORK_SECONDS,
        "most_bytes": settings.RECORDING_MAX_BYTES,
    }
    run("ffmpeg", *quiet, *arguments, folder=folder, **work, **limits)


def _length(copy: Path) -> int:
    seconds = length_of(probe(copy, *OWN)) if copy.exists() else 0
    if seconds == 0:
        raise RecordingRefused(Why.DAMAGED)
    if seconds > settings.RECORDING_MAX_SECONDS:
        raise RecordingRefused(Why.LENGTH)
    return seconds


def _drawn(shot: Path, still: Path) -> tuple[int, int]:
    """The still goes the way of a photo: drawn anew, by the same code."""
    if not shot.exists():
        raise RecordingRefused(Why.DAMAGED)
    try:
        (photo,) = drawn([shot], memory=gate.PLACE)
    except PhotoRefused:
        raise RecordingRefused(Why.DAMAGED) from None
    still.write_bytes(photo.files["large"])
    return photo.width, photo.height
