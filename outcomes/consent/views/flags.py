"""Anybody who reads a public story may report that something is wrong with it, without an account.

Local Trust closes each report with what was done.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.limits.counting import count
from bigstory.core.limits.places import place_of
from bigstory.kit.autosave import is_autosave
from bigstory.kit.drafts import begin_with_draft, keep_draft
from bigstory.kit.waits import wait_words
from outcomes.consent.actions.reports import answer_flag, report_story
from outcomes.consent.forms.stops import AnswerForm, FlagForm
from outcomes.consent.views.stops import lifted_message
from outcomes.models import Flag, Publication

AN_HOUR = 3600  # seconds
MAX_REPORTS_AN_HOUR = 6  # from one place


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def story_flag(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader reports a public story."""
    copies = Publication.objects.for_everybody().stories().select_related("story", "area")
    form = FlagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _sent_before(pk, form):
        return _thanks(request, pk)
    copy = get_object_or_404(copies, story_id=pk)
    status = 200
    if request.method == "POST" and form.is_valid():
        place = place_of(request)
        sent = count("reports", place, most=MAX_REPORTS_AN_HOUR, seconds=AN_HOUR)
        if not sent.too_often:
            desk = request.build_absolute_uri(reverse("stops"))
            report_story(copy.story, place=place, desk=desk, **form.cleaned_data)
            return _thanks(request, pk)
        status = 429
        sentence = _(
            "A good many were sent from where you are. Wait %(wait)s. If it cannot wait, look "
            "under “Worried about somebody?” below."
        )
        form.add_error(None, sentence % {"wait": wait_words(sent.seconds)})
    context = {"section": "stories", "copy": copy, "area": copy.area, "form": form}
    return render(request, "outcomes/consent/flag.html", context, status=status)


def _sent_before(pk: int, form: FlagForm) -> bool:
    """The same report, where the button was pressed twice: the first took the story down."""
    if not form.is_valid():
        return False
    return Flag.objects.open().filter(story=pk, **form.cleaned_data).exists()


def _thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """With what became of the story, whatever was reported."""
    public = Publication.objects.for_everybody().stories().filter(story_id=pk).exists()
    context = {"section": "stories", "public": public}
    return render(request, "outcomes/consent/flag_thanks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def flag_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a report with what was done, and lift its stop."""
    flags = Flag.objects.visible_to(request.user).select_related("story__area", "hold")
    flag = get_object_or_404(flags, pk=pk)
    require(request.user, May.REVIEW_STORY, flag.story.area)
    if is_autosave(request):
        return keep_draft(request)
    stopped = flag.hold is not None and flag.hold.lifted_at is None
    form = AnswerForm(request.POST if request.method == "POST" else None, may_go_again=stopped)
    begin_with_draft(request, form)
    if request.method == "POST" and form.is_valid():
        shown_again = answer_flag(flag, by=request.user, **form.cleaned_data)
        lifted = lifted_message(shown_again) if form.cleaned_data["lift"] else ""
        flag.refresh_from_db(fields=["answer"])
        if flag.answer == form.cleaned_data["words"]:
            messages.success(request, lifted or _("Closed, and kept with the story."))
        else:
            before = _("A colleague closed it before you, and their answer stands.")
            messages.warning(request, f"{before} {lifted}".strip())
        return redirect("stops")
    context = {
        "section": "reviews",
        "flag": flag,
        "story": flag.story,
        "area": flag.story.area,
        "form": form,
    }
    return render(request, "outcomes/consent/flag_answer.html", context)
