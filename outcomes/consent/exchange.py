"""All that is held on somebody as one file to give them: a page to read, the same as data, and the
photos and recordings.

The list of erasures as a file beside the database: a key and a moment a line, and never who it
was.

A backup that is restored brings erased people back. The file is no part of it, so that
`replay_erasures` can erase them again before the site opens; until then `/health/` says "pending".
"""

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.template.loader import render_to_string
from django.utils import timezone

from bigstory.core.files.photos import store
from bigstory.core.files.recordings import store as recordings
from bigstory.core.files.recordings.make import FILM, SOUND
from outcomes.consent.queries.subject_access import held_on
from outcomes.models import Erasure, Person
from partnerships.models import MediaItem

Kind = MediaItem.Kind
FOLDERS = {
    Kind.PHOTO: "photos",
    Kind.AUDIO: "recordings",
    Kind.FILM: "films",
    Kind.DOCUMENT: "papers",
}


def as_zip(person: Person) -> bytes:
    """A ZIP. Other people's names are masked in it; a person looks it over before it is sent."""
    held = held_on(person)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "held.json",
            json.dumps({each.label: each.rows for each in held}, indent=1, ensure_ascii=False),
        )
        file.writestr(
            "held.html",
            render_to_string("outcomes/consent/held.html", {"person": person, "held": held}),
        )
        for item in MediaItem.objects.filter(in_story__story__teller=person):
            try:
                with _kept(item) as kept:
                    file.writestr(
                        f"{FOLDERS[item.kind]}/{item.name}{Path(kept.name).suffix}", kept.read()
                    )
            except OSError:
                continue  # the list in held.json says that it was there
    return out.getvalue()


def _kept(item: MediaItem) -> File:
    if item.kind == MediaItem.Kind.PHOTO:
        return store.open_copy(item.name, "master")
    return recordings.open_part(item.name, FILM if item.is_film else SOUND)


def write_down(key: UUID) -> None:
    """Add a line, on the disk before this returns.

    OSError: nothing may be called erased that could come back.
    """
    path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="ascii") as file:
        file.write(f"{key} {timezone.now().isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())


def keys() -> list[UUID]:
    """Every key, oldest first, each once. A line that was cut short by a crash is no key."""
    try:
        lines = settings.ERASURE_LEDGER.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []
    return list(dict.fromkeys(key for line in lines if (key := _key(line))))


def _key(line: str) -> UUID | None:
    try:
        return UUID(line.split(" ")[0])
    except ValueError:
        return None


def to_replay() -> list[UUID]:
    """Those the database knows nothing of."""
    known = set(Erasure.objects.values_list("key", flat=True))
    return [key for key in keys() if key not in known]


def replayed() -> str:
    """For `/health/`."""
    return "pending" if to_replay() else "ok"
