"""Words that may say who somebody is: each is shown where it stands, and somebody decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from areas.access import can
from bigstory.accounts.roles import May
from outcomes.actions.wording import decide
from outcomes.models import ChangeStory
from outcomes.moves import OPEN_STATES, tells
from outcomes.reads.wording import found_in
from outcomes.views.found import story_or_404

ANSWERS = {"stay": True, "out": False}


@require_http_methods(["GET", "HEAD", "POST"])
def story_words(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who keep the list of people, and for Local Trust.

    What nobody answered stays undecided.
    """
    story = story_or_404(request, pk)
    if not any(
        can(request.user, may, story.area) for may in (May.RECORD_PERMISSIONS, May.REVIEW_STORY)
    ):
        raise PermissionDenied
    found = found_in(story)
    back = _back(request.user, story)
    if request.method == "POST":
        said = {(each.found, each.digest): request.POST.get(each.field_name) for each in found}
        stay = {key: ANSWERS[answer] for key, answer in said.items() if answer in ANSWERS}
        left = decide(story, stay=stay, by=request.user)
        messages.success(request, _told(left))
        return redirect("story_words", story.pk) if left else redirect(back)
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "found": found,
        "may_change": _still_written_by(request.user, story),
        "back": back,
    }
    return render(request, "outcomes/publishing/words.html", context)


def _still_written_by(user, story: ChangeStory) -> bool:
    return tells(user, story) and story.state in OPEN_STATES


def _back(user, story: ChangeStory) -> str:
    """Where whoever came here was busy: answering the story, or looking it over before sending
    it.
    """
    waits = story.state in (ChangeStory.State.SENT, ChangeStory.State.ACCEPTED)
    if waits and can(user, May.REVIEW_STORY, story.area):
        return reverse("review", args=[story.pk])
    if _still_written_by(user, story):
        return reverse("story_tell", args=[story.pk, "check"])
    return story.get_absolute_url()


def _told(left: int) -> str:
    if not left:
        return _("Every word was decided about.")
    return ngettext("Kept. %(n)s is left to decide.", "Kept. %(n)s are left to decide.", left) % {
        "n": left
    }
