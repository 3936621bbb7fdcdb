"""The red button: stop everything public about a story, a person in it or a whole area.

And lifting it.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import can, require
from areas.models import Area
from areas.words import Words
from bigstory.accounts.roles import May
from outcomes.actions import holds
from outcomes.forms.safety import LiftForm
from outcomes.models import ChangeStory, Hold, Person
from outcomes.reads.stops import with_titles
from outcomes.views.found import story_or_404


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
