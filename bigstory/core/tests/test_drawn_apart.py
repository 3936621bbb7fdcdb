"""A photo is drawn in a process of its own, with as much memory as it said it takes."""

import os
import resource
import sys
from importlib import import_module
from io import BytesIO

import pytest
from PIL import Image

from bigstory.core.files import child, gate
from bigstory.core.files.gate import Busy
from bigstory.core.files.photos import SIZES, PhotoRefused, apart, clean, cover, draw
from bigstory.core.files.photos.header import header_of
from bigstory.core.files.photos.kinds import Why
from bigstory.testing.drawn_here import IN_A_CHILD
from bigstory.tests.mutants import marked

pytestmark = pytest.mark.once
MADE = [
    ("a phone’s photo", (4000, 3000), "RGB", "JPEG", {}, 1),
    ("one of 48 million dots", (8000, 6000), "RGB", "JPEG", {}, 1),
    ("one that comes in waves", (4000, 3000), "RGB", "JPEG", {"progressive": True}, 1),
    ("a drawing that shines through", (7000, 7100), "RGBA", "PNG", {"compress_level": 1}, 3),
    ("of few colours, and huge", (7000, 7100), "P", "PNG", {"transparency": 0}, 2),
    ("WebP", (4000, 3000), "RGB", "WEBP", {"lossless": True}, 2),
]


@pytest.fixture(autouse=True)
def in_a_child(monkeypatch):
    monkeypatch.setattr(apart, "answers_of", IN_A_CHILD)


def sent(size, mode: str, format: str, **how) -> BytesIO:
    out = BytesIO()
    Image.new(mode, size).save(out, format, **how)
    return out


@pytest.mark.parametrize(
    ("size", "mode", "format", "how", "places"),
    [made[1:] for made in MADE],
    ids=[name for name, *_made in MADE],
)
def test_it_gets_the_memory_that_its_kind_and_size_take_and_no_more(
    size, mode, format, how, places
):
    file = sent(size, mode, format, **how)
    memory = header_of(file).memory
    assert -(-memory // gate.PLACE) == places
    drawn = clean(file)
    assert max(drawn.width, drawn.height) == SIZES["master"]


def test_one_that_takes_more_than_there_is_is_refused_before_anything_opens_it(monkeypatch):
    monkeypatch.setattr(child, "run", None)
    with pytest.raises(PhotoRefused) as refused:
        clean(sent((7000, 7100), "RGB", "WEBP", lossless=True))
    assert refused.value.why == Why.MEMORY
    with pytest.raises(PhotoRefused) as refused:
        clean(sent((7200, 7200), "1", "PNG"))
    assert refused.value.why == Why.PIXELS


def test_one_that_is_larger_than_it_says_gets_no_more_for_it(monkeypatch):
    """What the header is thought to say and what a decoder makes of it may differ."""
    modest = header_of(sent((40, 30), "RGB", "PNG"))
    monkeypatch.setattr(import_module(clean.__module__), "header_of", lambda _file: modest)
    with pytest.raises(PhotoRefused) as refused:
        clean(sent((7000, 7100), "RGBA", "PNG", compress_level=1))
    assert refused.value.why == Why.MEMORY


def test_one_that_keeps_its_decoder_busy_is_stopped(monkeypatch):
    """Noise, in many passes: a fast machine has more than a second of work with it too."""
    monkeypatch.setattr(apart, "WORK", 1)
    noise = BytesIO()
    grey = Image.effect_noise((7000, 7000), 80)
    grey.convert("RGB").save(noise, "JPEG", quality=55, progressive=True)
    with pytest.raises(PhotoRefused) as refused:
        clean(noise)
    assert refused.value.why == Why.SLOW


def test_one_that_a_busy_machine_does_not_come_to_is_not_called_slow(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.05)
    with pytest.raises(Busy):
        clean(BytesIO(marked("JPEG")))


def test_its_memory_is_that_of_the_process_that_drew_it(monkeypatch):
    """The control: drawn here, the same picture is held here."""
    file = sent((7000, 7100), "P", "PNG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clean(file)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 90_000


def test_whoever_draws_stands_back_for_the_pages_of_the_site(tmp_path):
    """Of the same session: Linux shares out its time by sessions before it asks who stands back."""
    about = "import os; print(os.getsid(0), os.nice(0))"
    limits = {"seconds": 5, "most_bytes": 0, "nice": child.PICTURES}
    said = child.run(sys.executable, "-c", about, folder=tmp_path, **limits)
    assert [int(word) for word in said.split()] == [os.getsid(0), os.nice(0) + child.PICTURES]
    assert 0 < child.PICTURES < child.PAPERS < child.FILMS


def test_several_are_drawn_by_one_process_and_the_first_bad_one_ends_it(tmp_path):
    files = [tmp_path / name for name in ("1", "2", "3")]
    for path in files:
        path.write_bytes(marked("JPEG"))
    how = {"formats": ["JPEG"], "most_pixels": 10_000}
    assert len(IN_A_CHILD("clean", how, files, gate.PLACE)) == 3
    files[1].write_bytes(marked("JPEG")[:-400])
    answers = IN_A_CHILD("clean", how, files, gate.PLACE)
    assert [answer.get("why") for answer in answers] == [None, draw.DAMAGED]


def test_parts_are_covered_in_a_process_of_their_own_too():
    drawn = clean(sent((400, 300), "RGB", "JPEG"))
    covered = cover(BytesIO(drawn.files["master"]), [(0, 0, 500, 500)])
    assert covered.files.keys() == drawn.files.keys()
    assert (covered.width, covered.height) == (400, 300)
