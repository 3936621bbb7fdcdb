"""Writes calendars that phones read: RFC 5545, as much of it as we need and no more.

Lines end in CRLF and fold at 75 octets, never inside a letter; text is escaped; times are in UTC
and days are days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

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
