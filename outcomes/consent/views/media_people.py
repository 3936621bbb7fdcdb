"""Who can be recognised in one photo, recording or film of a story.

What each of them allows decides whether everybody sees it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from outcomes.consent.actions.people import set_media_people
from outcomes.consent.forms.people import MediaPeopleForm
from outcomes.models import ChangeStory
from outcomes.publishing.models.gate import in_words
from outcomes.publishing.queries.facts import keeps_media_in
from outcomes.stories.views.story import story_or_404
from partnerships.models import MediaItem


@require_http_methods(["GET", "HEAD", "POST"])
def media_people(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    story = story_or_404(request, pk)
    item = get_object_or_404(MediaItem.objects.filter(in_story__story=story), pk=number)
    require(request.user, May.RECORD_PERMISSIONS, story.area)
    if request.method != "POST":
        return _page(request, story, item, MediaPeopleForm(story=story, item=item))
    form = MediaPeopleForm(request.POST, story=story, item=item)
    if not form.is_valid():
        return _page(request, story, item, form)
    data = form.cleaned_data
    set_media_people(story, item, by=request.user, people=data["people"], unknown=data["how_many"])
    messages.success(request, _("Kept. What each of them allowed is followed from now on."))
    return redirect("media_people", pk, number)


def _page(request, story: ChangeStory, item: MediaItem, form: MediaPeopleForm) -> HttpResponse:
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "item": item,
        "is_photo": item.kind == MediaItem.Kind.PHOTO,
        "form": form,
        "keeps_in": in_words(keeps_media_in(story, item)),
    }
    return render(request, "outcomes/consent/media_people.html", context)
