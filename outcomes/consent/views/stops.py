"""The red button: stop everything public about a story, a person in it or a whole area.

And lifting it.

Anybody who reads a public story may say that something is wrong with it, without an account.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.web import too_often
from outcomes.consent.actions import stops as holds
from outcomes.consent.forms.stops import AnswerForm, FlagForm, LiftForm
from outcomes.consent.queries import stops as desk
from outcomes.consent.queries.stops import with_titles
from outcomes.models import ChangeStory, Flag, Hold, Person, Publication
from outcomes.stories.views.story import story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """One page with one button each: this story, somebody in it, all of the area.

    Two taps, and no reason.
    """
    story = story_or_404(request, pk, needs=May.PLACE_HOLD)
    people = _people(request, story)
    if request.method == "POST":
        holds.place(by=request.user, **_asked_for(request.POST.get("stop", "story"), story, people))
        messages.success(request, _said(story.area))
        return redirect("story", story.pk)
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "people": people,
        "standing": list(Hold.objects.over(story)),
        "may_lift": can(request.user, May.LIFT_HOLD, story.area),
    }
    return render(request, "outcomes/consent/stop.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def area_stop(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.PLACE_HOLD, area)
    if request.method == "POST":
        holds.place(by=request.user, area=area)
        messages.success(request, _said(area))
        return redirect("area", slug)
    context = {
        "section": "areas",
        "area": area,
        "standing": list(Hold.objects.standing().filter(area=area)),
        "may_lift": can(request.user, May.LIFT_HOLD, area),
    }
    return render(request, "outcomes/consent/stop.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def stop_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """What it keeps in, since when, and one button."""
    seen = with_titles(Hold.objects.visible_to(request.user), request.user)
    found = seen.select_related("area", "story__area", "person__area", "placed_by")
    hold = get_object_or_404(found, pk=pk)
    require(request.user, May.LIFT_HOLD, holds.area_of(hold))
    form = LiftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        shown = holds.lift(hold, by=request.user, again=form.cleaned_data["again"])
        messages.success(request, lifted(shown))
        return redirect("stops")
    context = {
        "section": "reviews",
        "hold": hold,
        "area": holds.area_of(hold),
        "form": form,
        "shared": holds.shared_under(hold).count(),
    }
    return render(request, "outcomes/consent/stop_lift.html", context)


def lifted(shown: int) -> str:
    if not shown:
        return _("Lifted. Nothing is shown by that alone.")
    return _("Lifted. Everybody can read what was shown before, where nothing else keeps it in.")


def _said(area: Area) -> str:
    say = _(
        "Stopped. Not everybody can read it any more, from this moment. %(funder)s sees "
        "that, and lifts it with you."
    )
    return say % Words(area.programme.words)


def _people(request: HttpRequest, story: ChangeStory) -> list[Person]:
    """Those in it, for readers who may know them."""
    seen = Person.objects.visible_to(request.user).here().filter(appearances__story=story)
    return list(seen.distinct())


def _asked_for(what: str, story: ChangeStory, people: list[Person]) -> dict:
    if what == "area":
        return {"area": story.area}
    if what == "story":
        return {"story": story}
    person = next((each for each in people if what == f"person-{each.pk}"), None)
    if person is None:
        raise Http404
    return {"person": person}


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
            return _thanks(request, holds.say(copy.story, **form.cleaned_data))
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
        shown = holds.answer(flag, by=request.user, **said)
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
