"""What one person in a story says: how far it may go, and under which name.

They are asked by somebody of their area, after the very words were shown.
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import can
from areas.programme.queries import ladder_choices
from bigstory.accounts.roles import May
from bigstory.kit.once import AlreadySent, fingerprint, once
from outcomes.consent.actions.letters import write_down_by_letter
from outcomes.consent.actions.people import add_guardian
from outcomes.consent.actions.permissions import MakesNoSense, record_event
from outcomes.consent.forms.answers import NEW_GUARDIAN, PermissionForm
from outcomes.consent.queries.people import current_wordings, history_of
from outcomes.consent.queries.shown import ShownToPerson, shown_to
from outcomes.consent.views.people import person_or_404
from outcomes.models import ChangeStory, PermissionEvent, Person
from outcomes.stories.models.moves import told_by
from outcomes.stories.views.story import of_story

By = PermissionEvent.By


@require_http_methods(["GET", "HEAD", "POST"])
def story_said(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What one person allows: read with one permission, added to with another."""
    story, appearance = person_or_404(request, pk, number, needs=May.READ_PERMISSIONS)
    person = appearance.person
    may_record = can(request.user, May.RECORD_PERMISSIONS, story.area)
    if request.method == "POST" and not may_record:
        raise PermissionDenied
    shown = shown_to(person, story)
    form = _permission_form(request, story, person, shown) if may_record else None
    if request.method == "POST" and form.is_valid():
        try:
            path = _record_once(request, story, person, form, shown)
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
        **of_story(story),
        "person": person,
        "form": form,
        "shown": shown,
        "wordings": current_wordings(),
        "history": history_of(story, person),
    }
    return render(request, "outcomes/consent/said.html", context)


def _permission_form(
    request: HttpRequest, story: ChangeStory, person: Person, shown: ShownToPerson
) -> PermissionForm:
    ladder = ladder_choices(story.area.programme)
    data = request.POST or None
    return PermissionForm(
        data,
        person=person,
        ladder=ladder,
        has_media=shown.has_pictures,
        tells=told_by(person, story),
    )


def _record_once(
    request: HttpRequest,
    story: ChangeStory,
    person: Person,
    form: PermissionForm,
    shown: ShownToPerson,
) -> str:
    data = form.cleaned_data

    def make() -> str:
        guardian = _guardian(request, person, form)
        events = [
            record_event(
                person=person,
                use=use,
                how_far=how_far,
                **form.name_asked,
                shown=shown.as_text(use),
                by=request.user,
                story=None if data.get("every") else story,
                given_by=By.GUARDIAN if guardian else By.SELF,
                guardian=guardian,
                child_agreed=data.get("child", "") if guardian else "",
                method=data["method"],
                on=data["on"],
            )
            for use, how_far in form.answers.items()
        ]
        write_down_by_letter(
            person, story, events=events, by=request.user, address=partial(_address, request)
        )
        return reverse("story_people", args=[story.pk])

    return once(user=request.user, token=data["token"], body=fingerprint(request.POST), make=make)


def _address(request: HttpRequest, secret: str) -> str:
    """The whole address of somebody's private page."""
    return request.build_absolute_uri(reverse("mine", args=[secret]))


def _guardian(request: HttpRequest, person: Person, form: PermissionForm):
    data = form.cleaned_data
    if data.get("who") == NEW_GUARDIAN:
        return add_guardian(
            person, by=request.user, name=data["guardian_name"], what_they_are=data["guardian_is"]
        )
    return form.guardians.get(data.get("who"))
