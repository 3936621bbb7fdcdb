"""Everything held on somebody in a story, as a ZIP."""

import json
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from django.core.files.base import File
from django.template.loader import render_to_string

from bigstory.core.files.photos import store as photo_store
from bigstory.core.files.recordings import store as recording_store
from bigstory.core.files.recordings.make import FILM, SOUND
from outcomes.consent.queries.people import told_by_them
from outcomes.consent.queries.subject_access import rows_held_on
from outcomes.models import Person
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
