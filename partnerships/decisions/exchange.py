"""An area's calendar, as a file that phones read.

The file is RFC 5545, as much of it as we need and no more: lines end in CRLF and fold at 75 octets,
never inside a letter; text is escaped; times are in UTC and days are days. In it stand meetings,
the days actions are due, and the days the programme asks for.
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
from bigstory.core.text.clean import clean
from partnerships.models import Action, Meeting, Partnership, PartnershipReview

OCTETS = 75
# A calendar is for what is to come; a year back is enough to look something up.
LOOK_BACK = timedelta(days=366)
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Event:
    """One entry, at a time or on a day where `starts` is a date. `uid` never changes."""

    uid: str
    summary: str
    starts: datetime | date
    minutes: int = 0
    place: str = ""
    about: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_file(name: str, events: Iterable[Event], *, stamp: datetime) -> str:
    """The text of a whole file. `stamp` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Big Story//Calendar of an area//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


def _event_lines(event: Event, stamp: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escape(event.uid)}", f"DTSTAMP:{_utc(stamp)}"]
    if isinstance(event.starts, datetime):
        lines += [
            f"DTSTART:{_utc(event.starts)}",
            f"DTEND:{_utc(event.starts + timedelta(minutes=event.minutes))}",
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


def _utc(when: datetime) -> str:
    """A time in UTC, as 20260504T181500Z."""
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    """Text in which commas, semicolons, backslashes and line breaks mean nothing but themselves."""
    text = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


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
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


# --- the entries of an area ---


def calendar_events(area: Area, *, user, host: str) -> list[Event]:
    """In the order of the days. `host` is the site's own name, as in "https://bigstory.example"."""
    events = [*_meetings(area, user, host), *_actions_due(area, host), *_review_due(area, host)]
    return sorted(events, key=lambda event: (_day(event.starts), event.uid))


def _day(starts: datetime | date) -> date:
    return timezone.localtime(starts).date() if isinstance(starts, datetime) else starts


def _uid(kind: str, key, host: str) -> str:
    return f"{kind}-{key}@{host.partition('://')[2]}"


def _meetings(area: Area, user, host: str) -> list[Event]:
    meetings = Meeting.objects.visible_to(user).filter(
        area=area, starts_at__gte=timezone.now() - LOOK_BACK
    )
    return [
        Event(
            uid=_uid("meeting", meeting.pk, host),
            summary=_("Cancelled: %(what)s") % {"what": meeting.what}
            if meeting.cancelled
            else meeting.what,
            starts=meeting.starts_at,
            minutes=meeting.minutes,
            place=meeting.place,
            about=meeting.about,
            url=host + reverse("meeting", args=[area.slug, meeting.pk]),
            sequence=meeting.version - 1,
            cancelled=meeting.cancelled,
        )
        for meeting in meetings
    ]


def _actions_due(area: Area, host: str) -> list[Event]:
    """Actions of the present plan that are still to do."""
    actions = (
        Action.objects.of_present_plans()
        .filter(priority__plan__area=area, due__isnull=False)
        .exclude(state__in=[Action.State.DONE, Action.State.DROPPED])
        .select_related("priority__plan")
    )
    return [
        Event(
            # The same piece carried into a later plan is the same entry on a phone.
            uid=_uid("action", action.thread, host),
            summary=_("Due: %(action)s") % {"action": action.title},
            starts=action.due,
            about=action.priority.own_words,
            url=host
            + reverse("plan", args=[area.slug, action.priority.plan.number])
            + f"#action-{action.pk}",
        )
        for action in actions
    ]


def _review_due(area: Area, host: str) -> list[Event]:
    """The yearly look at who sits on the partnership, counted from the last one."""
    name = "partnership_review_months"
    months = area.programme.rules_on(today(), name).get(name)
    partnership = Partnership.objects.filter(area=area).first()
    if not months or partnership is None:
        return []
    reviews = PartnershipReview.objects.filter(partnership=partnership).order_by("-on")
    since = reviews.values_list("on", flat=True).first() or partnership.formed_on
    if since is None:
        return []
    due = _months_later(since, int(months))
    return [
        Event(
            uid=_uid("partnership-review", f"{area.slug}-{due:%Y}", host),
            summary=_("Due: the yearly review of the %(partnership)s")
            % Words(area.programme.words),
            starts=due,
            url=host + reverse("partnership", args=[area.slug]),
        )
    ]


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    for day_of_month in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, day_of_month)
        except ValueError:
            continue
    raise AssertionError
