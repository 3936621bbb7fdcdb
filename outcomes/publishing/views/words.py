"""Words that may say who somebody is, each shown where it stands for somebody to decide about."""

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
from outcomes.models import ChangeStory
from outcomes.publishing.actions.wording import decide
from outcomes.publishing.queries.wording.story import findings_in
from outcomes.stories.models.moves import OPEN_STATES, tells
from outcomes.stories.views.story import story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_words(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who keep the list of people, and for Local Trust.

    A finding without an answer stays undecided.
    """
    story = story_or_404(request, pk)
    if not any(
        can(request.user, may, story.area) for may in (May.RECORD_PERMISSIONS, May.REVIEW_STORY)
    ):
        raise PermissionDenied
    findings = findings_in(story)
    back = _back(request.user, story)
    if request.method == "POST":
        answers = {
            (row.found, row.digest): answer
            for row in findings
            if (answer := request.POST.get(row.field_name)) in row.answers
        }
        left = decide(story, answers=answers, by=request.user)
        if findings:
            messages.success(request, _progress(left))
        return redirect("story_words", story.pk) if left else redirect(back)
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "found": findings,
        "undecided": sum(not row.answer for row in findings),
        "may_list": can(request.user, May.RECORD_PERMISSIONS, story.area),
        "may_change": _still_written_by(request.user, story),
        "back": back,
    }
    return render(request, "outcomes/publishing/words.html", context)


def _still_written_by(user, story: ChangeStory) -> bool:
    return tells(user, story) and story.state in OPEN_STATES


def _back(user, story: ChangeStory) -> str:
    """The address they came from: reviewing the story, checking it before sending, or its page."""
    waits = story.state in (ChangeStory.State.SENT, ChangeStory.State.ACCEPTED)
    if waits and can(user, May.REVIEW_STORY, story.area):
        return reverse("review", args=[story.pk])
    if _still_written_by(user, story):
        return reverse("story_tell", args=[story.pk, "check"])
    return story.get_absolute_url()


def _progress(left: int) -> str:
    if not left:
        return _("Kept. Nothing that we found is left to decide.")
    return ngettext("Kept. %(n)s is left to decide.", "Kept. %(n)s are left to decide.", left) % {
        "n": left
    }
