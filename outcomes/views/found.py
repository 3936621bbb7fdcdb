"""The story of an address, if this person may see it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from areas.access import require
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory


def story_or_404(request: HttpRequest, pk: int, *, needs: May | None = None) -> ChangeStory:
    """Strangers get 404. Somebody who may read the story and lacks `needs` gets 403."""
    stories = ChangeStory.objects.visible_to(request.user).select_related(
        "area__programme", "area__region"
    )
    story = get_object_or_404(stories, pk=pk)
    if needs is not None:
        require(request.user, needs, story.area)
    return story
