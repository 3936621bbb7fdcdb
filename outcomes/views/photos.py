"""The photos of a story: add some, say what they show, take one away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.accounts.roles import May
from outcomes.actions.photos import remove_photo, save_story_photos
from outcomes.actions.stories import Closed
from outcomes.forms.photos import StoryPhotoBag
from outcomes.models import ChangeStory
from outcomes.moves import OPEN_STATES
from outcomes.reads.photos import photos_of
from outcomes.views.found import story_or_404
from partnerships.actions.photos import ChangedMeanwhile, drop_unused
from partnerships.forms.photos import PhotosForm, uuid_of


@require_http_methods(["GET", "HEAD", "POST"])
def story_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """While the story is told everything can be changed.

    Later a photo can still be taken away, and nothing added.
    """
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, story)
    if story.state not in OPEN_STATES:
        return _only_away(request, story)
    bag = StoryPhotoBag(area=story.area, by=request.user, story=story)
    if request.method != "POST":
        return _page(request, story, PhotosForm(), bag.open())
    form = PhotosForm(request.POST)
    if not bag.read(request.POST, request.FILES).check(form):
        return _page(request, story, form, bag)
    try:
        save_story_photos(story, by=request.user, lines=bag.lines())
    except ChangedMeanwhile:
        form.add_error(
            "photos", _("Somebody else changed these photos just now. Look again, then save.")
        )
        return _page(request, story, form, bag)
    except Closed as sent:
        drop_unused(bag.taken_in)
        return _only_away(request, sent.story)
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


def _only_away(request, story: ChangeStory) -> HttpResponse:
    """A story that was sent keeps its photos as they were read; one that should not be there can
    always go.
    """
    context = {"section": "stories", "story": story, "area": story.area, "photos": photos_of(story)}
    return render(request, "outcomes/media/photos_away.html", context)


def _page(request, story: ChangeStory, form: PhotosForm, bag: StoryPhotoBag) -> HttpResponse:
    context = {"section": "stories", "story": story, "area": story.area, "form": form, "bag": bag}
    return render(request, "outcomes/media/photos.html", context)
