"""Makes .venv and installs the pinned requirements into it, once: python3 bigstory/environment.py
requirements.txt

The Makefile runs it with whatever Python the machine has, before anything is installed. So: the
standard library only, and nothing above the version check that a Python 3.6 could not read.
"""

import hashlib
import os
import subprocess
import sys

NEEDED = (3, 11)
BASE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(BASE, ".venv")
WHAT = {
    "requirements.txt": "what Big Story runs on",
    "requirements-dev.txt": "what its tests run on",
}


def main(wanted):
    """Bring .venv up to date with one list of requirements; a list includes those it names with
    -r.
    """
    if sys.version_info < NEEDED:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Big Story needs Python 3.11 or newer, and {sys.executable} is {found}. "
            "Install a newer one, or say where it is: make demo PYTHON=/path/to/python3.11"
        )
    python = os.path.join(VENV, "bin", "python")
    if not works(python):
        make_venv()
    lists = included(wanted)
    if not all(stamped(name) for name in lists):
        install(python, wanted)
        for name in lists:
            with open(stamp(name), "w") as file:
                file.write(digest(name))


def works(python):
    """Whether .venv is there with a Python new enough.

    It breaks when the folder is moved or that Python removed.
    """
    check = f"import sys, pip; sys.exit(sys.version_info < {NEEDED})"
    try:
        return subprocess.run([python, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv():
    say("Making .venv, a place of its own for what Big Story needs.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True
    )
    if made.returncode:
        said = (made.stdout + made.stderr).strip()
        sys.exit(
            f"{said}\nPython could not make .venv. On Debian or Ubuntu this helps: apt "
            "install python3-venv"
        )


def install(python, wanted):
    say(f"Installing {WHAT.get(wanted, wanted)} ({wanted}). This takes a minute, once.")
    pip = [
        python,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "-r",
        os.path.join(BASE, wanted),
    ]
    if subprocess.run(pip).returncode:
        sys.exit("That did not work; the reason is above. Is this machine online?")


def included(name):
    """A list of requirements and those it takes in."""
    with open(os.path.join(BASE, name)) as file:
        return [name] + [line.split()[1] for line in file if line.startswith("-r ")]


def digest(name):
    """Differs when the list, or one it takes in, does."""
    found = hashlib.sha256()
    for each in included(name):
        with open(os.path.join(BASE, each), "rb") as file:
            found.update(file.read())
    return found.hexdigest()


def stamp(name):
    return os.path.join(VENV, "installed-" + name)


def stamped(name):
    try:
        with open(stamp(name)) as file:
            return file.read() == digest(name)
    except OSError:
        return False


def say(words):
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
