"""Whom to speak to in an area and what was said, for those who may read it.

Local Trust reads all of it; the Rep of an area its contacts, and what is noted for both or was
noted by themselves. An evaluator never.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from areas.access import areas_where
from areas.models import Area, Contact, ContactNote
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import Somebody
from bigstory.core.db.dated import DatedQuerySet, today


def contacts_visible_to(user: Somebody) -> DatedQuerySet[Contact]:
    return Contact.objects.filter(areas_where(user, May.READ_DESK).q())


def notes_visible_to(user: Somebody) -> QuerySet[ContactNote]:
    keeps = areas_where(user, May.KEEP_DESK)
    for_both = Q(readers=ContactNote.Readers.REP)
    if user.is_authenticated:
        for_both |= Q(noted_by=user)
    return ContactNote.objects.filter(keeps.q() | (areas_where(user, May.READ_DESK).q() & for_both))


def next_steps(user: Somebody) -> QuerySet[ContactNote]:
    """What somebody said would come next and is not done, the most pressing first."""
    open_now = notes_visible_to(user).exclude(next_step="").filter(done_on=None)
    return open_now.order_by(F("next_by").asc(nulls_last=True), "on", "pk")


def with_whom_to_ring(areas: QuerySet[Area], user: Somebody) -> QuerySet[Area]:
    """Add `ring`, the first contact of each area with name and phone, and `next_step`, what was to
    come next and is due; both empty for whoever may not read them. In the same statement.
    """
    contacts = contacts_visible_to(user).active().filter(area=OuterRef("pk"))
    first = contacts.exclude(phone="").order_by("-rung_first", "pk")
    words = JSONObject(name="name", there_for="there_for", phone="phone")
    due = next_steps(user).filter(area=OuterRef("pk"), next_by__lte=today())
    return areas.annotate(
        ring=Subquery(first.values(_=words)[:1]),
        next_step=Subquery(due.values("next_step")[:1]),
    )


def whom_to_ring(user: Somebody, areas: Iterable[Area]) -> dict[int, Contact]:
    """The first contact of each area with a phone, by its id, for whoever may read them.

    One statement.
    """
    contacts = contacts_visible_to(user).active().filter(area__in=list(areas)).exclude(phone="")
    first: dict[int, Contact] = {}
    for contact in contacts.order_by("-rung_first", "pk"):
        first.setdefault(contact.area_id, contact)
    return first


def last_spoken_on(ids: list[int]) -> dict[int, date]:
    """The day of the last call, visit or mail of each area that had one, by its id."""
    notes = ContactNote.objects.filter(area__in=ids).order_by("on")
    return dict(notes.values_list("area_id", "on"))
