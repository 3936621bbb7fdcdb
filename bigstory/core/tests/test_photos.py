"""What is kept of a photo somebody sends: the picture, and nothing else.

And what is not taken in at all.
"""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import InMemoryStorage, Storage, default_storage
from PIL import ExifTags, Image, ImageFile

from bigstory.core.files import folders
from bigstory.core.files.photos import SIZES, CleanPhoto, PhotoRefused, clean, store
from bigstory.core.files.photos.kinds import Why, heif
from bigstory.testing.drawn_here import crowded
from bigstory.tests.mutants import COATS, MARK, marked, picture, seeds, with_zip

NOW = timedelta(0)
# What holding the camera so does to the picture, by the EXIF number that says it.
T = Image.Transpose
HELD = {
    2: T.FLIP_LEFT_RIGHT,
    3: T.ROTATE_180,
    4: T.FLIP_TOP_BOTTOM,
    5: T.TRANSPOSE,
    6: T.ROTATE_90,
    7: T.TRANSVERSE,
    8: T.ROTATE_270,
}


def refusal(body: bytes) -> PhotoRefused:
    with pytest.raises(PhotoRefused) as refused:
        clean(BytesIO(body))
    assert len(refused.value.problems[0]) > 20
    return refused.value


def as_sent(scene: Image.Image, format: str = "JPEG", **options) -> BytesIO:
    out = BytesIO()
    scene.save(out, format, **options)
    return out


@pytest.mark.parametrize("number", range(len(seeds())))
def test_where_and_by_whom_it_was_taken_is_in_no_copy(number):
    sent = seeds()[number]
    assert sent.count(MARK) > 1, "the control: it was there, inside and after the end"
    for body in clean(BytesIO(with_zip(sent, None, b""))).files.values():
        assert MARK not in body
        assert b"evil.html" not in body
        with Image.open(BytesIO(body)) as copy:
            assert copy.format == "JPEG"
            assert not copy.getexif()
            assert not copy.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(turn):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 30, 20))
    sent = upright.transpose(HELD[turn]) if turn in HELD else upright
    cleaned = clean(as_sent(sent, quality=95, exif=exif.tobytes()))
    assert (cleaned.width, cleaned.height) == (60, 40)
    with Image.open(BytesIO(cleaned.files["master"])) as copy:
        red = copy.getpixel((8, 5))
        white = copy.getpixel((50, 32))
    assert red[0] > 200 > 90 > red[1]
    assert min(white) > 200


def test_a_large_photo_is_kept_in_three_sizes():
    cleaned = clean(as_sent(Image.new("RGB", (4000, 3000), "#17564a")))
    assert (cleaned.width, cleaned.height) == (2560, 1920)
    for size, longest in SIZES.items():
        with Image.open(BytesIO(cleaned.files[size])) as copy:
            assert max(copy.size) == longest


def test_what_can_be_seen_through_stands_on_white():
    cleaned = clean(as_sent(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    with Image.open(BytesIO(cleaned.files["small"])) as copy:
        assert min(copy.getpixel((10, 10))) > 250


def test_a_profile_that_makes_no_sense_does_not_cost_the_photo():
    assert clean(as_sent(picture(), icc_profile=b"no profile at all" * 20)).width == 40


@pytest.mark.parametrize("kind", [kind for kind in COATS if kind != "heic"])
def test_something_that_is_no_photo_is_refused_whatever_it_is_called(kind):
    assert refusal(COATS[kind]).why == Why.KIND


def test_nothing_at_all_is_refused():
    assert refusal(b"").why == Why.KIND


def test_a_photo_only_some_phones_read_is_refused_with_what_to_do_instead():
    assert "screenshot" in refusal(COATS["heic"]).problems[0]


@pytest.mark.skipif(heif(), reason="It is read here")
def test_it_waits_for_nobody_only_to_be_refused(monkeypatch):
    crowded(monkeypatch)
    assert refusal(COATS["heic"]).why == Why.HEIC


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_broke_on_the_way_is_refused(format):
    sent = as_sent(Image.effect_noise((200, 200), 60).convert("RGB"), format).getvalue()
    assert refusal(sent[: len(sent) // 2]).why == Why.DAMAGED


def test_it_is_refused_too_where_another_library_would_let_half_a_picture_pass(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it behind
    assert refusal(marked("JPEG")[:-400]).why == Why.DAMAGED


def test_a_file_above_the_limit_is_refused_by_its_size(settings):
    settings.PHOTO_MAX_BYTES = 1000
    assert refusal(marked("JPEG")).why == Why.BYTES


@pytest.mark.parametrize("side", [7_100, 12_000])
def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(side):
    """51 and 144 million dots. Pillow alone lets the first pass with a warning."""
    bomb = as_sent(Image.new("1", (side, side + 5)), "PNG").getvalue()
    assert len(bomb) < 60_000
    assert refusal(bomb).why == Why.PIXELS


def test_whatever_a_decoder_raises_is_a_refusal(monkeypatch):
    sent = as_sent(picture()).getvalue()
    for error in (SyntaxError, EOFError, RuntimeError, RecursionError, ZeroDivisionError):
        monkeypatch.setattr(Image.Image, "thumbnail", _raises(error))
        assert refusal(sent).why == Why.DAMAGED
    monkeypatch.setattr(Image.Image, "thumbnail", _raises(MemoryError))
    assert refusal(sent).why == Why.MEMORY


def _raises(error):
    def fail(self, *_how):
        raise error

    return fail


# --- the store


class AcrossANetwork(Storage):
    """Keeps files, and has no folder on this machine to point to."""

    def __init__(self):
        self.within = InMemoryStorage()

    def __getattribute__(self, name):
        own = name in ("path", "within", "__class__")
        return super().__getattribute__(name) if own else getattr(self.within, name)


def test_copies_are_kept_under_a_name_of_ours_and_go_together():
    name = store.keep(clean(as_sent(picture())))
    assert sorted(default_storage.listdir(f"photos/{name}")[1]) == [
        "large.jpg",
        "master.jpg",
        "small.jpg",
    ]
    with store.open_copy(name, "small") as file:
        assert file.read(3) == b"\xff\xd8\xff"
    store.take_away(name)
    store.take_away(name)
    assert default_storage.listdir("photos") == ([], [])


def test_a_full_disk_leaves_no_half_photo(monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep(clean(as_sent(picture())))
    assert default_storage.listdir("photos") == ([], [])


def test_a_store_across_a_network_serves_as_well(monkeypatch):
    memory = AcrossANetwork()
    monkeypatch.setattr(folders, "default_storage", memory)
    name = store.keep(CleanPhoto(dict.fromkeys(SIZES, b"x"), 1, 1))
    assert list(store.old_folders(NOW)) == [str(name)]
    with store.open_copy(name, "large") as file:
        assert file.read() == b"x"
    store.take_away(name)
    assert not memory.within.exists(f"photos/{name}/master.jpg")


def test_a_folder_just_written_is_left_in_peace():
    name = store.keep(clean(as_sent(picture())))
    assert list(store.old_folders(timedelta(hours=1))) == []
    assert list(store.old_folders(NOW)) == [str(name)]
