"""Anybody who reads a public story may say that something is wrong with it, without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.limits import too_often
from outcomes.actions import flags
from outcomes.forms.safety import AnswerForm, FlagForm
from outcomes.models import Flag, Publication
from outcomes.reads import stops as desk
from outcomes.views.stops import lifted

AN_HOUR = 3600
MOST_AN_HOUR = 6


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def story_flag(request: HttpRequest, pk: int) -> HttpResponse:
    copies = Publication.objects.visible_to(request.user).stories().select_related("story", "area")
    form = FlagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (sent := _sent_before(pk, form)):
        return _thanks(request, sent)
    copy = get_object_or_404(copies, story_id=pk)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not too_often(request, "flag", most=MOST_AN_HOUR, seconds=AN_HOUR):
            return _thanks(request, flags.say(copy.story, **form.cleaned_data))
        status = 429
        form.add_error(
            None,
            _("A good many were sent from where you are. Wait an hour, or ring the people below."),
        )
    context = {"section": "stories", "copy": copy, "area": copy.area, "form": form}
    return render(request, "outcomes/consent/flag.html", context, status=status)


def _sent_before(pk: int, form: FlagForm) -> Flag | None:
    """Pressed twice: the first took the story down, and the second is thanked as well."""
    return (
        Flag.objects.open().filter(story=pk, **form.cleaned_data).first()
        if form.is_valid()
        else None
    )


def _thanks(request: HttpRequest, flag: Flag) -> HttpResponse:
    return render(
        request,
        "outcomes/consent/flag_thanks.html",
        {"section": "stories", "stopped": flag.hold_id},
    )


@require_safe
def stops(request: HttpRequest) -> HttpResponse:
    """Local Trust's desk for what is stopped, what readers said, and who asked to be forgotten."""
    require(request.user, May.REVIEW_STORY)
    return render(
        request, "outcomes/consent/stops.html", {"section": "reviews"} | desk.on_the_desk(request)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def flag_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = Flag.objects.visible_to(request.user).select_related("story__area", "hold")
    flag = get_object_or_404(found, pk=pk)
    require(request.user, May.REVIEW_STORY, flag.story.area)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        shown = flags.answer(flag, by=request.user, **said)
        messages.success(
            request, lifted(shown) if said["lift"] else _("Closed, and kept with the story.")
        )
        return redirect("stops")
    context = {
        "section": "reviews",
        "flag": flag,
        "story": flag.story,
        "area": flag.story.area,
        "form": form,
    }
    return render(request, "outcomes/consent/flag_answer.html", context)
