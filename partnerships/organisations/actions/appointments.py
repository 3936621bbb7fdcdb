"""Who holds the money of an area: appointed, corrected, ended; and what is handed on.

The area is held first, then the organisations in the order of their ids, so two who appoint at
once wait for each other.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can, require
from areas.models import Area
from bigstory.accounts.models import User
from bigstory.accounts.roles import May
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.models import HandOver, LtoAppointment, Officership, Organisation
from partnerships.organisations.actions.rights import hold_organisations, keep_rights
from partnerships.organisations.queries.looking import (
    BACK,
    HAND_ON,
    Look,
    Rest,
    look_at_appointing,
    look_at_ending,
    succession,
    why_not,
)

# What is written about an appointment, beside its days.
FACTS = ("agreement", "signed_by_them", "signed_by_us", "note")
GIVER, TAKER = "giver", "taker"


class ReadsOtherwise(Exception):
    """Since somebody looked, what would change is no longer the same. `look` is as it is now."""

    def __init__(self, look: Look) -> None:
        super().__init__("It changed meanwhile.")
        self.look = look


class CannotAppoint(Exception):
    """Its words say why, in a sentence."""


def _hold(area: Area, *organisations: int) -> None:
    list(Area.objects.select_for_update(no_key=True).filter(pk=area.pk).values_list("pk"))
    there = LtoAppointment.objects.filter(area=area).values_list("organisation", flat=True)
    hold_organisations(*there, *organisations)


@transaction.atomic
def appoint(
    *,
    area: Area,
    organisation: Organisation,
    starts: date,
    takes_over: bool,
    rest: Rest,
    seen: str,
    by: User,
    facts: dict,
) -> LtoAppointment:
    """Appoint an organisation from a day on. `seen`: the fingerprint of the look at it.

    `takes_over`: whoever holds the money until then ends on that day; else both hold it. Raises
    CannotAppoint, or ReadsOtherwise. Then nothing is saved.
    """
    require(by, May.SET_UP_AREA, area)
    _hold(area, organisation.pk)
    if sentence := why_not(area, organisation, starts, by=by, takes_over=takes_over):
        raise CannotAppoint(sentence)
    look = look_at_appointing(area, organisation, starts, takes_over=takes_over, rest=rest)
    if look.fingerprint != seen:
        raise ReadsOtherwise(look)
    change = succession(area, starts, takes_over=takes_over)
    for row in change.ending:
        _end(row, starts, by=by)
    if len(change.ending) == 1:
        _settle(area, change.ending[0].organisation, rest, organisation, by=by)
    appointment = LtoAppointment.objects.create(
        area=area, organisation=organisation, starts=starts, ends=change.until, **facts
    )
    audit.record("lto.appointed", appointment, by=by, area=area.slug, organisation=organisation.pk)
    keep_rights(organisation.pk, *(row.organisation_id for row in change.ending), by=by)
    return appointment


@transaction.atomic
def end_appointment(
    *, appointment: LtoAppointment, ends: date, why: str, rest: Rest, seen: str, by: User
) -> LtoAppointment:
    """The organisation holds the money no longer from a day on. Raises ReadsOtherwise."""
    area = appointment.area
    require(by, May.SET_UP_AREA, area)
    _hold(area)
    appointment.refresh_from_db(fields=["starts", "ends", "version", "why_ended"])
    look = look_at_ending(appointment, ends, rest=rest)
    if look.fingerprint != seen:
        raise ReadsOtherwise(look)
    _end(appointment, ends, by=by, why=why)
    _settle(area, appointment.organisation, rest, None, by=by)
    keep_rights(appointment.organisation_id, by=by)
    return appointment


def _end(row: LtoAppointment, day: date, *, by: User, why: str = "") -> None:
    row.ends = day
    row.why_ended = why or row.why_ended
    row.save_if_unchanged(seen=row.version, fields=["ends", "why_ended"])
    audit.record("lto.ended", row, by=by, area=row.area.slug, organisation=row.organisation_id)


@transaction.atomic
def correct_appointment(
    *, appointment: LtoAppointment, by: User, seen: Mark, values: dict
) -> set[str]:
    """Put right what is written about it, its days as well; returns the names of those fields.

    Raises Conflict where somebody else changed the same.
    """
    area = appointment.area
    require(by, May.SET_UP_AREA, area)
    own = Officership.objects.active().filter(user=by, organisation=appointment.organisation_id)
    if own.exists():
        raise PermissionDenied
    _hold(area)
    changed = save_merged(appointment, seen=seen, values=values, together=[("starts", "ends")])
    if changed:
        fields = sorted(changed)
        audit.record("lto.corrected", appointment, by=by, area=area.slug, fields=fields)
        keep_rights(appointment.organisation_id, by=by)
    return changed


# --- what is handed on ---
def _settle(
    area: Area, giver: Organisation, rest: Rest, taker: Organisation | None, *, by: User
) -> None:
    if rest.amount and (rest.where == BACK or (rest.where == HAND_ON and taker is not None)):
        to = taker if rest.where == HAND_ON else None
        _record_hand_over(area, giver, to, rest.amount, by=by)


def _record_hand_over(area: Area, giver, taker, amount, *, by: User) -> HandOver:
    hand_over = HandOver.objects.create(
        area=area, giver=giver, taker=taker, amount=amount, recorded_by=by
    )
    audit.record("handover.agreed", hand_over, by=by, area=area.slug)
    return hand_over


@transaction.atomic
def hand_on(*, area: Area, giver: Organisation, by: User, values: dict) -> HandOver:
    """Write down that somebody hands on a sum: `values` has `amount`, and `taker` or None."""
    require(by, May.SET_UP_AREA, area)
    return _record_hand_over(area, giver, values["taker"], values["amount"], by=by)


def sides_of(user: User, hand_over: HandOver) -> list[str]:
    """For which sides somebody may say that it is done: officers for theirs, and Local Trust for
    those who ring, and for itself.
    """
    if can(user, May.SET_UP_AREA, hand_over.area):
        return [GIVER, TAKER]
    mine = set(
        Officership.objects.active().filter(user=user).values_list("organisation", flat=True)
    )
    sides = {GIVER: hand_over.giver_id, TAKER: hand_over.taker_id}
    return [side for side, organisation in sides.items() if organisation in mine]


@transaction.atomic
def say_done(*, hand_over: HandOver, side: str, by: User) -> bool:
    """One side says that it is done; False where that was said before. Raises PermissionDenied."""
    hand_over = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over.pk)
    if side not in sides_of(by, hand_over):
        raise PermissionDenied
    if getattr(hand_over, f"{side}_said") is not None:
        return False
    setattr(hand_over, f"{side}_said", today())
    setattr(hand_over, f"{side}_said_by", by)
    hand_over.save(update_fields=[f"{side}_said", f"{side}_said_by"])
    audit.record("handover.done", hand_over, by=by, area=hand_over.area.slug, side=side)
    return True
