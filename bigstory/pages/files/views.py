"""The one door by which photos, recordings and films leave; it checks permission each time.

A signed-in person or a visitor asks for them by name; somebody in a story also through their own
link, without an account.
"""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from bigstory.core.files import ranges
from bigstory.core.files.photos import store as photo_store
from bigstory.core.files.photos.kinds import SHOWN
from bigstory.core.files.recordings import store as recording_store
from bigstory.core.files.recordings.make import FILM, SOUND, STILL
from bigstory.core.text.clean import clean
from bigstory.core.web import OF_A_FILE
from bigstory.kit.wrong_links import count_wrong_link
from outcomes.consent.actions import links
from outcomes.consent.queries.person_link import media_of
from outcomes.media.queries.covers import PictureFile, cover_to_look_at, picture_for
from outcomes.media.queries.items import captions_for, may_see_on_a_copy, may_see_with_story
from partnerships.models import MediaItem

TYPES = {SOUND: "audio/mpeg", FILM: "video/mp4", STILL: "image/jpeg"}
CAPTIONS = "captions.vtt"


@login_not_required
@require_safe
def photo(request: HttpRequest, name: uuid.UUID, size: str) -> HttpResponse:
    """One size of a photo; 404 to whoever may not see it, as for one that never was.

    A photo in which parts are covered has one address for all, and what lies behind it depends on
    the reader.
    """
    return _photo_file(_picture(request.user, name), size)


def _photo_file(picture: PictureFile | None, size: str) -> HttpResponse:
    """The file of a picture whose reader was checked. Raises Http404 where there is none."""
    if picture is None or size not in SHOWN:
        raise Http404
    try:
        file = photo_store.open_copy(picture.name, size, picture.cover)
    except OSError:
        raise Http404 from None
    return FileResponse(file, content_type="image/jpeg", headers=OF_A_FILE)


def _picture(user, name: uuid.UUID) -> PictureFile | None:
    return picture_for(user, name) if _may_see(user, name) else cover_to_look_at(user, name)


def _may_see(user, name: uuid.UUID) -> bool:
    """Whether a photo or recording belongs to an activity, a story or a copy this person reads."""
    if MediaItem.objects.visible_to(user).filter(name=name).exists():
        return True
    if user.is_authenticated and may_see_with_story(user, name):
        return True
    return may_see_on_a_copy(user, name)


@login_not_required
@require_safe
def recording(request: HttpRequest, name: uuid.UUID, part: str) -> HttpResponse:
    """One file of a recording or film; 404 to whoever may not hear it, as if it never was."""
    if not _may_see(request.user, name):
        raise Http404
    if part == CAPTIONS:
        return _captions(captions_for(request.user, name))
    return _recording_file(request, name, part)


def _recording_file(request: HttpRequest, name: uuid.UUID, part: str) -> HttpResponse:
    """One file, or the range of it in the request, for a reader who was checked.

    Raises Http404 where there is no such file.
    """
    if part not in TYPES:
        raise Http404
    try:
        file = recording_store.open_part(name, part)
    except OSError:
        raise Http404 from None
    return ranges.answer(request, file, size=file.size, content_type=TYPES[part], headers=OF_A_FILE)


def _captions(captions: str) -> HttpResponse:
    if not captions:
        raise Http404
    return HttpResponse(clean(captions), content_type="text/vtt; charset=utf-8", headers=OF_A_FILE)


@login_not_required
@require_safe
@sensitive_variables("secret")
def mine_media(request: HttpRequest, secret: str, name: uuid.UUID, part: str) -> HttpResponse:
    """One file of somebody's own stories, by their link.

    404 for whatever is not theirs, and once the link has ended.
    """
    link = links.link_of(secret)
    if link is None and count_wrong_link(request).too_often:
        return HttpResponse(status=429)
    if link is None or link.ended_at is not None:
        raise Http404
    item = media_of(link.person).filter(name=name).first()
    if item is None:
        raise Http404
    if item.kind == MediaItem.Kind.PHOTO:
        # Whoever is signed in on this phone: the link is a stranger's key, and opens what a
        # stranger may see.
        return _photo_file(picture_for(AnonymousUser(), name), part)
    if part == CAPTIONS:
        return _captions(item.captions)
    return _recording_file(request, name, part)
