"""Who can be recognised in one photo, recording or film of a story.

What each of them allows decides how far it goes.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.programme.queries import audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience, rung
from outcomes.consent.actions.people import set_media_people
from outcomes.consent.forms.people import MediaPeopleForm
from outcomes.consent.queries.before_sending import once_sent
from outcomes.models import ChangeStory, PublishedMedia
from outcomes.publishing.models.gate import in_words, may_go, why_not, widest
from outcomes.publishing.queries.facts import facts_of_media
from outcomes.stories.views.story import of_story, story_or_404
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
    set_media_people(
        story,
        item,
        by=request.user,
        people=data["people"],
        unknown=data["how_many"],
        grown_up=data["grown_up"],
    )
    messages.success(request, _("Kept. What each of them allowed is followed from now on."))
    return redirect("media_people", pk, number)


def _page(request, story: ChangeStory, item: MediaItem, form: MediaPeopleForm) -> HttpResponse:
    facts = once_sent(facts_of_media(story, item))
    goes = widest(facts, at_most=story.audience)
    context = {
        **of_story(story),
        "item": item,
        "is_photo": item.kind == MediaItem.Kind.PHOTO,
        "form": form,
        # How far it may go with the story once that is published, and why no further.
        "goes": audience_label(goes) if goes else "",
        "keeps_in": in_words(why_not(facts, story.audience)),
        "seen_by": _seen_by(story, item),
    }
    return render(request, "outcomes/consent/media_people.html", context)


def _seen_by(story: ChangeStory, item: MediaItem) -> str:
    """The widest circle that sees or hears it today, in words; empty where it is left to those who
    deal with the story.
    """
    if story.to_be_cut or not may_go(facts_of_media(story, item), Audience.AREA):
        return ""
    rows = PublishedMedia.objects.filter(publication__story=story, media=item)
    row = rows.select_related("publication").first()
    circles = [row.circle, row.publication.circle_today] if row else []
    return audience_label(min(circles, key=rung) if all(circles) and circles else Audience.AREA)
