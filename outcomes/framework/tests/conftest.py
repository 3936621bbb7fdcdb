"""A framework file as somebody might send one."""

from pathlib import Path

import pytest


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "framework.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
