"""Files about people in stories: everything held on somebody as a ZIP, and the ledger of erasures.

The ledger is a file beside the database: a key, a moment and the addresses of places a line, and
never who it was. A backup that is restored brings erased people back. The file is no part of the
backup, so that `replay_erasures` can erase them again before the site opens; until then `/health/`
says "pending".
"""

import json
import os
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.template.loader import render_to_string
from django.utils import timezone

from bigstory.core.files.photos import store as photo_store
from bigstory.core.files.recordings import store as recording_store
from bigstory.core.files.recordings.make import FILM, SOUND
from outcomes.consent.queries.people import told_by_them
from outcomes.consent.queries.subject_access import rows_held_on
from outcomes.models import Erasure, Person
from partnerships.models import MediaItem

Kind = MediaItem.Kind
FOLDERS = {
    Kind.PHOTO: "photos",
    Kind.AUDIO: "recordings",
    Kind.FILM: "films",
    Kind.DOCUMENT: "papers",
}


def subject_access_zip(person: Person, ticked: Iterable[str] = ()) -> bytes:
    """Everything held on them: a page to read, the same as JSON, and the media of their stories.

    `ticked` are addresses of places that somebody said are theirs too. Other people's names are
    masked in it; a person looks it over before it is sent.
    """
    held = rows_held_on(person, frozenset(ticked))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "held.json",
            json.dumps({model.label: model.rows for model in held}, indent=1, ensure_ascii=False),
        )
        file.writestr(
            "held.html",
            render_to_string("outcomes/consent/held.html", {"person": person, "held": held}),
        )
        for item in MediaItem.objects.filter(in_story__story__in=told_by_them(person)):
            try:
                with _stored_file(item) as stored:
                    suffix = Path(stored.name).suffix
                    file.writestr(f"{FOLDERS[item.kind]}/{item.name}{suffix}", stored.read())
            except OSError:
                continue  # the list in held.json says that it was there
    return out.getvalue()


def _stored_file(item: MediaItem) -> File:
    if item.kind == MediaItem.Kind.PHOTO:
        return photo_store.open_copy(item.name, "master")
    return recording_store.open_part(item.name, FILM if item.is_film else SOUND)


def add_to_ledger(key: UUID, places: Iterable[str] = ()) -> None:
    """Add a line for an erased person, on the disk before this returns.

    `places` are the addresses somebody ticked as theirs: a model, a field, the number of a row.

    Raises OSError: then nobody may be called erased, because a backup could bring them back.
    """
    path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="ascii") as file:
        file.write(f"{key} {timezone.now().isoformat()} {','.join(places)}\n")
        file.flush()
        os.fsync(file.fileno())


def keys_in_ledger() -> list[UUID]:
    """Every key, oldest first, each once. A line that a crash cut short is no key."""
    return list(erasures_in_ledger())


def erasures_in_ledger() -> dict[UUID, list[str]]:
    """The places of each key, oldest first."""
    try:
        lines = settings.ERASURE_LEDGER.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return {}
    erasures: dict[UUID, list[str]] = {}
    for key, places in filter(None, map(_erasure, lines)):
        erasures.setdefault(key, []).extend(places)
    return erasures


def _erasure(line: str) -> tuple[UUID, list[str]] | None:
    key, _space, rest = line.partition(" ")
    places = rest.partition(" ")[2]
    try:
        return UUID(key), places.split(",") if places else []
    except ValueError:
        return None


def keys_to_replay() -> list[UUID]:
    """The keys whose erasure the database does not know."""
    return list(erasures_to_replay())


def erasures_to_replay() -> dict[UUID, list[str]]:
    """The same with the places that were ticked then."""
    known = set(Erasure.objects.values_list("key", flat=True))
    return {key: places for key, places in erasures_in_ledger().items() if key not in known}


def ledger_health() -> str:
    """For `/health/`: whether every erasure of the ledger is in the database."""
    return "pending" if keys_to_replay() else "ok"
