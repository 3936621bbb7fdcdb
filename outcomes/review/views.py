"""What waits for Local Trust, whatever an area sent and things that were logged for everybody; and
one story as it was sent, which Local Trust reads, adds its own readings to and answers.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.access import require
from areas.desk.forms.letters import ASK
from areas.desk.models.owed import Owed
from areas.desk.queries.letters import came_back, letters_on
from areas.desk.queries.owed import how_many, in_full, to_answer
from areas.desk.views.letters import address_of, asked
from areas.programme.queries import Words, audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from bigstory.core.db.moves import AlreadyMoved
from bigstory.core.text.sides import with_names
from bigstory.kit.autosave import is_autosave
from bigstory.kit.drafts import begin_with_draft, keep_draft
from outcomes.models import ChangeStory, Reading, StoryReview
from outcomes.publishing.actions.activities import publish_activity
from outcomes.publishing.actions.publications import (
    KeptIn,
    why_not_once_published,
)
from outcomes.publishing.models.gate import in_words, why_not
from outcomes.publishing.queries.activities import all_cleared
from outcomes.publishing.queries.facts import facts_of
from outcomes.review.actions import DECISIONS, SentAgain, ask, decide, reply
from outcomes.review.forms import ReplyForm
from outcomes.review.queries import waiting as queue
from outcomes.review.queries.sent import as_sent
from outcomes.stories.forms.questions import ReadingForm
from outcomes.stories.models.moves import reviews as may_review
from outcomes.stories.queries.owed import thing_of
from outcomes.stories.queries.readings import READ_STATES, Matrix, matrix_of_story
from outcomes.stories.views.reading import reading_form
from outcomes.stories.views.story import story_or_404
from partnerships.models import Activity

# What is looked at on the page of stops and messages, and goes before what areas send.
APART = (Owed.Kind.FLAG, Owed.Kind.SUBJECT_REQUEST)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    kept = ChangeStory.objects.kept_from(request.user).select_related("area").filter(pk=pk).first()
    if kept is not None:
        return _kept_in(request, kept)
    story = story_or_404(request, pk, needs=May.REVIEW_STORY)
    if is_autosave(request):
        return keep_draft(request)
    forms = _forms(request, story)
    if request.method != "POST":
        return _page(request, story, *forms)
    words, answers, _matrix = forms
    if not (words.is_valid() and answers.is_valid()):
        return _page(request, story, *forms)
    try:
        return _answer(request, story, words.cleaned_data, answers.answers())
    except AlreadyMoved as late:
        return _too_late(request, late.row)
    except SentAgain:
        warning = _(
            "The area took this back and sent it again with other words while you read. "
            "Your reply is kept below."
        )
    except KeptIn as reason:
        warning = _("It cannot be shared so far. %(reason)s Ask the area, or leave it.") % {
            "reason": reason
        }
    messages.warning(request, warning)
    return _page(request, story_or_404(request, pk), *forms)


def _answer(request, story: ChangeStory, typed: dict, answers: dict) -> HttpResponse:
    verdict = request.POST.get("verdict", "")
    thing = thing_of(story)
    letters = address_of(request, thing)
    if verdict == ASK:
        ask(story, words=typed["words"], answers=answers, by=request.user, letters=letters)
        return asked(request, thing)
    if verdict in DECISIONS:
        decide(
            story,
            verdict=verdict,
            words=typed["words"],
            answers=answers,
            by=request.user,
            seen=typed["seen"],
            letters=letters,
        )
        messages.success(request, _thanks(story, verdict))
        return redirect("reviews")
    reply(story, words=typed["words"], answers=answers, by=request.user, letters=letters)
    messages.success(request, _("Your reply is with the area."))
    return redirect("story", story.pk)


def _thanks(story: ChangeStory, verdict: str) -> str:
    """What a reviewer reads once a verdict is given."""
    sentence = {
        StoryReview.Verdict.PUBLISHED: _("Shared, and your reply is with %(area)s."),
        StoryReview.Verdict.ACCEPTED: _("Accepted, and your reply is with %(area)s."),
        StoryReview.Verdict.RETURNED: _("Your question is with %(area)s."),
        StoryReview.Verdict.NOT_USED: _("Set aside, and your reply is with %(area)s."),
    }[verdict]
    return with_names(sentence, area=story.area.short_name)


def _forms(request, story: ChangeStory) -> tuple[ReplyForm, ReadingForm, Matrix]:
    """The reply, Local Trust's own readings, and the readings of all beside them."""
    data = request.POST if request.method == "POST" else None
    matrix = matrix_of_story(request.user, story, Words(story.area.programme.words))
    version = story.versions.first()
    words = ReplyForm(data, initial={"seen": version.number if version else None})
    words.version = version
    answers = reading_form(matrix, Reading.Party.LOCAL_TRUST, data)
    begin_with_draft(request, words, answers)
    return words, answers, matrix


def _page(
    request, story: ChangeStory, words: ReplyForm, answers: ReadingForm, matrix: Matrix
) -> HttpResponse:
    programme = story.area.programme
    context = {
        "section": "reviews",
        "programme": programme,
        "words": Words(programme.words),
        "story": story,
        "area": story.area,
        "sent": as_sent(request.user, story, words.version),
        "form": words,
        "answers": answers,
        "matrix": matrix,
        "readers": audience_label(story.audience),
        "held_in": why_not_once_published(story),
        "decides": story.state in (ChangeStory.State.SENT, ChangeStory.State.ACCEPTED),
        "may": may_review(request.user, story),
        "thread": list(story.reviews.all()),
        "letters_on": letters_on(thing_of(story)),
        "can_read": story.state in READ_STATES,
    }
    return render(request, "outcomes/review/review.html", context)


def _kept_in(request, story: ChangeStory) -> HttpResponse:
    """What is missing of a story that was sent and may not be read now, and no word of it. A reply
    that was on its way is kept, to copy.
    """
    written = _written(request)
    context = {
        "section": "reviews",
        "area": story.area,
        "sent_at": story.sent_at,
        "missing": in_words(why_not(facts_of(story), Audience.PROGRAMME)),
        "kept": written,
    }
    status = 409 if written else 200
    return render(request, "outcomes/review/review_kept_in.html", context, status=status)


def _too_late(request, story: ChangeStory) -> HttpResponse:
    """A colleague answered first, or the area took it back.

    The words are kept, to copy or to send as a reply.
    """
    stories = ChangeStory.objects.visible_to(request.user).select_related("area")
    current = stories.filter(pk=story.pk).first()
    context = {
        "section": "reviews",
        "story": current,
        "first": current.reviews.first() if current else None,
        "kept": _written(request),
    }
    return render(request, "outcomes/review/review_late.html", context, status=409)


def _written(request) -> list[str]:
    """The reply, and why we read it as we do, as they were sent."""
    return [
        words
        for name, words in request.POST.items()
        if words and (name == "words" or name.startswith("because_"))
    ]


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    require(request.user, May.REVIEW_STORY)
    owed = to_answer(request.user)
    numbers = how_many(owed)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Owed.Kind.values else ""
    rows = owed.filter(kind=kind) if kind else owed
    paginator = Paginator(rows.with_question().select_related("taken_by"), queue.MOST_SHOWN)
    paginator.count = numbers.get(kind, 0) if kind else sum(numbers.values())
    page = paginator.get_page(request.GET.get("page"))
    kept = list(queue.kept_from(request.user)[: queue.MOST_SHOWN])
    asking = list(queue.asking_to_be_public(request.user)[: queue.MOST_SHOWN])
    context = {
        "section": "reviews",
        "page": page,
        "waiting": in_full(request.user, page.object_list),
        "came_back": came_back(request.user, queue.LATELY),
        "kind": kind,
        "kinds": [(name, Owed.Kind(name).label, n) for name, n in numbers.items()],
        "apart": sum(numbers.get(name, 0) for name in APART),
        "kept": kept,
        "kept_in_all": kept[0].in_all if kept else 0,
        "asking": all_cleared(asking),
        "asking_in_all": asking[0].in_all if asking else 0,
        "with_area": queue.with_their_area(request.user),
        "accepted": list(queue.accepted(request.user)[: queue.MOST_SHOWN]),
        "answered": list(queue.answered_lately(request.user)),
    }
    return render(request, "outcomes/review/reviews.html", context)


@require_POST
def activity_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show something that was logged to everybody, as its area asked.

    Pressed twice, it is shown once.
    """
    activity = get_object_or_404(
        Activity.objects.visible_to(request.user).select_related("area"), pk=pk
    )
    require(request.user, May.REVIEW_STORY, activity.area)
    if activity.logged_by_id == request.user.pk:
        raise PermissionDenied
    try:
        copy = publish_activity(activity, by=request.user)
    except KeptIn as reason:
        messages.error(request, str(reason))
    else:
        said = with_names(_("Everybody can read “%(title)s” now."), title=copy.title)
        messages.success(request, said)
    return redirect("reviews")
