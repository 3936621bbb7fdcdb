"""The one door photos leave by, which asks each time who wants to see; and the page where an
activity's are kept.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.core.photos import store
from bigstory.core.photos.sizes import SHOWN
from bigstory.pages.actions import change_photos
from outcomes.models import Publication
from outcomes.reads.covers import Lies, cover_to_look_at, picture_for
from outcomes.reads.photos import everybody_may_see, with_stories_of
from partnerships.actions.activities import may_change
from partnerships.actions.photos import ChangedMeanwhile, drop_unused
from partnerships.forms.photos import PhotoBag, PhotosForm
from partnerships.models import Activity, MediaItem
from partnerships.views.frame import of_area

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
    return hand_out(_picture(request.user, name), size)


def hand_out(found: Lies | None, size: str) -> HttpResponse:
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


def _picture(user, name: uuid.UUID) -> Lies | None:
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
