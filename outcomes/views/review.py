"""Local Trust reads one story as it was sent, adds its own readings and writes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.words import Words
from bigstory.accounts.roles import May
from bigstory.core.choices import Audience
from bigstory.core.transitions import AlreadyMoved
from outcomes.actions.publications import NotForEverybody, why_not_once_accepted
from outcomes.actions.readings import READ_STATES
from outcomes.actions.reviews import DECISIONS, SentAgain, decide, reply
from outcomes.forms.review import ReplyForm
from outcomes.models import ChangeStory, Reading, StoryReview
from outcomes.moves import reviews as may_review
from outcomes.reads import matrix
from outcomes.reads.sent import as_sent
from outcomes.views.found import story_or_404
from outcomes.views.reading import reading_form
from partnerships.forms.audience import audience_label


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.REVIEW_STORY)
    forms = _forms(request, story)
    if request.method != "POST":
        return _page(request, story, *forms)
    words, answers, _others = forms
    if not (words.is_valid() and answers.is_valid()):
        return _page(request, story, *forms)
    try:
        return _answer(request, story, words.cleaned_data, answers.answers())
    except AlreadyMoved as late:
        return _too_late(request, late.thing)
    except SentAgain:
        say = _(
            "The area took this back and sent it again with other words while you read. "
            "Your reply is kept below."
        )
    except NotForEverybody as reason:
        say = _("It cannot be shared with everybody. %(reason)s Ask the area, or leave it.") % {
            "reason": reason
        }
    messages.warning(request, say)
    return _page(request, story_or_404(request, pk), *forms)


def _answer(request, story: ChangeStory, typed: dict, answers: dict) -> HttpResponse:
    verdict = request.POST.get("verdict", "")
    if verdict in DECISIONS:
        decide(
            story,
            verdict=verdict,
            words=typed["words"],
            answers=answers,
            by=request.user,
            seen=typed["seen"],
        )
        messages.success(request, _said(story, verdict))
        return redirect("reviews")
    reply(story, words=typed["words"], by=request.user)
    messages.success(request, _("Your reply is with the area."))
    return redirect("story", story.pk)


def _said(story: ChangeStory, verdict: str) -> str:
    return {
        StoryReview.Verdict.PUBLISHED: _("Shared, and your reply is with %(area)s."),
        StoryReview.Verdict.ACCEPTED: _("Accepted, and your reply is with %(area)s."),
        StoryReview.Verdict.RETURNED: _("Your question is with %(area)s."),
        StoryReview.Verdict.NOT_USED: _("Set aside, and your reply is with %(area)s."),
    }[verdict] % {"area": story.area.short_name}


def _forms(request, story: ChangeStory) -> tuple:
    data = request.POST if request.method == "POST" else None
    others = matrix.of_story(request.user, story, Words(story.area.programme.words))
    version = story.versions.first()
    words = ReplyForm(data, initial={"seen": version.number if version else None})
    words.version = version
    return words, reading_form(others, Reading.Party.LOCAL_TRUST, data), others


def _page(request, story: ChangeStory, words, answers, others) -> HttpResponse:
    programme = story.area.programme
    public = story.audience == Audience.PUBLIC
    context = {
        "section": "reviews",
        "programme": programme,
        "words": Words(programme.words),
        "story": story,
        "area": story.area,
        "sent": as_sent(story, words.version),
        "form": words,
        "answers": answers,
        "matrix": others,
        "readers": audience_label(story.audience, programme),
        "held_in": why_not_once_accepted(story) if public else [],
        "decides": story.state in (ChangeStory.State.SENT, ChangeStory.State.ACCEPTED),
        "may": may_review(request.user, story),
        "thread": list(story.reviews.all()),
        "can_read": story.state in READ_STATES,
    }
    return render(request, "outcomes/review/review.html", context)


def _too_late(request, story: ChangeStory) -> HttpResponse:
    """A colleague answered first, or the area took it back.

    The words are kept, to copy or to send as a reply.
    """
    still = (
        ChangeStory.objects.visible_to(request.user)
        .select_related("area")
        .filter(pk=story.pk)
        .first()
    )
    context = {
        "section": "reviews",
        "story": still,
        "first": still.reviews.first() if still else None,
        "kept": request.POST.get("words", ""),
    }
    return render(request, "outcomes/review/review_late.html", context, status=409)
