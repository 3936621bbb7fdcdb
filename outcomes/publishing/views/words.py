"""Words that may say who somebody is, each shown where it stands for somebody to decide about."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from areas.access import can, require
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from outcomes.models import ChangeStory, Publication
from outcomes.publishing.actions.activities import decide_logged
from outcomes.publishing.actions.publications import decide_told
from outcomes.publishing.queries.wording.logged import PHOTOS
from outcomes.publishing.queries.wording.whole import Finding, Whole, findings_in
from outcomes.stories.models.moves import OPEN_STATES, tells
from outcomes.stories.views.story import story_or_404
from partnerships.log.actions.activities import may_change
from partnerships.models import Activity

# Which step of telling has the words of each part of a story; the others are in "know".
STEPS = {
    "title": "what",
    "told_by_is": "what",
    "what_changed": "what",
    "before": "before",
    "for_whom": "before",
    "how_it_came_about": "how",
    "what_was_hard": "how",
}


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
        return _decided(request, story, findings, decide=decide_told, back=back)
    if _still_written_by(request.user, story):
        _lead_to_words(
            findings, lambda part: reverse("story_tell", args=[pk, STEPS.get(part, "know")])
        )
    context = {
        "section": "stories",
        "story": story,
        "may_list": can(request.user, May.RECORD_PERMISSIONS, story.area),
        "back": back,
    }
    return _page(request, story, findings, context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_words(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same of something that was logged for everybody. It has no list of people."""
    visible = Activity.objects.visible_to(request.user).select_related("area__programme")
    activity = get_object_or_404(visible, area__slug=slug, pk=pk)
    if not can(request.user, May.REVIEW_STORY, activity.area):
        require(request.user, May.RECORD_PERMISSIONS, activity.area)
    findings = findings_in(activity) if activity.audience == Audience.PUBLIC else []
    back = activity.get_absolute_url()
    if request.method == "POST":
        return _decided(request, activity, findings, decide=decide_logged, back=back)
    if may_change(request.user, activity):
        pages = {PHOTOS: reverse("activity_photos", args=[slug, pk])}
        change = reverse("activity_change", args=[slug, pk])
        _lead_to_words(findings, lambda part: pages.get(part, change))
    context = {
        "section": "home",
        "activity": activity,
        "is_public": Publication.objects.filter(activity=activity).exists(),
        "back": back,
    }
    return _page(request, activity, findings, context)


def _page(
    request: HttpRequest, whole: Whole, findings: list[Finding], context: dict
) -> HttpResponse:
    context |= {
        "title": whole.title,
        "area": whole.area,
        "found": findings,
        "undecided": sum(not row.answer for row in findings),
    }
    return render(request, "outcomes/publishing/words.html", context)


def _decided(
    request: HttpRequest, whole: Whole, findings: list[Finding], *, decide: Callable, back: str
) -> HttpResponse:
    """Keep the answers; then this page once more while something is left, else `back`."""
    answers = {
        (row.found, row.digest): answer
        for row in findings
        if (answer := request.POST.get(row.field_name)) in row.answers
    }
    left = decide(whole, answers=answers, by=request.user)
    if findings:
        messages.success(request, _progress(left))
    return redirect(request.path if left else back)


def _lead_to_words(findings: list[Finding], address: Callable[[str], str]) -> None:
    """Each place with the address where its words are changed, which `address` says of a part."""
    for finding in findings:
        for place in finding.places:
            place.change = address(place.part)


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
