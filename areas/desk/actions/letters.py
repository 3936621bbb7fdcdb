"""Writing a letter about a thing that was sent, and telling the other side by mail."""

from datetime import datetime
from operator import attrgetter

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from areas.desk.actions.heard import heard_by_letter
from areas.desk.models.letters import Letter
from areas.desk.models.owed import Owed, Side
from areas.desk.queries.due import due_on
from areas.desk.queries.letters import side_of
from areas.desk.queries.officers import officer_of
from areas.desk.queries.owed import latest_open
from areas.desk.queries.sources import SOURCES, Thing
from areas.models import AreaRole
from areas.places.actions import claim
from bigstory.accounts.models import User
from bigstory.accounts.roles import TABLE
from bigstory.core.db import audit
from bigstory.core.privacy.erasing import NOBODYS
from bigstory.core.work.mail import post


class WordsOwed(Exception):
    """A letter without a word."""


@transaction.atomic
def write_letter(
    thing: Thing, *, words: str, by: User, asks: bool = False, page: str = ""
) -> Letter:
    """Write for one's own side; an open question to that side is answered by it.

    `page` is the address of the conversation, for the mail. Raises PermissionDenied, WordsOwed.
    """
    side = side_of(by, thing)
    if side is None:
        raise PermissionDenied
    words = words.strip()
    if not words:
        raise WordsOwed
    claim([thing.area])  # two who answer at once come one after the other
    last = Letter.objects.filter(about=thing.kind, thing=thing.pk).last()
    if last and (last.side, last.words, last.asks, last.writer_id) == (side, words, asks, by.pk):
        return last  # pressed twice
    now = timezone.now()
    letter = Letter.objects.create(
        area=thing.area,
        about=thing.kind,
        thing=thing.pk,
        side=side,
        asks=asks,
        words=words,
        writer=by,
        writer_name=str(by)[:80],
        at=now,
    )
    _answers(thing, side, now)
    if side == Side.AREA:
        heard_by_letter(thing.area, on=timezone.localdate(now))
    if asks:
        _asks(thing, Side.AREA if side == Side.TRUST else Side.TRUST, now, by=by)
    audit.record("letter.written", letter, by=by, area=thing.area.slug, about=thing.kind, asks=asks)
    for reader in _readers(thing, side):
        _tell(reader, thing, words=words, by=str(by), asks=asks, page=page)
    return letter


def _answers(thing: Thing, side: Side, now: datetime) -> None:
    if question := latest_open(thing.kind, thing.pk, side):
        question.answered = now
        question.save(update_fields=["answered"])


def _asks(thing: Thing, side: Side, now: datetime, *, by: User) -> None:
    """A second question before the first is answered makes it no younger."""
    if latest_open(thing.kind, thing.pk, side):
        return
    Owed.objects.create(
        area=thing.area,
        kind=Owed.Kind.QUESTION,
        about=thing.kind,
        thing=thing.pk,
        owes=side,
        sent=now,
        due=due_on(thing.area.programme, now) if side == Side.TRUST else None,
        taken_by=_who_asked_last(thing) if side == Side.TRUST else None,
    )


def tell_area(thing: Thing, *, words: str, by: User, page: str = "") -> None:
    """Mail a verdict with its words to whoever sent the thing. Call it in the verdict's
    transaction.
    """
    verdicts = sorted(SOURCES[thing.kind].replies([thing.pk]), key=attrgetter("at"))
    says = verdicts[-1].says if verdicts else ""
    for reader in _in_the_area(thing):
        if reader != by:
            _tell(reader, thing, words=words, by=str(by), asks=False, page=page, says=says)


def _readers(thing: Thing, side: Side) -> list[User]:
    if side == Side.TRUST:
        return _in_the_area(thing)
    last = _who_asked_last(thing)
    return [last] if last is not None else []


def _in_the_area(thing: Thing) -> list[User]:
    """Whoever sent it, while they may write there; otherwise everybody who may."""
    writes = SOURCES[thing.kind].writes
    if writes is None:
        return []
    rows = AreaRole.objects.active().filter(
        area=thing.area, role__in=list(TABLE[writes]), user__is_active=True
    )
    people = sorted({row.user for row in rows.select_related("user")}, key=lambda user: user.pk)
    return [user for user in people if user.pk == thing.sender] or people


def _who_asked_last(thing: Thing) -> User | None:
    """The one of Local Trust who has it in hand: who took it, else who wrote about it last, else
    the officer of the area.
    """
    taken = Owed.objects.ours().filter(about=thing.kind, thing=thing.pk, answered=None)
    row = taken.exclude(taken_by=None).select_related("taken_by").first()
    if row is not None:
        return row.taken_by
    ours = Letter.objects.filter(about=thing.kind, thing=thing.pk, side=Side.TRUST)
    last = ours.exclude(writer=None).select_related("writer").last()
    if last is not None:
        return last.writer
    in_charge = officer_of(thing.area)
    in_hand = in_charge.cover or in_charge.officer
    return in_hand.user if in_hand is not None else None


def _tell(
    reader: User, thing: Thing, *, words: str, by: str, asks: bool, page: str, says: str = ""
) -> None:
    if not reader.is_active or reader.email.endswith(NOBODYS):
        return
    context = {
        "reader": reader,
        "by": by,
        "area": thing.area,
        "title": thing.title,
        "letter": words,
        "asks": asks,
        "says": says,
        "link": page,
    }
    post("about_what_was_sent", to=reader.email, context=context)


def forget_letters(kind: str, thing: int) -> None:
    """When a thing goes for good, what was written about it goes with it, and nothing is owed."""
    Letter.objects.filter(about=kind, thing=thing).delete()
    Owed.objects.filter(about=kind, thing=thing).delete()
