"""The calendar of an area or of somebody's areas, as a file that phones read.

The file is RFC 5545, as much of it as we need and no more: lines end in CRLF and fold at 75 octets,
never inside a letter; text is escaped; times are in UTC and days are days. In it stand meetings,
the days actions are due, the steps an area takes, and the days the programme asks for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Area, AreaStage
from areas.programme.queries import Words
from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.core.text.clean import clean
from partnerships.models import Action, Meeting, Partnership, PartnershipReview
from partnerships.table.queries.rules import MONTHS, months_after

Areas = Mapping[int, Area]
OCTETS = 75
# A calendar is for what is to come; a year back is enough to look something up.
LOOK_BACK = timedelta(days=366)
# How often a phone should ask again.
EVERY = "PT6H"


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


def calendar_file(
    name: str, events: Iterable[Event], *, stamp: datetime, asked_for_again: bool = False
) -> str:
    """The text of a whole file. `stamp` is when it was made; `asked_for_again`: at an address that
    a phone asks from time to time, in the standard's words (RFC 7986) and in Microsoft's.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Big Story//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    if asked_for_again:
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{EVERY}", f"X-PUBLISHED-TTL:{EVERY}"]
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


# --- the entries ---


def calendar_events(
    areas: Sequence[Area], *, user: User, host: str, meets: Sequence[Area] = ()
) -> list[Event]:
    """In the order of the days; in one of several areas each says where it is. Of the areas
    `meets` there are the meetings and nothing else.

    `host` is the site's own name, as in "https://bigstory.example". The number of statements does
    not grow with the areas.
    """
    named = {area.pk: area for area in areas}
    everywhere = named | {area.pk: area for area in meets}
    entries = [
        *_meetings(everywhere, user, host),
        *_actions_due(named, host),
        *_steps(named, host),
        *_reviews_due(named, host),
    ]
    if len(everywhere) > 1:
        entries = [(area, _with_its_area(event, area)) for area, event in entries]
    return sorted((event for _area, event in entries), key=lambda e: (_day(e.starts), e.uid))


def _with_its_area(event: Event, area: Area) -> Event:
    words = _("%(area)s: %(what)s") % {"area": area.short_name, "what": event.summary}
    return replace(event, summary=words)


def _day(starts: datetime | date) -> date:
    return timezone.localtime(starts).date() if isinstance(starts, datetime) else starts


def _uid(kind: str, key, host: str) -> str:
    return f"{kind}-{key}@{host.partition('://')[2]}"


def _meetings(areas: Areas, user: User, host: str) -> Iterator[tuple[Area, Event]]:
    meetings = Meeting.objects.visible_to(user).filter(
        area__in=areas, starts_at__gte=timezone.now() - LOOK_BACK
    )
    for meeting in meetings:
        area = areas[meeting.area_id]
        off = _("Cancelled: %(what)s") % {"what": meeting.what}
        yield (
            area,
            Event(
                uid=_uid("meeting", meeting.pk, host),
                summary=off if meeting.cancelled else meeting.what,
                starts=meeting.starts_at,
                minutes=meeting.minutes,
                place=meeting.place,
                about=meeting.about,
                url=host + reverse("meeting", args=[area.slug, meeting.pk]),
                sequence=meeting.version - 1,
                cancelled=meeting.cancelled,
            ),
        )


def _actions_due(areas: Areas, host: str) -> Iterator[tuple[Area, Event]]:
    """Actions of the present plans that are still to do."""
    actions = (
        Action.objects.of_present_plans()
        .filter(priority__plan__area__in=areas, due__isnull=False)
        .filter(state__in=Action.TO_BE_DONE)
        .select_related("priority__plan")
    )
    for action in actions:
        plan = action.priority.plan
        area = areas[plan.area_id]
        page = reverse("plan", args=[area.slug, plan.number])
        yield (
            area,
            Event(
                # The same piece carried into a later plan is the same entry on a phone.
                uid=_uid("action", action.thread, host),
                summary=_("Due: %(action)s") % {"action": action.title},
                starts=action.due,
                about=action.priority.own_words,
                url=f"{host}{page}#action-{action.pk}",
            ),
        )


def _steps(areas: Areas, host: str) -> Iterator[tuple[Area, Event]]:
    """The day a step of the pathway begins, and the day it ends."""
    since = today() - LOOK_BACK
    stages = AreaStage.objects.filter(area__in=areas).select_related("step")
    for stage in stages.filter(Q(starts__gte=since) | Q(ends__gte=since)):
        area = areas[stage.area_id]
        says = {
            "begins": (stage.starts, _("Begins: %(step)s")),
            "ends": (stage.ends, _("Ends: %(step)s")),
        }
        for kind, (on, words) in says.items():
            if on is not None and on >= since:
                yield (
                    area,
                    Event(
                        uid=_uid("step", f"{stage.pk}-{kind}", host),
                        summary=words % {"step": stage.step.name},
                        starts=on,
                        url=host + area.get_absolute_url(),
                    ),
                )


def _reviews_due(areas: Areas, host: str) -> Iterator[tuple[Area, Event]]:
    """The yearly look at who sits on a partnership, counted from the last one."""
    last = PartnershipReview.objects.filter(partnership=OuterRef("pk")).order_by("-on")
    partnerships = Partnership.objects.filter(area__in=areas, closed_on=None)
    rules: dict[int, dict] = {}
    for partnership in partnerships.annotate(last_on=Subquery(last.values("on")[:1])):
        area = areas[partnership.area_id]
        programme = area.programme
        if programme.pk not in rules:
            rules[programme.pk] = programme.rules_on(today(), MONTHS)
        months = rules[programme.pk].get(MONTHS)
        since = partnership.last_on or partnership.formed_on
        if not months or since is None:
            continue
        due = months_after(since, int(months))
        says = _("Due: the yearly review of the %(partnership)s")
        yield (
            area,
            Event(
                uid=_uid("partnership-review", f"{area.slug}-{due:%Y}", host),
                summary=says % Words(programme.words),
                starts=due,
                url=host + reverse("partnership", args=[area.slug]),
            ),
        )
