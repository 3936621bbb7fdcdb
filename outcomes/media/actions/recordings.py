"""Recordings and films of a story, and its films at YouTube or Vimeo: added, described, removed.

What visitors see follows in the same transaction. A recording is made anew at once; a film sent to
this site is put aside and made ready by a worker.
"""

import shutil
import uuid
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core.db import audit
from bigstory.core.db.tokens import FormToken
from bigstory.core.db.versioned import Conflict
from bigstory.core.files import workshop
from bigstory.core.files.recordings import (
    RecordingRefused,
    Sent,
    Why,
    look,
    make_film,
    make_sound,
    store,
)
from bigstory.core.files.refused import Refused
from bigstory.core.privacy.erasing import NOBODYS
from bigstory.core.work.mail import post
from bigstory.core.work.tasks import FILMS, task
from bigstory.kit.marks import Mark, merge
from bigstory.kit.once import digest_of, once_with_files
from bigstory.kit.two_editors import save_merged, words_of
from outcomes.media.queries.items import RECORDINGS, Kind
from outcomes.models import ChangeStory, ElsewhereFilm, StoryMedia
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.actions.spoken import update_spoken_text
from outcomes.stories.actions.evidence import open_story, touched
from outcomes.stories.models.moves import tells
from partnerships.log.actions.photos import take_away
from partnerships.models import MediaItem

MAX_FILMS = 5  # at other sites, beside one story
# What people write about a recording.
DESCRIPTION_FIELDS = ("alt_text", "people", "transcript", "captions", "credit")
FILM_FIELDS = ("title", "said_by", "said_by_is", "people", "transcript")


def add_recording(story: ChangeStory, *, by, file, token: uuid.UUID | None = None) -> MediaItem:
    """Add a recording or a film to a story. The same file with the same token is added once.

    A recording is made anew at once. A film takes minutes, so it is put aside and made ready
    afterwards. Files are stored before the row is written, and go again where it cannot be. Raises
    Closed once the story is sent; Refused with a sentence.
    """
    with transaction.atomic():
        _refuse_too_many(open_story(story, by=by))
    with _temporary_file(file) as sent:
        digest = _digest(sent)
        token = uuid.uuid5(token, digest) if token else uuid.uuid4()
        if earlier := _recording_of_token(by, token):
            return earlier
        values, name = _stored(look(sent), sent)
    make = partial(_create_recording, story, by, name, values)
    first = once_with_files(
        user=by, token=token, body=digest, name=name, make=make, take_away=store.take_away
    )
    return MediaItem.objects.get(name=first)


def _stored(sent: Sent, path: Path) -> tuple[dict, uuid.UUID]:
    """The columns of the row, and the name its files are stored under."""
    if sent.film:
        size = path.stat().st_size
        waiting = {
            "kind": Kind.FILM,
            "seconds": sent.seconds,
            "bytes": size,
            "unready": MediaItem.COMING,
        }
        return waiting, store.put_aside(path)
    sound = make_sound(path, path.parent)
    return {"kind": Kind.AUDIO, "seconds": sound.seconds, "bytes": sound.bytes}, store.keep(sound)


def _create_recording(story: ChangeStory, by, name: uuid.UUID, values: dict) -> str:
    current = open_story(story, by=by)
    _refuse_too_many(current)
    last = current.media.aggregate(last=Max("order"))["last"] or 0
    item = MediaItem.objects.create(
        area=current.area, for_story=True, name=name, added_by=by, order=last + 1, **values
    )
    StoryMedia.objects.create(story=current, media=item, order=last + 1)
    _record_change(current, "added", item, by=by)
    if item.unready:
        make_film_ready.later(pk=item.pk)
    return str(name)


@transaction.atomic
def describe_recording(
    story: ChangeStory, item: MediaItem, *, by, seen: Mark, values: dict
) -> bool:
    """Save what somebody wrote about a recording. False where nothing is new.

    Raises Closed once the story is sent, MediaItem.DoesNotExist when it was taken away, and
    Conflict where somebody else changed the same words.
    """
    current = open_story(story, by=by)
    changed = save_merged(item, seen=seen, values=values)
    if changed:
        _record_change(current, "changed", item, by=by)
    return bool(changed)


@transaction.atomic
def remove_recording(story: ChangeStory, item: MediaItem, *, by) -> bool:
    """Take a recording away, in any state of the story. False where it was gone already."""
    current = ChangeStory.objects.lock(story)
    if not tells(by, current):
        raise PermissionDenied
    current_item = MediaItem.objects.filter(
        in_story__story=current, pk=item.pk, kind__in=RECORDINGS
    ).first()
    if current_item is None:
        return False
    take_away(current_item)
    update_spoken_text(current)
    audit.record("changestory.recordings", current, by=by, area=current.area.slug, did="taken_away")
    tighten_publication(current, by=by)
    return True


def make_ready(pk: int) -> None:
    """Make a film that was put aside, or record on its row why that cannot be done.

    The file that was sent is gone afterwards.
    """
    item = MediaItem.objects.filter(pk=pk).first()
    if item is None:
        return
    if item.unready != MediaItem.COMING:
        # Done by a worker that was cut off before this last step.
        store.forget(item.name)
        return
    with workshop.folder() as folder:
        try:
            film = make_film(store.fetch(item.name, folder), folder)
            store.keep(film, item.name)
        except (RecordingRefused, FileNotFoundError) as error:
            values = {"unready": getattr(error, "why", Why.DAMAGED)}
        else:
            size = {"width": film.width, "height": film.height, "bytes": film.bytes}
            values = {"unready": "", "seconds": film.seconds, **size}
    if MediaItem.objects.filter(pk=pk).update(**values):
        store.forget(item.name)
    else:
        store.take_away(item.name)  # taken away while it was made


def _ask_for_another(pk: int) -> None:
    """Say on the film's row, and to whoever sent it, that it could not be made ready."""
    coming = MediaItem.objects.filter(pk=pk, unready=MediaItem.COMING)
    item = coming.select_related("added_by", "in_story__story").first()
    if item is None or not hasattr(item, "in_story"):
        return
    coming.update(unready=Why.NOT_MADE)
    transaction.on_commit(partial(store.forget, item.name))
    if item.added_by.email.endswith(NOBODYS):
        return
    context = {"story": item.in_story.story}
    post("film_given_up", to=item.added_by.email, context=context, about=item)


@task("film.ready", order=FILMS, gave_up=_ask_for_another)
def make_film_ready(pk: int) -> None:
    """`make_ready`, after the page was answered."""
    make_ready(pk)


def _record_change(story: ChangeStory, did: str, item: MediaItem, *, by) -> None:
    audit.record(
        "changestory.recordings", story, by=by, area=story.area.slug, did=did, kind=item.kind
    )
    update_spoken_text(story)
    touched(story)
    tighten_publication(story, by=by)


def _refuse_too_many(story: ChangeStory) -> None:
    most = settings.RECORDINGS_PER_STORY
    if story.media.filter(media__kind__in=RECORDINGS).count() >= most:
        words = ngettext(
            "One story holds %(n)s recording.", "One story holds %(n)s recordings.", most
        ) % {"n": most}
        raise Refused([words])


def _recording_of_token(by, token: uuid.UUID) -> MediaItem | None:
    sent = FormToken.objects.filter(user=by, token=token).values_list("result", flat=True).first()
    return MediaItem.objects.filter(name=sent).first() if sent else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of(file)


@contextmanager
def _temporary_file(file):
    """The upload as a file on the disk, in a folder that is deleted afterwards."""
    if file.size > settings.RECORDING_MAX_BYTES:
        raise RecordingRefused(Why.BYTES)
    with workshop.folder() as folder:
        path = folder / "sent"
        file.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        yield path


@transaction.atomic
def add_film(story: ChangeStory, *, by, values: dict) -> ElsewhereFilm:
    """Add a film at YouTube or Vimeo.

    Raises Closed once the story is sent; Refused where the film is there already, or very many are.
    """
    current = open_story(story, by=by)
    if current.films.filter(host=values["host"], film_id=values["film_id"]).exists():
        raise Refused([_("This film is with the story already.")])
    if current.films.count() >= MAX_FILMS:
        raise Refused(
            [
                _("There are %(n)s films with this story already. Take one away first.")
                % {"n": MAX_FILMS}
            ]
        )
    last = current.films.aggregate(last=Max("order"))["last"] or 0
    film = ElsewhereFilm.objects.create(story=current, order=last + 1, added_by=by, **values)
    _record_film_change(current, "film.added", film, by=by)
    return film


@transaction.atomic
def change_film(film: ElsewhereFilm, *, by, seen: Mark, values: dict) -> ElsewhereFilm:
    """Change a film, or what is written about it. `values` are some of `film_parts`.

    Raises Closed once the story is sent; Refused where it has become another film of the story;
    ElsewhereFilm.DoesNotExist where it is gone; Conflict where somebody else changed the same.
    """
    current = open_story(film.story, by=by)
    film = ElsewhereFilm.objects.select_for_update().get(pk=film.pk)
    merged = merge(seen, film_parts(film), values)
    if merged.clashes:
        raise Conflict(film, merged.clashes)
    changed = dict(merged.values)
    if address := changed.pop("address", None):
        changed |= {"host": address.host, "film_id": address.film_id}
        others = current.films.exclude(pk=film.pk)
        if others.filter(host=address.host, film_id=address.film_id).exists():
            raise Refused([_("This film is with the story already.")])
    for name, value in changed.items():
        setattr(film, name, value)
    if changed:
        film.save(update_fields=[*changed])
        _record_film_change(current, "film.changed", film, by=by)
    return film


def film_parts(film: ElsewhereFilm) -> dict:
    """A film's address and what is written about it, by the name of the part."""
    return {"address": film.at} | words_of(film, FILM_FIELDS)


@transaction.atomic
def remove_film(film: ElsewhereFilm, *, by) -> None:
    """Take a film away, in any state of the story. Twice does no harm."""
    current = ChangeStory.objects.lock(film.story)
    if not tells(by, current):
        raise PermissionDenied
    if current_film := current.films.filter(pk=film.pk).first():
        audit.record(
            "film.taken_away", current_film, by=by, area=current.area.slug, story=current.pk
        )
        current_film.delete()
        update_spoken_text(current)
        tighten_publication(current, by=by)


def _record_film_change(story: ChangeStory, verb: str, film: ElsewhereFilm, *, by) -> None:
    audit.record(verb, film, by=by, area=story.area.slug, story=story.pk)
    update_spoken_text(story)
    touched(story)
    tighten_publication(story, by=by)
