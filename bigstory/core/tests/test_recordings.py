"""Recordings and films: nothing of the sender's comes through, nothing else is read, and a bad one
is told why.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bigstory.core.files.recordings import RecordingRefused, Why, look, make_film, make_sound
from bigstory.core.files.recordings.look import run
from bigstory.testing.recorded import (
    MARK,
    PICTURE,
    TONE,
    ffmpeg,
    marked_film,
    marked_sound,
    needs,
    plain_sound,
)

# Everything ExifTool may find in a clean copy: how it is built, and nothing about whose it is or
# where.
MAY_BE = re.compile(
    r"^(ExifTool|System|File|Composite|MPEG):"
    r"|:(MajorBrand|MinorVersion|CompatibleBrands|\w*HeaderVersion|\w*(Create|Modify)Date|TimeScale|\w*Duration|Preferred\w+"
    r"|MatrixStructure|(Preview|Poster|Selection|Current)Time|NextTrackID|HandlerType|HandlerVendorID|HandlerDescription"
    r"|MediaData(Size|Offset)|TrackID|TrackLayer|TrackVolume|\w*Image(Width|Height)|MediaTimeScale|MediaLanguageCode"
    r"|GraphicsMode|OpColor|CompressorID|CompressorName|[XY]Resolution|BitDepth|PixelAspectRatio|BufferSize|\w+Bitrate"
    r"|VideoFrameRate|Balance|Audio\w+|Color\w+|\w+Characteristics|MatrixCoefficients|VideoFullRangeFlag|JFIFVersion"
    r"|ResolutionUnit)$"
)
DATES = re.compile(r"Date$")
NO_DATE = "0000:00:00 00:00:00"


@pytest.fixture
def folder(tmp_path) -> Path:
    needs("ffmpeg", "ffprobe")
    return tmp_path


@pytest.fixture
def out(tmp_path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


def told(path: Path) -> dict[str, str]:
    """Every tag ExifTool finds, with the group it is in."""
    needs("exiftool")
    said = subprocess.run(
        ["exiftool", "-a", "-G1", "-s", str(path)], capture_output=True, text=True, check=True
    )
    rows = re.findall(r"^\[(\w+)\]\s+(\w+)\s*:\s?(.*)$", said.stdout, re.MULTILINE)
    return {f"{group}:{tag}": value for group, tag, value in rows}


def tells_nothing(path: Path) -> None:
    """Two oracles: each misses things that the other finds."""
    body = path.read_bytes()
    assert MARK.encode() not in body
    assert MARK.encode("utf-16-be") not in body
    assert b"52.45" not in body
    found = told(path)
    assert len(found) > 10, "ExifTool found too little to have looked"
    strange = {tag: value for tag, value in found.items() if not MAY_BE.search(tag)}
    assert strange == {}
    dated = {
        tag: value
        for tag, value in found.items()
        if DATES.search(tag) and not tag.startswith("System") and value != NO_DATE
    }
    assert dated == {}


def test_a_film_keeps_its_picture_and_sound_and_nothing_else(folder, out):
    sent = marked_film(folder)
    assert sent.read_bytes().count(MARK.encode()) >= 6, (
        "the marks are not in the file, so finding none proves nothing"
    )
    assert look(sent).film
    made = make_film(sent, out)
    assert (made.seconds, made.width, made.height) == (1, 1280, 720)
    assert sorted(made.files) == ["film.mp4", "still.jpg"]
    for path in made.files.values():
        tells_nothing(path)


@pytest.mark.parametrize("ending", ["mp3", "m4a", "ogg", "webm", "wav", "flac"])
def test_a_recording_keeps_its_sound_and_nothing_else(folder, out, ending):
    sent = marked_sound(folder, ending)
    assert MARK.encode() in sent.read_bytes()
    assert not look(sent).film
    made = make_sound(sent, out)
    assert made.seconds == 1
    tells_nothing(made.files["sound.mp3"])


def test_the_oracles_notice_what_a_lesser_recipe_lets_through(folder, out, monkeypatch):
    """Without the switches that leave the rest out, labels come along: both oracles must see
    them.
    """
    monkeypatch.setattr("bigstory.core.files.recordings.make.NOTHING_ELSE", ())
    monkeypatch.setattr("bigstory.core.files.recordings.make.BARE_MP3", ("-f", "mp3"))
    made = make_sound(marked_sound(folder), out).files["sound.mp3"]
    assert MARK.encode() in made.read_bytes()
    assert any(MARK in value for value in told(made).values())


def test_the_picture_on_a_records_sleeve_makes_no_film(folder, out):
    cover = folder / "cover.jpg"
    sent = folder / "sleeve.mp3"
    ffmpeg(*PICTURE, "-frames:v", "1", str(cover))
    ffmpeg(
        *TONE,
        "-i",
        str(cover),
        "-map",
        "0",
        "-map",
        "1",
        "-disposition:v",
        "attached_pic",
        str(sent),
    )
    assert not look(sent).film
    assert list(make_sound(sent, out).files) == ["sound.mp3"]


def test_a_film_without_sound_is_a_film(folder, out):
    sent = folder / "silent.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=321x241:r=5:d=1", str(sent))
    made = make_film(sent, out)
    assert (made.width % 2, made.height % 2) == (0, 0)


SECRET = "zq-another-file-of-this-machine"


def playlist(secret: Path) -> bytes:
    return (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode()
    )


def concat(secret: Path) -> bytes:
    return f"ffconcat version 1.0\nfile '{secret}'\n".encode()


def far_playlist(secret: Path) -> bytes:
    return b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"


NOT_MEDIA = {
    "a playlist of another file": playlist,
    "a list that joins another file": concat,
    "a playlist of an address": far_playlist,
    "words": lambda _secret: b"Dear all, here is the recording.",
    "nothing": lambda _secret: b"",
    "a page": lambda _secret: b"<html><script>alert(1)</script></html>",
    "a drawing": lambda _secret: (
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>'
    ),
    "the first bytes of a film": lambda _secret: b"\x00\x00\x00\x20ftypisom" + b"\x00" * 40,
}


@pytest.mark.parametrize("made", NOT_MEDIA.values(), ids=NOT_MEDIA)
def test_what_is_no_recording_is_refused_and_no_other_file_is_read(folder, made):
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    sent = folder / "sent.mp4"
    sent.write_bytes(made(secret))
    with pytest.raises(RecordingRefused) as refused:
        look(sent)
    assert refused.value.why == Why.KIND
    assert SECRET not in refused.value.problems[0]


def test_half_a_recording_is_refused(folder, out):
    sent = folder / "half.m4a"
    ffmpeg(*TONE, str(sent))
    sent.write_bytes(sent.read_bytes()[:-600])
    with pytest.raises(RecordingRefused):
        look(sent)


@pytest.mark.parametrize("says", [True, False], ids=["its file says so", "its file does not say"])
def test_one_that_is_too_long_is_refused(folder, out, settings, says):
    settings.RECORDING_MAX_SECONDS = 2
    sent = folder / "long.webm" if not says else plain_sound(folder, 4)
    if not says:  # as a browser writes it while it records
        ffmpeg("-f", "lavfi", "-i", "sine=d=4", "-f", "webm", "-live", "1", str(sent))
        assert look(sent).seconds == 0
    with pytest.raises(RecordingRefused) as refused:
        look(sent) if says else make_sound(sent, out)
    assert refused.value.why == Why.LENGTH
    assert "longer than" in refused.value.problems[0]


def test_one_that_is_too_large_is_refused_before_anything_reads_it(folder, settings):
    settings.RECORDING_MAX_BYTES = 1000
    with pytest.raises(RecordingRefused) as refused:
        look(plain_sound(folder))
    assert refused.value.why == Why.BYTES


def test_where_ffmpeg_is_not_installed_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("bigstory.core.files.child.shutil.which", lambda _program: None)
    sent = tmp_path / "sent"
    sent.write_bytes(b"x")
    with pytest.raises(RecordingRefused, match="cannot take recordings"):
        look(sent)


# --- the process of its own


def a_program(monkeypatch, tmp_path, code: str) -> None:
    """Stands where ffmpeg would: a Python that does this."""
    path = tmp_path / "stands-in"
    path.write_text(f"#!{sys.executable} -I\n{code}\n")
    path.chmod(0o755)
    monkeypatch.setattr("bigstory.core.files.child.shutil.which", lambda _program: str(path))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import time; time.sleep(60)", Why.SLOW),
        ("while True: pass", Why.SLOW),
        ("x = bytearray(8 * 1024**3)", Why.DAMAGED),
        ("open('full', 'wb').write(bytes(5_000_000))", Why.DAMAGED),
        ("import sys; sys.exit(1)", Why.DAMAGED),
    ],
    ids=["hangs", "turns round and round", "takes all the memory", "fills the disk", "fails"],
)
def test_one_that_misbehaves_is_stopped(tmp_path, monkeypatch, code, why):
    a_program(monkeypatch, tmp_path, code)
    with pytest.raises(RecordingRefused) as refused:
        run("ffmpeg", seconds=1, most_bytes=1_000_000, folder=tmp_path)
    assert refused.value.why == why


def test_it_knows_nothing_of_the_site(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "zq-secret")
    a_program(monkeypatch, tmp_path, "import os; print(sorted(os.environ))")
    said = run("ffmpeg", seconds=5, most_bytes=1_000_000, folder=tmp_path).decode()
    assert "SECRET_KEY" not in said
    assert "DATABASE_URL" not in said
    assert "PATH" in said
