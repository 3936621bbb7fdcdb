"""Messages of readers and wishes to be forgotten: which wait, and what was answered."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.desk.models.owed import Owed
from areas.desk.queries.sources import Source, Thing, Wait
from bigstory.accounts.roles import May
from outcomes.models import ErasureAsked, Flag
from partnerships.table.queries.rules import months_after

FLAG = Owed.Kind.FLAG
REQUEST = Owed.Kind.SUBJECT_REQUEST
# The law gives one calendar month from the day somebody asked (UK GDPR, article 12(3)). The day on
# the row is our own: by then we mean to have answered, as with all that is sent to us.
MONTHS = 1


def last_day_by_law(asked: ErasureAsked) -> date:
    """The day by which what is held on whoever asked has to be erased."""
    return months_after(timezone.localdate(asked.at), MONTHS)


def due_on_our_own(asked: ErasureAsked) -> date | None:
    """The day by which we mean to answer; None without a rule of the programme."""
    row = Owed.objects.filter(kind=REQUEST, thing=asked.pk).order_by("-sent").first()
    return row.due if row else None


def _flags_waiting(areas):
    rows = Flag.objects.open().filter(story__area__in=areas).order_by()
    return [
        Wait(area, FLAG, pk, at) for area, pk, at in rows.values_list("story__area", "pk", "at")
    ]


def _flags_answered(things):
    flags = Flag.objects.filter(pk__in=things, answered_at__isnull=False)
    return dict(flags.values_list("pk", "answered_at"))


def _flags(user, things):
    flags = Flag.objects.visible_to(user).filter(pk__in=things)
    flags = flags.select_related("story__area__region", "story__area__programme")
    return {flag.pk: _stands_apart(FLAG, flag.pk, flag.story.area, str(flag)) for flag in flags}


def _requests_waiting(areas):
    rows = ErasureAsked.objects.open().filter(person__area__in=areas).order_by()
    return [
        Wait(area, REQUEST, pk, at) for area, pk, at in rows.values_list("person__area", "pk", "at")
    ]


def _requests_answered(things):
    asked = ErasureAsked.objects.filter(pk__in=things, person__erased_at__isnull=False)
    return dict(asked.values_list("pk", "person__erased_at"))


def _requests(user, things):
    asked = ErasureAsked.objects.visible_to(user).filter(pk__in=things)
    asked = asked.select_related("person__area__region", "person__area__programme")
    title = _("Somebody wants to be forgotten")
    return {
        one.pk: replace(
            _stands_apart(REQUEST, one.pk, one.person.area, title),
            note=_("the law gives until %(day)s") % {"day": date_format(last_day_by_law(one))},
        )
        for one in asked
    }


def _stands_apart(kind: str, pk: int, area, title: str) -> Thing:
    """It is looked at on the page of stops and messages, and nobody in the area reads of it."""
    desk = reverse("stops")
    return Thing(kind, pk, area, title=title, page=desk, desk=desk)


FLAGS = Source(
    kinds=(FLAG,),
    answers=May.REVIEW_STORY,
    waits=_flags_waiting,
    answered=_flags_answered,
    things=_flags,
)
SUBJECT_REQUESTS = Source(
    kinds=(REQUEST,),
    answers=May.ERASE,
    waits=_requests_waiting,
    answered=_requests_answered,
    things=_requests,
)
