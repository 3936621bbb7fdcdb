"""A round: what several people told about the same thing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.access import can
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Publication
from outcomes.publishing.queries.names import teller
from outcomes.stories.queries.roots import roots_by_number, roots_of_story, round_of
from outcomes.stories.views.story import read_story_or_404

A_PAGE = 25


@require_safe
def story_voices(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read the story, and of the others those that they may read."""
    story, copy = read_story_or_404(request, pk)
    voices = round_of(request.user, story).select_related("area")
    page = Paginator(voices, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "stories",
        "story": story,
        "title": (copy or story).title,
        "area": story.area,
        "page": page,
        "voices": [(voice, _byline(request.user, voice)) for voice in page.object_list],
        "roots": roots_by_number(request.user, copy)
        if copy
        else roots_of_story(request.user, story),
        "may_tell": can(request.user, May.TELL, story.area),
    }
    return render(request, "outcomes/stories/voices.html", context)


def _byline(user, voice: ChangeStory | Publication) -> str:
    return voice.byline if isinstance(voice, Publication) else teller(user, voice)
