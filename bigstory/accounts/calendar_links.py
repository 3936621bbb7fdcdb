"""The address of somebody's calendar: made, shown once, and ended."""

from django.db import transaction
from django.utils import timezone

from bigstory.accounts.models import CalendarLink, User
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit


@transaction.atomic
def make_calendar_link(*, by: User) -> str:
    """Make somebody's own address and return its secret, which is shown once and stored nowhere.

    An earlier one ends, so that whoever found it on an old phone reads no more.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    end_calendar_links(user=user, by=by)
    secret = CalendarLink.new_secret()
    link = CalendarLink.objects.create(user=user, digest=CalendarLink.digest_of(secret))
    audit.record("calendarlink.made", link, by=by)
    return secret


@transaction.atomic
def end_calendar_links(*, user: User, by: User | None) -> int:
    """End their address; how many there were. From the next time a phone asks, it gets nothing."""
    links = list(CalendarLink.objects.select_for_update().filter(user=user, ended_at=None))
    for link in links:
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        audit.record("calendarlink.ended", link, by=by)
    if links:
        closed("calendar", user, born=user.joined_at)
    return len(links)
