"""The conversation about a thing that was sent: verdicts and letters, oldest first."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q, QuerySet

from areas.access import areas_where, can
from areas.desk.models.letters import Letter
from areas.desk.models.owed import Side
from areas.desk.queries.owed import asked_of, things_of
from areas.desk.queries.sources import SOURCES, Reply, Thing, all_sources
from areas.models import Area
from bigstory.accounts.roles import TABLE, Role
from bigstory.accounts.somebody import Somebody


@dataclass(frozen=True)
class Said:
    """One of the two wrote this. `says` is the verdict it went with, empty for a letter."""

    side: str
    words: str
    name: str
    at: datetime
    says: str = ""
    asks: bool = False


def conversation(thing: Thing) -> list[Said]:
    """All that was written about it. For whoever `reads` it."""
    source = SOURCES[thing.kind]
    verdicts = [
        Said(Side.TRUST, reply.words, reply.name, reply.at, says=reply.says)
        for reply in source.replies([thing.pk])
    ]
    return sorted(verdicts + letters_on(thing), key=attrgetter("at"))


def letters_on(thing: Thing) -> list[Said]:
    """The letters alone, for a page that shows the verdict itself."""
    return [
        Said(letter.side, letter.words, letter.writer_name, letter.at, asks=letter.asks)
        for letter in Letter.objects.filter(about=thing.kind, thing=thing.pk)
    ]


def reads(user: Somebody, thing: Thing) -> bool:
    """Whether somebody reads what is written about a thing they may know of."""
    source = SOURCES[thing.kind]
    return can(user, source.answers, thing.area) or (
        source.reads is not None and can(user, source.reads, thing.area)
    )


def lto_reads(thing: Thing) -> bool:
    """Whether those who hold the money read what is written about it, beside the others."""
    wanted = SOURCES[thing.kind].reads
    return wanted is not None and Role.LTO in TABLE[wanted]


def side_of(user: Somebody, thing: Thing) -> Side | None:
    """For which side somebody may write about a thing; nobody answers what they sent themselves."""
    source = SOURCES[thing.kind]
    if can(user, source.answers, thing.area):
        return Side.TRUST if thing.sender != user.pk else None
    if source.writes is not None and can(user, source.writes, thing.area):
        return Side.AREA
    return None


@dataclass(frozen=True)
class Question:
    """What Local Trust asks about a thing of an area, and nobody there has answered yet."""

    thing: Thing
    letter: Letter
    token: uuid.UUID = field(default_factory=uuid.uuid4)  # of the form that answers it


def open_questions(user: Somebody, areas: Collection[Area]) -> list[Question]:
    """Those that this person may answer, the longest open first."""
    rows = list(asked_of(user, areas))
    things = things_of(user, ((row.about, row.thing) for row in rows))
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(about=row.about, thing=row.thing, at__gte=row.sent)
    asked = Letter.objects.filter(wanted, side=Side.TRUST, asks=True).order_by("at", "pk")
    letters = {(letter.about, letter.thing): letter for letter in (asked if rows else ())}
    return [
        Question(things[key], letters[key])
        for row in rows
        if (key := (row.about, row.thing)) in things and key in letters
    ]


def came_back(user: Somebody, most: int) -> list[tuple[Thing, Letter]]:
    """The newest letters of areas to Local Trust, with what each is about."""
    letters = list(_letters_to_us(user).order_by("-at", "-pk")[:most])
    things = things_of(user, ((letter.about, letter.thing) for letter in letters))
    return [
        (things[key], letter)
        for letter in letters
        if (key := (letter.about, letter.thing)) in things
    ]


def _letters_to_us(user: Somebody) -> "QuerySet[Letter]":
    rows = Q(pk__in=[])
    for kind, source in SOURCES.items():
        rows |= Q(about=kind) & areas_where(user, source.answers).q()
    return Letter.objects.filter(rows, side=Side.AREA)


def latest_replies(
    user: Somebody, areas: Collection[Area], most: int
) -> list[tuple[Thing, Reply | Letter]]:
    """The last things Local Trust wrote to these areas, verdicts and letters, the newest first.

    For whoever reads them. A question that was answered is no news.
    """
    ids = [area.pk for area in areas]
    found: list[Reply | Letter] = [
        reply for source in all_sources() for reply in source.latest(user, ids, most)
    ]
    rows = Q(pk__in=[])
    for kind, source in SOURCES.items():
        if source.reads is not None:
            rows |= Q(about=kind) & areas_where(user, source.reads).q()
    written = Letter.objects.filter(rows, side=Side.TRUST, area__in=ids)
    answered = Letter.objects.filter(
        about=OuterRef("about"), thing=OuterRef("thing"), side=Side.AREA, at__gte=OuterRef("at")
    )
    written = written.exclude(Q(asks=True) & Exists(answered))
    found += written.order_by("-at", "-pk")[:most]
    newest = sorted(found, key=attrgetter("at"), reverse=True)[:most]
    things = things_of(user, map(_key, newest))
    return [(things[_key(one)], one) for one in newest if _key(one) in things]


def _key(one: Reply | Letter) -> tuple[str, int]:
    return (one.kind if isinstance(one, Reply) else one.about, one.thing)
