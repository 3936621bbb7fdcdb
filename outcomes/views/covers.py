"""One photo of a story: cover parts of it, or look at what somebody else covered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from outcomes.actions.covers import Overtaken, check_cover, cover_photo, uncover
from outcomes.actions.stories import Closed
from outcomes.forms.covers import CheckForm, CoverForm, down, squares
from outcomes.models import ChangeStory
from outcomes.moves import OPEN_STATES, tells
from outcomes.reads.covers import may_check, may_look
from outcomes.views.found import story_or_404
from partnerships.models import MediaItem


@require_http_methods(["GET", "HEAD", "POST"])
def photo_cover(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Covering is for those who tell the story, checking for anybody else who tells or reviews
    it.
    """
    story = story_or_404(request, pk)
    items = MediaItem.objects.filter(in_story__story=story, kind=MediaItem.Kind.PHOTO)
    item = get_object_or_404(items, pk=number)
    if not may_look(request.user, story):
        require(request.user, May.TELL, story.area)
    deed = {"cover": _cover, "check": _check, "uncover": _uncover}.get(request.POST.get("do", ""))
    return deed(request, story, item) if deed else _page(request, story, item)


def _cover(request, story: ChangeStory, item: MediaItem) -> HttpResponse:
    require(request.user, May.TELL, story.area)
    form = CoverForm(request.POST, rows=down(item.width, item.height))
    if not form.is_valid():
        return _page(request, story, item, form=form)
    try:
        cover_photo(story, item, by=request.user, boxes=form.boxes())
    except OSError:
        form.add_error(
            None,
            _("The photo could not be read just now. Nothing was changed. Try again in a while."),
        )
        return _page(request, story, item, form=form)
    messages.success(
        request, _("Covered. Nobody outside sees the photo until somebody else has looked at it.")
    )
    return redirect("photo_cover", story.pk, item.pk)


def _check(request, story: ChangeStory, item: MediaItem) -> HttpResponse:
    cover = get_object_or_404(item.redactions.all(), pk=request.POST.get("cover") or 0)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _page(request, story, item, check=form)
    try:
        check_cover(story, cover, by=request.user, nobody_known=form.cleaned_data["known"] == "no")
    except Overtaken:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))
    else:
        messages.success(
            request, _("Thank you. From now on others see the photo with these parts covered.")
        )
    return redirect("photo_cover", story.pk, item.pk)


def _uncover(request, story: ChangeStory, item: MediaItem) -> HttpResponse:
    try:
        uncover(story, item, by=request.user)
        messages.success(request, _("The photo is as it was taken again."))
    except Closed:
        messages.info(
            request, _("The story was sent. What is covered stays covered; you can cover more.")
        )
    return redirect("photo_cover", story.pk, item.pk)


def _page(request, story: ChangeStory, item: MediaItem, *, form=None, check=None) -> HttpResponse:
    cover = item.redactions.select_related("made_by", "checked_by").first()
    rows = down(item.width, item.height)
    chosen = squares(cover.boxes if cover else [], rows)
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "photo": item,
        "cover": cover,
        "may_cover": tells(request.user, story),
        "may_check": cover is not None
        and cover.checked_by_id is None
        and may_check(request.user, story, cover),
        "may_uncover": cover is not None and story.state in OPEN_STATES,
        "squares": chosen,
        "form": form or check or CoverForm(rows=rows),
        "check": check or CheckForm(),
    }
    return render(request, "outcomes/media/cover.html", context)
