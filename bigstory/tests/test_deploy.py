"""What docs/deploy.md says can be typed, and the backup keeps a password to itself."""

import os
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

DEPLOY = Path(__file__).resolve().parents[2] / "docs" / "deploy"
PAGE = DEPLOY.with_suffix(".md").read_text()
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
SCRIPTS = [path.read_text() for path in sorted(DEPLOY.glob("*.sh"))]


@pytest.mark.parametrize("text", [*BLOCKS, *SCRIPTS])
def test_a_shell_reads_what_is_to_be_typed(text):
    read = subprocess.run(["sh", "-n"], input=text, text=True, capture_output=True)
    assert (read.returncode, read.stderr) == (0, "")


def test_the_settings_are_the_same_for_a_shell_and_for_systemd():
    """Which takes what comes after a value as part of it."""
    (settings,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    lines = [line for line in settings.splitlines() if not line.startswith("#")]
    one = re.compile(r"""[A-Z_]+=([^\s"#]*|"[^"]*")""")
    assert [line for line in lines if not one.fullmatch(line)] == []


def test_the_backup_tells_nobody_on_the_machine_the_password(tmp_path):
    programs, backups, files = (tmp_path / name for name in ("bin", "backups", "files"))
    for folder in (programs, backups, files):
        folder.mkdir()
    told = tmp_path / "told"
    fake = programs / "pg_dump"
    fake.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$PGPASSWORD" "$@" > {told}\ntouch "{backups}/.database"\n'
    )
    fake.chmod(0o755)
    where = {
        "DATABASE_URL": "postgres://big:h%27u$sh@127.0.0.1:5433/story?sslmode=require",
        "BACKUPS": str(backups),
        "STORAGE_DIR": str(files),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    subprocess.run(["sh", DEPLOY / "backup.sh"], env=where, check=True)
    password, *typed = told.read_text().splitlines()
    assert password == "h'u$sh"
    assert "--dbname=postgres://big@127.0.0.1:5433/story?sslmode=require" in typed
    assert "sh@" not in " ".join(typed)
    assert len(list(backups.glob("*.tar"))) == len(list(backups.glob("*.dump"))) == 1
