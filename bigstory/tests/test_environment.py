"""What the Makefile does before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

from bigstory import environment

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two lists of requirements, and pip replaced by a note of what it was asked."""
    (tmp_path / "requirements.txt").write_text("a==1\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\nb==1\n")
    (tmp_path / ".venv").mkdir()
    asked = []
    monkeypatch.setattr(environment, "BASE", str(tmp_path))
    monkeypatch.setattr(environment, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(environment, "works", lambda python: True)
    monkeypatch.setattr(environment, "install", lambda python, wanted: asked.append(wanted))
    return tmp_path, asked


def test_the_second_start_installs_nothing(folder):
    _path, asked = folder
    environment.main("requirements.txt")
    environment.main("requirements.txt")
    assert asked == ["requirements.txt"]


def test_what_the_tests_need_holds_what_the_site_needs(folder):
    _path, asked = folder
    environment.main("requirements-dev.txt")
    environment.main("requirements.txt")
    assert asked == ["requirements-dev.txt"]


def test_a_changed_list_is_installed_again_and_so_is_one_that_takes_it_in(folder):
    path, asked = folder
    environment.main("requirements-dev.txt")
    (path / "requirements.txt").write_text("a==2\n")
    environment.main("requirements.txt")
    environment.main("requirements-dev.txt")
    assert asked == ["requirements-dev.txt", "requirements.txt", "requirements-dev.txt"]


def test_a_failed_install_is_tried_again(folder, monkeypatch):
    _path, asked = folder

    def no_network(python, wanted):
        sys.exit("no")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install", no_network)
        with pytest.raises(SystemExit):
            environment.main("requirements.txt")
    environment.main("requirements.txt")
    assert asked == ["requirements.txt"]


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit) as stopped:
        environment.main("requirements.txt")
    assert "needs Python 3.11 or newer" in str(stopped.value)
    assert "is 3.9." in str(stopped.value)


def test_a_broken_environment_is_not_taken_for_a_working_one(tmp_path):
    assert environment.works(sys.executable)
    assert not environment.works(str(tmp_path / "bin" / "python"))


@pytest.mark.parametrize("word", ["demo", "test", "browser", "lint", "help"])
def test_the_makefile_knows_its_words(word):
    asked = subprocess.run(["make", "-n", word], cwd=ROOT, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr


def test_a_machine_without_python_is_told_so():
    asked = subprocess.run(
        ["make", "demo", "PYTHON=/no/python"], cwd=ROOT, capture_output=True, text=True
    )
    assert asked.returncode != 0
    assert "needs Python 3.11 or newer, and there is no /no/python here" in asked.stdout
