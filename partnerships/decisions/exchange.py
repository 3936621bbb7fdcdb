"""Writes calendars that phones read: RFC 5545, as much of it as we need and no more.

Lines end in CRLF and fold at 75 octets, never inside a letter; text is escaped; times are in UTC
and days are days.

What stands in an area's calendar: meetings, the days actions are due, and the days the programme
asks for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Area
from areas.programme.queries import Words
from bigstory.core.db.dated import today
from partnerships.models import Action, Meeting, Partnership, PartnershipReview

OCTETS = 75
# Letters no calendar may hold; a line break is written as \n before they are dropped.
FORBIDDEN = {code: None for code in (*range(0x20), 0x7F) if code != 0x09}


@dataclass(frozen=True)
class Event:
    """One thing with a time, or with a day where `starts` is a date. `uid` stays the same for
    ever.
    """

    uid: str
    summary: str
    starts: datetime | date
    minutes: int = 0
    place: str = ""
    about: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar(name: str, events: Iterable[Event], *, stamp: datetime) -> str:
    """A whole file. `stamp` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Big Story//Calendar of an area//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


def _event(event: Event, stamp: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escape(event.uid)}", f"DTSTAMP:{moment(stamp)}"]
    if isinstance(event.starts, datetime):
        lines += [
            f"DTSTART:{moment(event.starts)}",
            f"DTEND:{moment(event.starts + timedelta(minutes=event.minutes))}",
        ]
    else:
        # The day after is the first that is no longer part of it.
        lines += [
            f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.starts + timedelta(days=1):%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
    lines.append(f"SUMMARY:{escape(event.summary)}")
    lines += [
        f"{key}:{escape(text)}"
        for key, text in (("LOCATION", event.place), ("DESCRIPTION", event.about))
        if text
    ]
    if event.url:
        lines.append(f"URL:{event.url}")
    lines += [
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]
    return lines


def moment(when: datetime) -> str:
    """A moment in UTC, as 20260504T181500Z."""
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    """Text in which commas, semicolons, backslashes and line breaks mean nothing but themselves."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return (
        text.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n").translate(FORBIDDEN)
    )


def fold(line: str) -> str:
    """One content line with its CRLF, in pieces of at most 75 octets; those after the first begin
    with a space.
    """
    pieces = []
    piece = ""
    size = 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece = " "
            size = 1
        piece = piece + letter
        size = size + octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


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
