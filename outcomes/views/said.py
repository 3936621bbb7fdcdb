"""What one person in a story said: asked in words that stand on the page, kept for ever, followed
at once.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import can
from bigstory.accounts.roles import May
from bigstory.core.once import AlreadySent, fingerprint, once
from outcomes.actions.people import add_guardian
from outcomes.actions.permissions import MakesNoSense, record_event
from outcomes.forms.people import NEW, SaidForm
from outcomes.models import ChangeStory, PermissionEvent, Person
from outcomes.reads.people import history_of, wordings_now
from outcomes.views.people import person_or_404

By = PermissionEvent.By


@require_http_methods(["GET", "HEAD", "POST"])
def story_said(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Whoever may read permissions sees what was said; whoever records them can add to it."""
    story, appearance = person_or_404(request, pk, number, needs=May.READ_PERMISSIONS)
    person = appearance.person
    may_record = can(request.user, May.RECORD_PERMISSIONS, story.area)
    if request.method == "POST" and not may_record:
        raise PermissionDenied
    form = (
        SaidForm(request.POST or None, person=person, wordings=wordings_now())
        if may_record
        else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            path = _keep(request, story, person, form)
        except AlreadySent:
            form.add_error(
                None,
                _("This form was sent already, with other words. Open the page again to say more."),
            )
        except MakesNoSense as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Kept, and followed."))
            return redirect(path)
    context = {
        "section": "stories",
        "story": story,
        "area": story.area,
        "person": person,
        "form": form,
        "history": history_of(story, person),
    }
    return render(request, "outcomes/consent/said.html", context)


def _keep(request: HttpRequest, story: ChangeStory, person: Person, form: SaidForm) -> str:
    said = form.cleaned_data

    def make() -> str:
        guardian = _guardian(request, person, form)
        for use in said["uses"]:
            record_event(
                person=person,
                use=use,
                verb=said["verb"],
                by=request.user,
                story=None if said["every"] else story,
                given_by=By.GUARDIAN if guardian else By.SELF,
                guardian=guardian,
                child_agreed=said.get("child", "") if guardian else "",
                method=said["method"],
                on=said["on"],
            )
        return reverse("story_people", args=[story.pk])

    return once(user=request.user, token=said["token"], body=fingerprint(request.POST), make=make)


def _guardian(request: HttpRequest, person: Person, form: SaidForm):
    said = form.cleaned_data
    if said["who"] == NEW:
        return add_guardian(
            person, by=request.user, name=said["guardian_name"], what_they_are=said["guardian_is"]
        )
    return form.guardians.get(said["who"])
