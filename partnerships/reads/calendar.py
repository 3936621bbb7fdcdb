"""What stands in an area's calendar: meetings, the days actions are due, and the days the programme
asks for.
"""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Area
from areas.words import Words
from bigstory.core.models import today
from partnerships.exchange.icalendar import Event
from partnerships.models import Action, Meeting, Partnership, PartnershipReview

# A calendar is for what is to come; a year back is enough to look something up.
BACK = timedelta(days=366)
MONTHS_A_YEAR = 12


def events(area: Area, *, user, host: str) -> list[Event]:
    """In the order of the days. `host` is the site's own name, as in "https://bigstory.example"."""
    found = [*_meetings(area, user, host), *_due(area, host), *_programme(area, host)]
    return sorted(found, key=lambda event: (_day(event.starts), event.uid))


def _day(starts: datetime | date) -> date:
    return timezone.localtime(starts).date() if isinstance(starts, datetime) else starts


def _uid(kind: str, key, host: str) -> str:
    return f"{kind}-{key}@{host.partition('://')[2]}"


def _meetings(area: Area, user, host: str) -> list[Event]:
    rows = Meeting.objects.visible_to(user).filter(area=area, starts_at__gte=timezone.now() - BACK)
    return [
        Event(
            uid=_uid("meeting", row.pk, host),
            summary=_("Cancelled: %(what)s") % {"what": row.what} if row.cancelled else row.what,
            starts=row.starts_at,
            minutes=row.minutes,
            place=row.place,
            about=row.about,
            url=host + reverse("meetings", args=[area.slug]) + f"#meeting-{row.pk}",
            sequence=row.version - 1,
            cancelled=row.cancelled,
        )
        for row in rows
    ]


def _due(area: Area, host: str) -> list[Event]:
    """Actions of the present plan that are still to do."""
    rows = Action.objects.of_present_plans().filter(priority__plan__area=area, due__isnull=False)
    rows = rows.exclude(state__in=[Action.State.DONE, Action.State.DROPPED]).select_related(
        "priority__plan"
    )
    return [
        Event(
            # The same piece carried into a later plan is the same entry on a phone.
            uid=_uid("action", row.thread, host),
            summary=_("Due: %(action)s") % {"action": row.title},
            starts=row.due,
            about=row.priority.own_words,
            url=host
            + reverse("plan", args=[area.slug, row.priority.plan.number])
            + f"#action-{row.pk}",
        )
        for row in rows
    ]


def _programme(area: Area, host: str) -> list[Event]:
    """The yearly look at who sits on the partnership, counted from the last one."""
    months = area.programme.rules_on(today(), "partnership_review_months").get(
        "partnership_review_months"
    )
    group = Partnership.objects.filter(area=area).first()
    if not months or group is None:
        return []
    last = (
        PartnershipReview.objects.filter(partnership=group)
        .order_by("-on")
        .values_list("on", flat=True)
        .first()
    )
    since = last or group.formed_on
    if since is None:
        return []
    due = _months_on(since, int(months))
    return [
        Event(
            uid=_uid("partnership-review", f"{area.slug}-{due:%Y}", host),
            summary=_("Due: the yearly review of the %(partnership)s")
            % Words(area.programme.words),
            starts=due,
            url=host + reverse("partnership", args=[area.slug]),
        )
    ]


def _months_on(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + year
    month = month + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError
