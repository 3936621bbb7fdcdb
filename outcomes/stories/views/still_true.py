"""Is it still true? One question to the area, six, twelve and thirty-six months on, or whenever
they like.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.accounts.roles import May
from bigstory.kit.once import AlreadySent, fingerprint, once
from outcomes.models import ChangeStory, FollowUp
from outcomes.stories.actions.readings import followup_party, give_followup
from outcomes.stories.forms.questions import StillForm
from outcomes.stories.queries.still_true import ASKED_STATES, asked_now, lifeline
from outcomes.stories.views.story import of_story, story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_still(request: HttpRequest, pk: int) -> HttpResponse:
    story = story_or_404(request, pk, needs=May.TELL)
    party = followup_party(request.user, story)
    if party is None:
        raise PermissionDenied
    if story.state not in ASKED_STATES:
        messages.info(request, _("This is asked once a story is sent."))
        return redirect("story", story.pk)
    form = StillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_save(request, story, form))
        except AlreadySent:
            form.add_error(
                None,
                _("This form was sent already, with other words. Open the page again to say more."),
            )
    context = {
        **of_story(story),
        "form": form,
        "months": asked_now(story),
        "moments": lifeline(story),
        "for_teller": party == FollowUp.Party.TELLER,
    }
    return render(request, "outcomes/stories/still.html", context)


def _save(request: HttpRequest, story: ChangeStory, form: StillForm) -> str:
    answer = form.cleaned_data

    def make() -> str:
        give_followup(story, answer=answer["answer"], words=answer["words"], by=request.user)
        return f"{story.get_absolute_url()}#still"

    body = fingerprint(request.POST)
    path = once(user=request.user, token=answer["token"], body=body, make=make)
    messages.success(request, _("Thank you. Your answer stands on the story’s life line."))
    return path
