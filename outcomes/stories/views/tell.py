"""Tell what changed: one idea a page, saved at each page and while somebody types
(static/js/autosave.js).
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.kit.autosave import is_autosave, not_saved, saved
from bigstory.kit.two_editors import is_choice, two_wrote, with_both
from outcomes.consent.actions.tellers import name_teller
from outcomes.consent.queries.before_sending import not_asked, stays_behind
from outcomes.media.queries.items import photos_of, recordings_of
from outcomes.models import ChangeStory, Hold, StoryReview
from outcomes.publishing.queries.readers import waits_for_its_day
from outcomes.stories.actions.telling import LOOK_FIRST, Closed, save_step, why_not_ready
from outcomes.stories.forms.evidence import kind_or_none
from outcomes.stories.forms.send import SendForm
from outcomes.stories.forms.steps import (
    CHECK,
    STEPS,
    Step,
    after,
    find_step,
)
from outcomes.stories.forms.tell import StepForm, story_readers
from outcomes.stories.forms.what import WhatForm
from outcomes.stories.models.moves import OPEN_STATES
from outcomes.stories.queries.evidence import proofs_of
from outcomes.stories.queries.told_parts import told_parts, told_so_far
from outcomes.stories.queries.words import by_part, words_of
from outcomes.stories.views.story import of_story, story_or_404

PAGE = "outcomes/stories/tell.html"


def saved_step(
    story: ChangeStory, step: Step, form: StepForm, values: dict, *, whole: bool
) -> JsonResponse:
    """What an autosave of these values is answered: what the page now has seen, and whether a stop
    stands; `whole` is false when something needs putting right.
    """
    stored = by_part(words_of(story, form.parts))
    typed = by_part(values)
    now = form.mark.after_saving(
        {part: stored.get(part) for part in typed}, typed, version=story.version
    )
    stopped = _("It is stopped for now, and goes no further until that is lifted.")
    return saved(
        now,
        whole=whole,
        url=reverse("story_tell", args=[story.pk, step.slug]),
        also=stopped if Hold.objects.over(story).exists() else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def story_tell(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    if step == CHECK:
        return _check(request, story)
    here = find_step(step)
    if request.method != "POST":
        if story.state not in OPEN_STATES:
            return closed(request, story)
        form = here.form(story=story, user=request.user)
        return render(request, PAGE, frame(request.user, story, here) | {"form": form})
    data = with_both(request.POST, words_of(story, here.form.parts))
    form = here.form(data, story=story, user=request.user)
    if not form.is_valid() and is_choice(data):
        return _two_wrote(request, story, here, form)
    if not form.is_valid() and not is_autosave(request):
        return render(request, PAGE, frame(request.user, story, here) | {"form": form})
    return _save(request, story, here, form)


def _save(request, story: ChangeStory, here: Step, form: StepForm) -> HttpResponse:
    try:
        stored = save_step(story, by=request.user, seen=form.mark, values=form.chosen())
        if isinstance(form, WhatForm) and form.is_valid():
            name_teller(stored, by=request.user, **form.teller(stored))
    except Conflict as conflict:
        current = story_or_404(request, conflict.current.pk)
        return _two_wrote(request, current, here, form, parts=conflict.parts)
    except Closed:
        return closed(request, story_or_404(request, story.pk), here, form)
    if is_autosave(request):
        return saved_step(stored, here, form, form.values(), whole=form.is_valid())
    return go_on(request, stored, here)


def go_on(request, story: ChangeStory, step: Step) -> HttpResponse:
    """Where somebody goes after a page is saved."""
    if "add" in request.POST:
        return redirect(_page_to_add(request.POST["add"], story))
    if "later" in request.POST:
        messages.success(request, _("Saved. Your story waits here until you carry on."))
        return redirect("story", story.pk)
    return redirect("story_tell", story.pk, CHECK if "check" in request.POST else after(step))


def _page_to_add(what: str, story: ChangeStory) -> str:
    """The page on which somebody adds what they pressed.

    The page they come from is saved by then.
    """
    if kind := kind_or_none(what):
        return reverse("evidence_new", args=[story.pk, kind])
    return reverse("story_recordings" if what == "recording" else "story_photos", args=[story.pk])


def _check(request, story: ChangeStory) -> HttpResponse:
    """Everything once more, with a way to change each part, before it is sent."""
    if request.method == "POST":
        return redirect("story_tell", story.pk, CHECK)
    if story.state not in OPEN_STATES:
        return closed(request, story)
    return check_page(request, story, SendForm(story=story, user=request.user))


def check_page(request, story: ChangeStory, form: SendForm) -> HttpResponse:
    """The page on which a story is looked over and sent."""
    parts = told_parts(request.user, story)
    context = {
        **of_story(story),
        "form": form,
        "steps": STEPS,
        "said": [part for part in parts if part],
        "unsaid": [part for part in parts if not part],
        "not_ready": why_not_ready(story),
        "look_first": str(LOOK_FIRST),
        "not_asked": not_asked(request.user, story),
        "stays_behind": stays_behind(story),
        "question": question_of(story),
        "readers": story_readers(story.area.programme)[story.audience],
        "waits_for_its_day": waits_for_its_day(story),
    }
    return render(request, "outcomes/stories/tell_check.html", context)


def question_of(story: ChangeStory) -> StoryReview | None:
    """The question a story came back with."""
    if story.state != ChangeStory.State.RETURNED:
        return None
    return story.reviews.filter(verdict=StoryReview.Verdict.RETURNED).first()


def frame(user, story: ChangeStory | None, step: Step) -> dict:
    """What every page of the telling shows around its questions."""
    return {
        "section": "stories",
        "step": step,
        "steps": STEPS,
        "back": STEPS[step.number - 2] if step.number > 1 else None,
        "story": story,
        "area": story.area if story else None,
        "question": question_of(story) if story else None,
        "parts": told_so_far(story) if story else [],
        "recordings": recordings_of(story) if story else [],
        **(_beside(user, story) if story and step.slug == "know" else {}),
    }


def _beside(user, story: ChangeStory) -> dict:
    """What stands beside the words: on the page that asks how they know."""
    return {"proofs": proofs_of(user, story), "photos": photos_of(story)}


def _two_wrote(
    request, current: ChangeStory, step: Step, form: StepForm, *, parts=()
) -> HttpResponse:
    """Somebody else changed the same parts of the page: both, and a choice for each."""
    typed = by_part(form.values())
    stored = by_part(words_of(current, form.parts))
    around = frame(request.user, current, step) | {"thing": current.title}
    every = {part: stored.get(part) for part in [*typed, *stored]}
    return two_wrote(request, form, every, parts=parts, frame=around)


def closed(
    request, story: ChangeStory, step: Step | None = None, form: StepForm | None = None
) -> HttpResponse:
    """It was sent or taken back meanwhile. What somebody just wrote is shown, to copy."""
    if is_autosave(request):
        return not_saved(_("this story was sent meanwhile, so it cannot be changed now."))
    if form is None:
        messages.info(request, _why_closed(story))
        return redirect("story", story.pk)
    context = frame(request.user, story, step) | {
        "form": form,
        "unsaved": form.unsaved(),
        "why": _why_closed(story),
    }
    return render(request, "outcomes/stories/tell_closed.html", context, status=409)


def _why_closed(story: ChangeStory) -> str:
    if story.state == ChangeStory.State.WITHDRAWN:
        return _("This story was taken back. Take it up again to carry on telling.")
    return _("This story was sent, so it cannot be changed now. Take it back to carry on telling.")
