"""Send a story, take it back, take it up again."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from bigstory.core.db.moves import AlreadyMoved
from bigstory.core.db.versioned import Conflict
from bigstory.kit.numbers.rows import row_number
from outcomes.consent.actions.tellers import answer_as_teller
from outcomes.models import ChangeStory
from outcomes.publishing.queries.readers import waits_for_its_day
from outcomes.stories.actions.taking_back import take_up, withdraw
from outcomes.stories.actions.telling import (
    LOOK_FIRST,
    ListFirst,
    NotReady,
    answer_before_sending,
    send,
)
from outcomes.stories.forms.send import SendForm
from outcomes.stories.forms.steps import CHECK
from outcomes.stories.models.moves import WITHDRAW, can_move
from outcomes.stories.views.story import of_story, story_or_404
from outcomes.stories.views.tell import check_page


@require_http_methods(["GET", "HEAD", "POST"])
def story_send(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method != "POST":
        return redirect("story_tell", story.pk, CHECK)
    form = SendForm(request.POST, story=story, user=request.user)
    beyond = story.audience != Audience.AREA
    if beyond and not form.is_valid():
        return check_page(request, story, form)
    try:
        return _send(request, story, form if beyond else None)
    except Conflict:
        messages.warning(
            request,
            _("Somebody changed the story while you looked it over. Please look once more."),
        )
        return redirect("story_tell", story.pk, CHECK)
    except AlreadyMoved:
        messages.info(request, _("Somebody sent it before you. Nothing is lost."))
        return redirect("story", story.pk)


def _send(request: HttpRequest, story: ChangeStory, form: SendForm | None) -> HttpResponse:
    """Send it, or lead to what is missing; the answer is kept either way."""
    pictures = ""
    if form is not None:
        pictures = form.cleaned_data.get("pictures", "")
        answer = form.cleaned_data["young_or_private"]
        answer_before_sending(story, by=request.user, young_or_private=answer)
    try:
        with transaction.atomic():
            answer_as_teller(story, by=request.user, pictures=pictures)
            sent = send(story, by=request.user, seen=_version(request))
    except ListFirst as reason:
        messages.info(request, str(reason))
        return redirect("story_people", story.pk)
    except NotReady as reason:
        messages.error(request, str(reason))
        if str(reason) == str(LOOK_FIRST):
            return redirect("story_words", story.pk)
        return redirect("story_tell", story.pk, CHECK)
    messages.success(request, _thanks(sent))
    return redirect("story", sent.pk)


def _version(request: HttpRequest) -> int | None:
    """The version of the story that was on the page."""
    return row_number(request.POST.get("version", ""))


def _thanks(story: ChangeStory) -> str:
    """What the sender reads once it is sent."""
    words = Words(story.area.programme.words)
    if story.state != ChangeStory.State.SENT:
        return _("Kept. Only your %(partnership)s, its worker and its %(rep)s can read it.") % words
    if waits_for_its_day(story):
        return _("Sent. Thank you. %(funder)s will read it from %(day)s on, and write back.") % {
            "funder": words["funder"],
            "day": date_format(story.held_until),
        }
    return _("Sent. Thank you. %(funder)s will read it and write back.") % words


@require_http_methods(["GET", "HEAD", "POST"])
def story_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A page that says what taking back means; pressing the button does it."""
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method != "POST":
        if not can_move(WITHDRAW, story, request.user):
            return redirect("story", story.pk)
        return render(request, "outcomes/stories/withdraw.html", of_story(story))
    try:
        withdraw(story, by=request.user)
    except AlreadyMoved:
        messages.info(request, _("It was taken back before."))
    else:
        words = Words(story.area.programme.words)
        said = _("Taken back. Only the %(partnership)s and its worker can read it now.") % words
        messages.success(request, said)
    return redirect("story", story.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def story_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    if request.method != "POST":
        return redirect("story", story.pk)
    try:
        take_up(story, by=request.user)
    except AlreadyMoved:
        messages.info(request, _("It is being told already."))
        return redirect("story", story.pk)
    return redirect("story_tell", story.pk, CHECK)
