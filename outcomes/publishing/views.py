"""Words that may say who somebody is, each shown where it stands; and the feeds of public stories.

The feeds (all stories, an area's, an outcome's) are the same for every reader.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can
from areas.models import Area
from bigstory.accounts.roles import May
from outcomes.models import ChangeStory, Outcome, Publication, Reading
from outcomes.publishing.actions.wording import decide
from outcomes.publishing.exchange import atom
from outcomes.publishing.queries.wording import findings_in
from outcomes.stories.models.moves import OPEN_STATES, tells
from outcomes.stories.views.story import story_or_404

ATOM = "application/atom+xml; charset=utf-8"
# The answers of the form, and whether the words may stay.
MAY_STAY = {"stay": True, "out": False}


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
        answers = {(row.found, row.digest): request.POST.get(row.field_name) for row in findings}
        stay = {key: MAY_STAY[answer] for key, answer in answers.items() if answer in MAY_STAY}
        left = decide(story, stay=stay, by=request.user)
        messages.success(request, _progress(left))
        return redirect("story_words", story.pk) if left else redirect(back)
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "found": findings,
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
        return _("Every word was decided about.")
    return ngettext("Kept. %(n)s is left to decide.", "Kept. %(n)s are left to decide.", left) % {
        "n": left
    }


@login_not_required
@require_safe
def stories_feed(request: HttpRequest) -> HttpResponse:
    about = _("Stories of what became different, told by the people it happened to.")
    return _feed(
        request, _public(), title=_("Stories – Big Story"), about=about, page=reverse("stories")
    )


@login_not_required
@require_safe
def area_feed(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area, slug=slug)
    title = _("Stories from %(area)s – Big Story") % {"area": area.short_name}
    about = _("What became different in %(area)s.") % {"area": area.short_name}
    return _feed(
        request, _public().filter(area=area), title=title, about=about, page=area.get_absolute_url()
    )


@login_not_required
@require_safe
def outcome_feed(request: HttpRequest, slug: str) -> HttpResponse:
    outcome = get_object_or_404(Outcome, slug=slug)
    yes = {
        "answers__outcome": outcome,
        "answers__party": Reading.Party.TELLER,
        "answers__answer": Reading.Answer.YES,
    }
    title = _("Stories of “%(outcome)s” – Big Story") % {"outcome": outcome.name}
    about = _("Stories whose tellers say yes to: %(question)s") % {"question": outcome.question}
    page = reverse("outcome", args=[outcome.slug])
    return _feed(request, _public().filter(**yes), title=title, about=about, page=page)


def _public():
    return Publication.objects.visible_to(AnonymousUser()).stories()


def _feed(request: HttpRequest, rows, *, title: str, about: str, page: str) -> HttpResponse:
    body = atom(
        title=title,
        about=about,
        here=request.path,
        page=page,
        rows=rows,
        address=request.build_absolute_uri,
    )
    return HttpResponse(body, content_type=ATOM)
