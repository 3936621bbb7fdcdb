"""The one door recordings and films leave by, which asks each time who wants to hear."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bigstory.core import ranges
from bigstory.core.recordings import store
from bigstory.core.recordings.make import FILM, SOUND, STILL
from bigstory.pages.views.photos import HEADERS, may_see
from partnerships.models import MediaItem

TYPES = {SOUND: "audio/mpeg", FILM: "video/mp4", STILL: "image/jpeg"}
CAPTIONS = "captions.vtt"


@login_not_required
@require_safe
def recording(request: HttpRequest, name: uuid.UUID, part: str) -> HttpResponse:
    """One file of it.

    Whoever may not hear it is told what they would be told of one that never was: 404.
    """
    if not may_see(request.user, name):
        raise Http404
    return hand_out(request, name, part)


def hand_out(request: HttpRequest, name: uuid.UUID, part: str) -> HttpResponse:
    """One file of it, or the part of a file that was asked for, to somebody who was looked at
    before. Raises Http404 where there is no such file.
    """
    if part not in (*TYPES, CAPTIONS):
        raise Http404
    if part == CAPTIONS:
        return _captions(name)
    try:
        file = store.open_part(name, part)
    except OSError:
        raise Http404 from None
    return ranges.answer(request, file, size=file.size, content_type=TYPES[part], headers=HEADERS)


def _captions(name: uuid.UUID) -> HttpResponse:
    found = MediaItem.objects.filter(name=name).values_list("captions", flat=True).first()
    if not found:
        raise Http404
    return HttpResponse(found, content_type="text/vtt; charset=utf-8", headers=HEADERS)
