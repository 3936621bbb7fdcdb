"""All that is held on somebody as one file to give them: a page to read, the same as data, and the
photos and recordings.
"""

import json
import zipfile
from io import BytesIO
from pathlib import Path

from django.core.files.base import File
from django.template.loader import render_to_string

from bigstory.core.photos import store
from bigstory.core.recordings import store as recordings
from bigstory.core.recordings.make import FILM, SOUND
from outcomes.models import Person
from outcomes.reads.held import held_on
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
