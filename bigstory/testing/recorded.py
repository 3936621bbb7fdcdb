"""Recordings and films with marks in every place where a file can hold words, made by ffmpeg where
it is installed.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MARK = "ZQRECORDED"
LABELS = f""";FFMETADATA1
title={MARK}title
artist={MARK}artist
comment={MARK}comment
location=+52.4500-000.1100/{MARK}
com.apple.quicktime.location.ISO6709=+52.4500-000.1100/{MARK}
[CHAPTER]
TIMEBASE=1/1000
START=0
END=900
title={MARK}chapter
"""
SUBTITLES = f"1\n00:00:00,000 --> 00:00:00,900\n{MARK}subtitle\n"
TONE = ("-f", "lavfi", "-i", "sine=d=1")
PICTURE = ("-f", "lavfi", "-i", "testsrc=s=1600x900:r=25:d=1")


def needs(*programs: str) -> None:
    """Skips where a program is missing; in CI that is a failure, because there it must be."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI must have {', '.join(missing)}")
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed")


def ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments], check=True, timeout=60)


def marked_film(folder: Path) -> Path:
    """An MP4 with marks in its labels, chapters, tracks, subtitles and after its end."""
    (folder / "labels.txt").write_text(LABELS)
    (folder / "said.srt").write_text(SUBTITLES)
    film = folder / "film.mov"
    inputs = ("-i", str(folder / "said.srt"), "-i", str(folder / "labels.txt"))
    streams = ("-map", "0", "-map", "1", "-map", "2", "-map_metadata", "3", "-map_chapters", "3")
    codecs = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-c:s", "mov_text")
    labels = (
        "-metadata:s:v",
        f"handler_name={MARK}handler",
        "-metadata:s:a",
        f"title={MARK}stream",
    )
    ffmpeg(
        *PICTURE,
        *TONE,
        *inputs,
        *streams,
        *codecs,
        *labels,
        "-movflags",
        "use_metadata_tags",
        str(film),
    )
    with film.open("ab") as file:
        file.write(f"<html>{MARK}trailing</html>".encode())
    return film


def marked_sound(folder: Path, ending: str = "mp3") -> Path:
    sound = folder / f"sound.{ending}"
    ffmpeg(
        *TONE, "-metadata", f"title={MARK}title", "-metadata", f"comment={MARK}comment", str(sound)
    )
    with sound.open("ab") as file:
        file.write(f"TAG{MARK}trailing".encode())
    return sound


def plain_sound(folder: Path, seconds: int = 1) -> Path:
    sound = folder / f"plain-{seconds}.wav"
    ffmpeg("-f", "lavfi", "-i", f"sine=d={seconds}:r=8000", str(sound))
    return sound
