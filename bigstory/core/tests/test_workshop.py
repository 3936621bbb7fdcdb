"""What was sent lies in the private store while something is made of it, and nothing of it is left
behind by a process that was killed.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module, reload
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from bigstory.core.files import gate, workshop
from bigstory.testing.browser import ROOT

pytestmark = pytest.mark.once

UPLOAD = """
import os, sys, time
from django.core.handlers.wsgi import WSGIRequest

class Slow:
    left = [b'--x\\r\\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\\r\\n\\r\\n']
    left += [b"s" * 65_536] * 64

    def read(self, size=-1):
        if not self.left:
            print("there", flush=True)
            time.sleep(60)
        return self.left.pop(0)

    readline = None

kind = "multipart/form-data; boundary=x"
sent = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": "9000000"}
WSGIRequest(sent | {"wsgi.input": Slow()}).FILES
"""
DRAW = """
import os, sys
from io import BytesIO
from PIL import Image
from bigstory.core.files.photos import clean
out = BytesIO()
Image.new("RGBA", (7000, 7100)).save(out, "PNG", compress_level=1)
print("there", flush=True)
clean(out)
"""


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """Where a process puts what it has no other place for."""
    path = tmp_path / "elsewhere"
    path.mkdir()
    return path


@contextmanager
def at_work(code: str, elsewhere: Path):
    """A process of the site in the midst of this, killed afterwards."""
    environment = os.environ | {
        "BIGSTORY_MODE": "development",
        "STORAGE_DIR": str(settings.MEDIA_ROOT),
        "DJANGO_SETTINGS_MODULE": "bigstory.settings",
        "TMPDIR": str(elsewhere),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout.readline() == b"there\n"
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def until(found, seconds: float = 10):
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return value


def folders() -> list[Path]:
    root = Path(settings.MEDIA_ROOT) / workshop.AT_WORK
    return [path for path in root.iterdir() if path.is_dir()]


def ended(pid: str) -> bool:
    """Also where nobody has asked yet what became of it."""
    try:
        return not Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_what_is_being_sent_goes_with_the_process_that_takes_it_in(elsewhere):
    store = Path(settings.MEDIA_ROOT) / workshop.AT_WORK
    with at_work(UPLOAD, elsewhere) as process:
        opened = [os.readlink(path) for path in Path(f"/proc/{process.pid}/fd").iterdir()]
        on_disk = [path for path in opened if path.startswith(str(store))]
        assert len(on_disk) == 2, "the control: the file, and the form it stands in"
    assert names(elsewhere) == set()
    assert names(store) == set()


def test_a_photo_being_drawn_is_left_to_the_sweep_and_to_nobody_else(elsewhere):
    with at_work(DRAW, elsewhere) as process:
        (child,) = until(lambda: children_of(process.pid))
        (folder,) = folders()
        assert workshop.sweep() == 0, "somebody works there"
        assert (folder / "sent").exists()
    until(lambda: ended(child))
    assert names(elsewhere) == set()
    assert names(folder) == {"lock", "sent"}, "there was something to leave, and nobody went on"
    with gate.admitted(gate.most()):
        assert workshop.sweep() == 1
    assert folders() == []


@pytest.mark.parametrize(
    "start",
    [
        lambda: reload(import_module("bigstory.wsgi")),
        lambda: call_command("worker", once=True),
        lambda: call_command("sweep_files", stdout=StringIO()),
    ],
    ids=["the site", "the worker", "the sweep of a day"],
)
def test_whatever_starts_sweeps(db, start):
    left = Path(settings.MEDIA_ROOT) / workshop.AT_WORK
    start()
    with workshop.folder() as held:
        shutil.copytree(held, left / f"{held.name}0")
        start()
        assert folders() == [held]


def test_a_folder_goes_with_its_work():
    with workshop.folder() as folder:
        (folder / "sent").write_bytes(b"x")
        assert workshop.sweep() == 0
    assert folders() == []


def test_what_another_machine_works_on_is_left_to_it_for_two_days(monkeypatch):
    with workshop.folder() as folder:
        monkeypatch.setattr(workshop.platform, "node", lambda: "another")
        assert workshop.sweep() == 0
        old = time.time() - timedelta(days=2, minutes=1).total_seconds()
        os.utime(folder, (old, old))
        assert workshop.sweep() == 1


def test_nothing_of_ours_writes_to_the_folder_for_everybody():
    """Only there is a module that asks for a place of the machine's own."""
    asked = re.compile(r"^\s*(?:import|from) tempfile|FILE_UPLOAD_TEMP_DIR", re.M)
    product = [
        path
        for house in ("bigstory", "areas", "partnerships", "outcomes")
        for path in (ROOT / house).rglob("*.py")
        if not {"tests", "testing"} & set(path.parts)
    ]
    assert {str(path.relative_to(ROOT)) for path in product if asked.search(path.read_text())} == {
        "bigstory/core/files/workshop.py",
        "bigstory/kit/styles.py",  # style sheets, which nobody sent
    }
    assert not any("TemporaryFile" in name for name in settings.FILE_UPLOAD_HANDLERS)
