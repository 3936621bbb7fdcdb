"""The one door photos leave by, which asks each time who wants to see; and the page where an
activity's are kept.

The one door recordings and films leave by, which asks each time who wants to hear.

What is kept with somebody's stories, for themselves: through their own link, without an
account.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.files import ranges
from bigstory.core.files.photos import store
from bigstory.core.files.photos.kinds import SHOWN
from bigstory.core.files.recordings import store as recordings_store
from bigstory.core.files.recordings.make import FILM, SOUND, STILL
from bigstory.pages.activities.actions import change_photos
from outcomes.consent.actions import links
from outcomes.consent.queries.person_link import media_of
from outcomes.consent.views.mine import tried_too_often
from outcomes.media.queries import (
    PictureFile,
    cover_to_look_at,
    everybody_may_see,
    picture_for,
    with_stories_of,
)
from outcomes.models import Publication
from partnerships.log.actions.activities import may_change
from partnerships.log.actions.photos import ChangedMeanwhile, drop_unused
from partnerships.log.forms.photos import PhotoBag, PhotosForm
from partnerships.models import Activity, MediaItem

# Nobody keeps a copy for others, and the browser asks again each time: taking a photo away works at
# once.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@login_not_required
@require_safe
def photo(request: HttpRequest, name: uuid.UUID, size: str) -> HttpResponse:
    """One file of a photo.

    Whoever may not see it is told what they would be told of one that never was: 404.

    A photo in which parts are covered has one address for all, and what lies behind it depends on
    who asks.
    """
    return hand_out_photo(_picture(request.user, name), size)


def hand_out_photo(found: PictureFile | None, size: str) -> HttpResponse:
    """Its file in this size, to somebody who was looked at before.

    Raises Http404 where there is none.
    """
    if found is None or size not in SHOWN:
        raise Http404
    try:
        file = store.open_copy(found.name, size, found.cover)
    except OSError:
        raise Http404 from None
    return FileResponse(file, content_type="image/jpeg", headers=HEADERS)


def _picture(user, name: uuid.UUID) -> PictureFile | None:
    return picture_for(user, name) if may_see(user, name) else cover_to_look_at(user, name)


def may_see(user, name: uuid.UUID) -> bool:
    """With what happened, with a story this person reads, or with what everybody reads."""
    if MediaItem.objects.visible_to(user).filter(name=name).exists():
        return True
    return (
        user.is_authenticated and with_stories_of(user).filter(name=name).exists()
    ) or everybody_may_see(name)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_photos(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add photos to something that happened, say what they show, take one away."""
    visible = Activity.objects.visible_to(request.user).select_related("area__programme")
    found = get_object_or_404(visible, area__slug=slug, pk=pk)
    if not may_change(request.user, found):
        require(request.user, May.EDIT_LOG, found.area)
    bag = PhotoBag(area=found.area, by=request.user, activity=found, whole=True)
    if request.method != "POST":
        return _page(request, found, PhotosForm(), bag.open())
    form = PhotosForm(request.POST)
    if not bag.read(request.POST, request.FILES).check(form):
        return _page(request, found, form, bag)
    try:
        came_down = change_photos(activity=found, by=request.user, lines=bag.lines())
    except ChangedMeanwhile:
        form.add_error(
            "photos", _("Somebody else changed these photos just now. Look again, then save.")
        )
        return _page(request, found, form, bag)
    drop_unused(bag.taken_in)
    messages.success(request, _saved(came_down, Words(found.area.programme.words)))
    return redirect("activity", slug=slug, pk=pk)


def _saved(came_down: bool, words: Words) -> str:
    if not came_down:
        return _("Saved.")
    return (
        _("Saved. It was public, so it is taken down until %(funder)s has looked at it again.")
        % words
    )


def _page(request: HttpRequest, found: Activity, form: PhotosForm, bag: PhotoBag) -> HttpResponse:
    context = {
        **of_area(request, found.area, "activities"),
        "activity": found,
        "form": form,
        "bag": bag,
        "is_public": Publication.objects.filter(activity=found).exists(),
    }
    return render(request, "pages/activity/photos.html", context)


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
    return hand_out_recording(request, name, part)


def hand_out_recording(request: HttpRequest, name: uuid.UUID, part: str) -> HttpResponse:
    """One file of it, or the part of a file that was asked for, to somebody who was looked at
    before. Raises Http404 where there is no such file.
    """
    if part not in (*TYPES, CAPTIONS):
        raise Http404
    if part == CAPTIONS:
        return _captions(name)
    try:
        file = recordings_store.open_part(name, part)
    except OSError:
        raise Http404 from None
    return ranges.answer(request, file, size=file.size, content_type=TYPES[part], headers=HEADERS)


def _captions(name: uuid.UUID) -> HttpResponse:
    found = MediaItem.objects.filter(name=name).values_list("captions", flat=True).first()
    if not found:
        raise Http404
    return HttpResponse(found, content_type="text/vtt; charset=utf-8", headers=HEADERS)


@login_not_required
@require_safe
@sensitive_variables("secret")
def mine_media(request: HttpRequest, secret: str, name: uuid.UUID, part: str) -> HttpResponse:
    """One file. 404 for whatever is not theirs, and once the link has ended."""
    link = links.link_of(secret)
    if link is None and tried_too_often(request):
        return HttpResponse(status=429)
    item = (
        media_of(link.person).filter(name=name).first() if link and link.ended_at is None else None
    )
    if item is None:
        raise Http404
    if item.kind == MediaItem.Kind.PHOTO:
        # Whoever is signed in on this phone: the link is a stranger's key, and opens what a
        # stranger may see.
        return hand_out_photo(picture_for(AnonymousUser(), name), part)
    return hand_out_recording(request, name, part)
