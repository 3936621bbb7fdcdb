"""Stops of everything public about a story, a person in it or a whole area: placed and lifted.

Local Trust's desk shows them with what readers reported.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.models import Area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from outcomes.consent.actions.stops import (
    area_of,
    lift_stop,
    place_stop,
    shared_under,
)
from outcomes.consent.forms.stops import LiftForm
from outcomes.consent.queries.stops import desk, with_titles
from outcomes.models import ChangeStory, Hold, Person
from outcomes.stories.views.story import read_story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """One page with a button each for this story, somebody in it, and all of the area.

    Two taps, and no reason. Whoever reads only its copy stops it too, and reads it no more then.
    """
    story, copy = read_story_or_404(request, pk)
    require(request.user, May.PLACE_HOLD, story.area)
    people = _people(request, story)
    if request.method == "POST":
        what = _to_stop(request.POST.get("stop", "story"), story, people)
        place_stop(by=request.user, **what)
        messages.success(request, _stopped_message(story.area))
        still_read = ChangeStory.objects.visible_to(request.user).filter(pk=pk).exists()
        return redirect(story if still_read else story.area)
    context = {
        "section": "stories",
        "story": copy or story,
        "area": story.area,
        "people": people,
        "standing": list(Hold.objects.over(story)),
        "may_lift": can(request.user, May.LIFT_HOLD, story.area),
    }
    return render(request, "outcomes/consent/stop.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def area_stop(request: HttpRequest, slug: str) -> HttpResponse:
    """One button that stops everything public about an area."""
    area = get_object_or_404(
        Area.objects.visible_to(request.user).select_related("programme"), slug=slug
    )
    require(request.user, May.PLACE_HOLD, area)
    if request.method == "POST":
        place_stop(by=request.user, area=area)
        messages.success(request, _stopped_message(area))
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
    """What a stop keeps in, since when, and the button that lifts it."""
    stops = with_titles(Hold.objects.visible_to(request.user), request.user)
    stops = stops.select_related("area", "story__area", "person__area", "placed_by")
    stop = get_object_or_404(stops, pk=pk)
    require(request.user, May.LIFT_HOLD, area_of(stop))
    data = request.POST if request.method == "POST" else None
    form = LiftForm(data, may_go_again=shared_under(stop).exists())
    if request.method == "POST" and form.is_valid():
        shown_again = lift_stop(stop, by=request.user, again=form.cleaned_data["again"])
        messages.success(request, lifted_message(shown_again))
        return redirect("stops")
    context = {
        "section": "reviews",
        "stop": stop,
        "area": area_of(stop),
        "form": form,
    }
    return render(request, "outcomes/consent/stop_lift.html", context)


def lifted_message(shown_again: int) -> str:
    if not shown_again:
        return _("Lifted. By that alone nobody beyond its own area reads more.")
    return _("Lifted. Those who read it before can read it again, where nothing else keeps it in.")


def _stopped_message(area: Area) -> str:
    message = _(
        "Stopped, from this moment. Only those who deal with it still read a story: the "
        "%(partnership)s, its worker and, where it was sent, %(funder)s, who lifts it with you."
    )
    return message % Words(area.programme.words)


def _people(request: HttpRequest, story: ChangeStory) -> list[Person]:
    """The people in the story whom this reader may know."""
    people = Person.objects.visible_to(request.user).here().filter(appearances__story=story)
    return list(people.distinct())


def _to_stop(what: str, story: ChangeStory, people: list[Person]) -> dict:
    """What the pressed button stops, as arguments of `place_stop`. 404 for no such button."""
    if what == "area":
        return {"area": story.area}
    if what == "story":
        return {"story": story}
    person = next((person for person in people if what == f"person-{person.pk}"), None)
    if person is None:
        raise Http404
    return {"person": person}


@require_safe
def stops(request: HttpRequest) -> HttpResponse:
    """Local Trust's desk: what is stopped, what readers reported, who asked to be forgotten."""
    require(request.user, May.REVIEW_STORY)
    return render(request, "outcomes/consent/stops.html", {"section": "reviews"} | desk(request))
