"""Somebody to speak to is written down, or changes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import require
from areas.desk.actions.contacts import add_contact, change_contact
from areas.desk.forms.contacts import CONTACT, ChangeContactForm, NewContactForm
from areas.desk.queries.contacts import contacts_visible_to
from areas.desk.views.desks import desk_area_or_404
from areas.models import Area, Contact
from areas.places.views import of_area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import SignedInRequest
from bigstory.core.db.versioned import Conflict
from bigstory.core.text.sides import with_names
from bigstory.kit.once import made_once, with_a_token
from bigstory.kit.two_editors import is_choice, mark_of, two_wrote, with_both, words_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def contact_new(request: SignedInRequest, slug: str) -> HttpResponse:
    area = desk_area_or_404(request, slug, May.KEEP_DESK)
    if request.method != "POST":
        return _new_page(request, area, NewContactForm())
    typed = with_a_token(request.POST)
    form = NewContactForm(typed)
    if not form.is_valid():
        return _new_page(request, area, form)

    def make() -> str:
        add_contact(area=area, by=request.user, values=form.values())
        return reverse("area_desk", args=[area.slug])

    path, saved = made_once(request, form, make)
    if not saved:
        again = NewContactForm(with_a_token(typed, new=True))
        return _new_page(request, area, again, sent_before=path)
    name = form.cleaned_data["name"]
    messages.success(request, with_names(_("%(name)s can be rung from here."), name=name))
    return redirect(path)


def _new_page(request: SignedInRequest, area: Area, form: Any, **more: object) -> HttpResponse:
    context = {**of_area(request, area), "form": form, **more}
    return render(request, "areas/desk/contact_new.html", context)


@require_http_methods(GET_OR_POST)
def contact_change(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    visible = contacts_visible_to(request.user).select_related("area__programme")
    contact = get_object_or_404(visible, area__slug=slug, pk=pk)
    require(request.user, May.KEEP_DESK, contact.area)
    if request.method != "POST":
        initial = words_of(contact, CONTACT) | {"seen": mark_of(contact, CONTACT)}
        return _change_page(request, contact, ChangeContactForm(initial=initial))
    data = with_both(request.POST, words_of(contact, CONTACT))
    form = ChangeContactForm(data)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, contact, form)
    try:
        change_contact(contact=contact, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        return _two_wrote(request, contact, form, parts=conflict.parts)
    messages.success(request, _("Saved."))
    return redirect("area_desk", slug=slug)


def _change_page(
    request: SignedInRequest, contact: Contact, form: ChangeContactForm
) -> HttpResponse:
    context = {**of_area(request, contact.area), "contact": contact, "form": form}
    return render(request, "areas/desk/contact_change.html", context)


def _two_wrote(
    request: SignedInRequest, contact: Contact, form: ChangeContactForm, parts: Any = ()
) -> HttpResponse:
    frame = of_area(request, contact.area) | {"thing": _("What is known of this contact")}
    return two_wrote(request, form, words_of(contact, CONTACT), parts=parts, frame=frame)
