"""Subject access: what is held on somebody in stories, looked at, given to them, erased.

For Local Trust.
"""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from areas.access import areas_where, require
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.files.refused import Refused
from outcomes.consent.actions.erasure import LEFT, erase_person
from outcomes.consent.actions.subjects import person_of_account, person_of_place
from outcomes.consent.exchange import subject_access_zip
from outcomes.consent.forms.stops import EraseForm
from outcomes.consent.queries.owed import due_on_our_own, last_day_by_law
from outcomes.consent.queries.people import stories_of, told_by_them
from outcomes.consent.queries.places import MOST_SHOWN, counted, held_places, name_of, shown
from outcomes.models import Erasure, Person


@require_http_methods(["GET", "HEAD", "POST"])
def person_held(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What is held on somebody, and the form that erases them."""
    person = _person(request, key)
    held = None if person.erased_at else held_places(person)
    places = shown(held.left)[:MOST_SHOWN] if held else []
    form = EraseForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            line = erase_person(
                person, by=request.user, why=answers["why"], ticked=answers["theirs"]
            )
        except Refused as refused:
            form.add_error(None, refused.problems[0])
        except OSError:
            form.add_error(
                None,
                _("The list of erasures could not be written, so nothing was erased. Try again."),
            )
        else:
            if line.why == answers["why"]:
                messages.success(request, _erased_message(line))
            else:
                messages.info(request, _("They were erased before you pressed."))
            return redirect("stops")
    context = _about(person) | {
        "section": "reviews",
        "form": form,
        "goes": counted(held.tied) if held else [],
        "more": len(held.left) - len(places) if held else 0,
    }
    return render(request, "outcomes/consent/erasure.html", context)


def _about(person: Person) -> dict:
    """What the page says of somebody, and of their erasure once it is done."""
    request_to_erase = person.erasures_asked.first()
    told = told_by_them(person)
    line = Erasure.objects.filter(key=person.key).first() if person.erased_at else None
    counts = dict(line.counts) if line else {}
    left = counts.pop(LEFT, 0)
    return {
        "person": person,
        "area": person.area,
        "told": told,
        "others": stories_of(person).exclude(pk__in=told.order_by().values("pk")).count(),
        "asked": request_to_erase,
        "last_day": last_day_by_law(request_to_erase) if request_to_erase else None,
        "our_day": due_on_our_own(request_to_erase) if request_to_erase else None,
        "gone": sorted((name_of(label), number) for label, number in counts.items()),
        "left": left,
    }


def _erased_message(line: Erasure) -> str:
    left = line.counts.get(LEFT, 0)
    if not left:
        return _("Erased. What they told is gone, and so is their name wherever we found it.")
    message = ngettext(
        "Erased. What they told is gone, and so is their name wherever it was theirs. %(n)s place "
        "with the same name or nearly the same was left on purpose.",
        "Erased. What they told is gone, and so is their name wherever it was theirs. %(n)s places "
        "with the same name or nearly the same were left on purpose.",
        left,
    )
    return message % {"n": left}


@require_POST
def account_held(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for somebody with an account who is in no story.

    A post, because it creates the person that stands for the account.
    """
    if not areas_where(request.user, May.ERASE):
        raise PermissionDenied
    user = get_object_or_404(User, pk=pk, is_active=True)
    try:
        person = person_of_account(user)
    except Refused as refused:
        messages.error(request, refused.problems[0])
        return redirect("stops")
    return redirect("person_held", person.key)


@require_POST
def place_held(request: HttpRequest, address: str) -> HttpResponse:
    """The same for somebody who has nothing but their name in a place, such as a seat.

    A post, because it creates the person that stands for the place.
    """
    if not areas_where(request.user, May.ERASE):
        raise PermissionDenied
    try:
        person = person_of_place(address)
    except LookupError:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, refused.problems[0])
        return redirect("stops")
    return redirect("person_held", person.key)


@require_POST
def person_export(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The same as a file. A post, because the audit says who took it. Reads every table once."""
    person = _person(request, key)
    audit.record("person.exported", person, by=request.user, area=person.area.slug)
    headers = {
        "Content-Disposition": 'attachment; filename="held.zip"',
        "Cache-Control": "no-store, private",
    }
    file = subject_access_zip(person, request.POST.getlist("theirs"))
    return HttpResponse(file, content_type="application/zip", headers=headers)


def _person(request: HttpRequest, key: uuid.UUID) -> Person:
    person = get_object_or_404(Person.objects.select_related("area__programme", "user"), key=key)
    require(request.user, May.ERASE, person.area)
    return person
