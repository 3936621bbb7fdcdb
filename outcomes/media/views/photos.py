"""The photos of a story: added, described, taken away; and the covers over parts of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.files.refused import Refused
from bigstory.kit.numbers.rows import row_number
from outcomes.media.actions.photos import (
    Overtaken,
    check_cover,
    cover_photo,
    remove_photo,
    save_story_photos,
    uncover,
)
from outcomes.media.forms.photos import CheckForm, CoverForm, StoryPhotoBag, rows_of, squares
from outcomes.media.queries.covers import may_check, may_look
from outcomes.media.queries.items import photos_of
from outcomes.models import ChangeStory
from outcomes.stories.actions.telling import Closed
from outcomes.stories.models.moves import OPEN_STATES, tells
from outcomes.stories.views.story import of_story, story_or_404
from partnerships.log.actions.photos import ChangedMeanwhile, drop_unused
from partnerships.log.forms.photos import PhotosForm, uuid_of
from partnerships.log.views.photos import photos_two_wrote
from partnerships.models import MediaItem


@require_http_methods(["GET", "HEAD", "POST"])
def story_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """While the story is told everything can be changed; later a photo can only be taken away."""
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, story)
    if story.state not in OPEN_STATES:
        page = _sent_meanwhile if request.method == "POST" else _removal_page
        return page(request, story)
    bag = StoryPhotoBag(area=story.area, by=request.user, story=story)
    if request.method != "POST":
        return _photos_page(request, story, PhotosForm(), bag.open())
    form = PhotosForm(request.POST)
    if not bag.read(request.POST, request.FILES).check(form):
        return _photos_page(request, story, form, bag)
    if bag.clashes:
        frame = of_story(story) | {"thing": story.title}
        return photos_two_wrote(request, bag, frame | {"form": form})
    try:
        save_story_photos(story, by=request.user, lines=bag.lines())
    except ChangedMeanwhile:
        form.add_error(
            "photos", _("Somebody else changed these photos just now. Look again, then save.")
        )
        return _photos_page(request, story, form, bag)
    except Closed:
        drop_unused(bag.taken_in)
        return _sent_meanwhile(request, story)
    drop_unused(bag.taken_in)
    messages.success(request, _("Saved."))
    return redirect("story_tell", story.pk, "know")


def _remove(request, story: ChangeStory) -> HttpResponse:
    name = uuid_of(request.POST["remove"])
    if name and remove_photo(story, name=name, by=request.user):
        messages.success(request, _("The photo is gone, for everybody."))
    else:
        messages.info(request, _("That photo was gone already."))
    return redirect("story_photos", story.pk)


def _sent_meanwhile(request, story: ChangeStory) -> HttpResponse:
    messages.warning(
        request, _("The story is not being told any more, so nothing was changed in its photos.")
    )
    return redirect("story_photos", story.pk)


def _removal_page(request, story: ChangeStory) -> HttpResponse:
    """A story that was sent keeps its photos as they were read; any can still be taken away."""
    context = of_story(story) | {"photos": photos_of(story)}
    return render(request, "outcomes/media/photos_away.html", context)


def _photos_page(request, story: ChangeStory, form: PhotosForm, bag: StoryPhotoBag) -> HttpResponse:
    context = of_story(story) | {"form": form, "bag": bag}
    return render(request, "outcomes/media/photos.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def photo_cover(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Cover parts of a photo, check what somebody else covered, or take the boxes off.

    Covering is for those who tell the story, checking for anybody else who tells or reviews it.
    """
    story = story_or_404(request, pk)
    items = MediaItem.objects.filter(in_story__story=story, kind=MediaItem.Kind.PHOTO)
    item = get_object_or_404(items, pk=number)
    if not may_look(request.user, story):
        require(request.user, May.TELL, story.area)
    action = {"cover": _cover, "check": _check, "uncover": _uncover}.get(request.POST.get("do", ""))
    return action(request, story, item) if action else _cover_page(request, story, item)


def _cover(request, story: ChangeStory, item: MediaItem) -> HttpResponse:
    require(request.user, May.TELL, story.area)
    form = CoverForm(request.POST, rows=rows_of(item.width, item.height))
    if not form.is_valid():
        return _cover_page(request, story, item, form=form)
    boxes = form.boxes()
    try:
        cover_photo(story, item, by=request.user, boxes=boxes)
    except Refused as refused:
        form.add_error("square", refused.problems[0])
        return _cover_page(request, story, item, form=form, boxes=boxes)
    except OSError:
        form.add_error(
            None,
            _("The photo could not be read just now. Nothing was changed. Try again in a while."),
        )
        return _cover_page(request, story, item, form=form, boxes=boxes)
    messages.success(
        request, _("Covered. Nobody outside sees the photo until somebody else has looked at it.")
    )
    return redirect("photo_cover", story.pk, item.pk)


def _check(request, story: ChangeStory, item: MediaItem) -> HttpResponse:
    cover = get_object_or_404(item.redactions, pk=row_number(request.POST.get("cover", "")))
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _cover_page(request, story, item, check=form)
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


def _cover_page(
    request, story: ChangeStory, item: MediaItem, *, form=None, check=None, boxes=None
) -> HttpResponse:
    """`boxes` are those just chosen, where they could not be kept."""
    cover = item.redactions.select_related("made_by", "checked_by").first()
    rows = rows_of(item.width, item.height)
    boxes = boxes or (cover.boxes if cover else [])
    context = {
        **of_story(story),
        "photo": item,
        "cover": cover,
        "may_cover": tells(request.user, story),
        "may_check": cover is not None
        and cover.checked_by_id is None
        and may_check(request.user, story, cover),
        "may_uncover": cover is not None and story.state in OPEN_STATES,
        "squares": squares(boxes, rows),
        "form": form or check or CoverForm(rows=rows),
        "check": check or CheckForm(),
    }
    return render(request, "outcomes/media/cover.html", context)
