"""The stylesheets of the site: many small files, each about one part, joined to one for every page
and one for each family of pages.

A page asks for one file besides the one that every page has, so that a phone on a slow line waits
for two and not for twenty; and without the comments, which are for us.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path("css")
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
# In the order in which they are joined: what comes later says more about less.
FAMILIES = {
    "core": (
        *("tokens", "base", "layout", "type", "mast", "shell", "parts", "buttons", "notes"),
        *("forms", "picks", "lists", "tables", "find", "regular", "photos", "charts", "map"),
        *("heat", "print"),
    ),
    "story": (
        *("tell", "story", "life", "beside", "safe", "ladder", "agreed", "cover", "player"),
        *("plan_writing", "profile", "timeline", "style", "print"),
    ),
    "desk": ("work", "area"),
    "record": ("record", "sides", "decisions", "people", "money", "library", "moving"),
}


def sources_of(family: str) -> list[Path]:
    """The files that are joined to the stylesheet of a family."""
    folder = settings.BASE_DIR / "static" / SOURCES / family
    return [folder / f"{name}.css" for name in FAMILIES[family]]


class JoinedStyles(BaseStorageFinder):
    """Finds css/core.css and its like, for the pages of a demo and for `collectstatic`; each is
    joined anew where a source is younger.
    """

    storage = FileSystemStorage(settings.BASE_DIR / "var" / "styles")

    def find(self, *args: Any, **kwargs: Any) -> Any:
        self._join()
        return super().find(*args, **kwargs)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        self._join()
        return super().list(ignore_patterns)

    def _join(self) -> None:
        for family in FAMILIES:
            sources = sources_of(family)
            joined = Path(self.storage.path(str(SOURCES / f"{family}.css")))
            youngest = max(source.stat().st_mtime for source in sources)
            if not joined.exists() or joined.stat().st_mtime < youngest:
                joined.parent.mkdir(parents=True, exist_ok=True)
                _write(joined, "\n".join(map(_without_comments, sources)))


def _without_comments(source: Path) -> str:
    return COMMENT.sub("", source.read_text("utf-8"))


def _write(place: Path, text: str) -> None:
    """All of it or nothing, as another process may read it at that moment."""
    with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as half:
        half.write(text)
    Path(half.name).chmod(0o644)
    os.replace(half.name, place)
