"""Asking for what gives somebody more power, agreeing to it, stopping it; and when it is done.

Nobody does it alone. It is done when a second person agrees, or a day after the letters about it
left, unless somebody stopped it; by no day where none left. While nobody else works for the whole
programme it is done at once: who sets up a site is alone.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from areas.access import can
from areas.models import Area, PowerChange
from areas.powers.actions.kinds import KINDS, NotPossible
from areas.powers.actions.letters import tell_everybody, tell_how_it_ended
from areas.powers.queries import may_agree, may_stop, somebody_else
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May, Role
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.privacy.erasing import NOBODYS
from bigstory.core.work.mail import drop, last_sent, some_wait
from bigstory.core.work.tasks import task

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
State = PowerChange.State
What = PowerChange.What
# Makes the address of a page: of all changes without a secret, of one change with it.
Address = Callable[[str], str]


class NotWaiting(Exception):
    """It was done or stopped meanwhile."""


class AnotherWaits(Exception):
    """The same is asked for of the same account with another answer: stop that first."""


@transaction.atomic
def ask(
    *,
    what: str,
    by: User,
    address: Address,
    person: User | None = None,
    invitation: Invitation | None = None,
    area: Area | None = None,
    new_address: str = "",
    data: dict[str, Any] | None = None,
) -> PowerChange:
    """Ask for a change. What waits already is not asked for again.

    Raises PermissionDenied, AnotherWaits, or NotPossible.
    """
    secret = PowerChange.new_secret()
    now = timezone.now()
    change = PowerChange(
        what=what,
        person=person,
        invitation=invitation,
        area=area,
        address=new_address.lower(),
        data=data or {},
        digest=PowerChange.digest_of(secret),
        asked_by=by,
        asked_at=now,
        due=now + A_DAY,
    )
    if not _may_ask(by, change):
        raise PermissionDenied
    if person is not None and person.email.endswith(NOBODYS):
        raise NotPossible
    if (same := _waits_already(change)) is not None:
        return same
    change.save()
    _record("asked", change, by=by)
    if somebody_else(by):
        tell_everybody(change, link=address(secret), page=address(""))
        come_into_force.later(pk=change.pk, due=change.due)
    else:
        _do_at_once(change)
    return change


def _do_at_once(change: PowerChange) -> None:
    """Nobody else is there. It is told at the address of till now, and then at the new one."""
    change.state = State.DONE
    tell_everybody(change)
    KINDS[change.what].do(change)
    _end(change, State.DONE)
    if change.what == What.ADDRESS:
        tell_how_it_ended(change)


@transaction.atomic
def done_on_the_machine(*, what: str, person: User | None = None, **fields: Any) -> PowerChange:
    """Write down, and tell, what somebody did with a command: they need nobody's word for it."""
    now = timezone.now()
    change = PowerChange.objects.create(
        what=what,
        person=person,
        digest=PowerChange.digest_of(PowerChange.new_secret()),
        due=now,
        state=State.DONE,
        ended_at=now,
        **fields,
    )
    _record("done", change, by=None)
    tell_everybody(change)
    return change


@transaction.atomic
def agree(*, change: PowerChange, by: User) -> PowerChange:
    """A second person agrees: it is done at once. Raises PermissionDenied or NotWaiting."""
    change = _held(change.pk)
    if not may_agree(by, change):
        raise PermissionDenied
    change.agreed_by = by
    _record("agreed", change, by=by)
    _do(change)
    return change


@transaction.atomic
def stop(*, change: PowerChange, by: User | None) -> PowerChange:
    """Stop what waits. Without a name: whoever has a letter about it, by its link.

    Raises PermissionDenied or NotWaiting.
    """
    change = _held(change.pk)
    if by is not None and not may_stop(by, change):
        raise PermissionDenied
    change.stopped_by = by
    _not_done(change, State.STOPPED, by=by)
    return change


@transaction.atomic
def stop_what_waits_for(invitation: Invitation, *, by: User) -> None:
    """Of an invitation that is taken back; the caller has asked whether `by` may do that."""
    for pk in PowerChange.objects.waiting().filter(invitation=invitation).values_list("pk"):
        with suppress(NotWaiting):
            change = _held(*pk)
            change.stopped_by = by
            _not_done(change, State.STOPPED, by=by)


def _come_into_force(pk: int) -> None:
    with transaction.atomic():
        try:
            change = _held(pk)
        except NotWaiting:
            return
        # The day is for those who were written to, so it begins when their letters left. Where none
        # ever leaves, nobody could stop it: then only a second person can agree.
        left = last_sent(about=change)
        unheard = left is None or some_wait(about=change)
        later = timezone.now() + AN_HOUR if unheard else change.due
        later = max(later, left + A_DAY) if left else later
        if later > timezone.now():
            PowerChange.objects.filter(pk=pk).update(due=later)
            come_into_force.later(pk=pk, due=later)
        else:
            _do(change)


come_into_force = task("powers.come_into_force")(_come_into_force)


def _held(pk: int) -> PowerChange:
    """The row, held until the end of the transaction. Raises NotWaiting.

    In the one order of locks: the invitation, then what waits for it, then an account. What is
    read comes after, as PostgreSQL shows beside a row that it waited for what was there before.
    """
    ids = PowerChange.objects.filter(pk=pk).values("invitation")
    list(Invitation.objects.select_for_update().filter(pk__in=ids).values_list("pk"))
    list(PowerChange.objects.select_for_update().filter(pk=pk).values_list("pk"))
    joined = PowerChange.objects.select_related("person", "asked_by", "invitation", "area")
    change = joined.filter(pk=pk).first()
    if change is None or not change.waits:
        raise NotWaiting
    return change


def _do(change: PowerChange) -> None:
    """Do it, unless whoever asked may not ask any more, or it cannot be done any more."""
    if change.asked_by is None or not _may_ask(change.asked_by, change):
        return _not_done(change, State.LAPSED, why="asker")
    try:
        with transaction.atomic():
            KINDS[change.what].do(change)
    except NotPossible:
        return _not_done(change, State.LAPSED, why="gone")
    _end(change, State.DONE)
    tell_how_it_ended(change)
    return None


def _not_done(change: PowerChange, state: State, *, by: User | None = None, why: str = "") -> None:
    """An invitation to what is not to be opens nothing either."""
    invitation = change.invitation
    if invitation is not None and invitation.used_at is None and invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        closed("invitation", invitation, born=invitation.created_at, digest=invitation.digest)
        drop(about=invitation)
    closed("power", change, born=change.asked_at)
    drop(about=change)
    _end(change, state, by=by, **({"why": why} if why else {}))
    tell_how_it_ended(change)


def _end(change: PowerChange, state: State, *, by: User | None = None, **data: object) -> None:
    change.state = state
    change.ended_at = timezone.now()
    change.save()
    _record(state, change, by=by, **data)


def _may_ask(by: User, change: PowerChange) -> bool:
    """Whether somebody may still ask for it: Local Trust for a role, administrators for all."""
    if can(by, May.ADMINISTER):
        return True
    of_trust = change.what == What.ROLE and change.invitation is not None
    return of_trust and can(by, May.INVITE) and change.data["role"] != Role.ADMINISTRATOR


def _waits_already(change: PowerChange) -> PowerChange | None:
    """The same change, where it was asked for before. Raises AnotherWaits."""
    about = {"what": change.what, "person": change.person, "area": change.area}
    waiting = PowerChange.objects.waiting().filter(**about, invitation=change.invitation)
    for other in waiting:
        if (other.address, other.data) == (change.address, change.data):
            return other
        if change.what == What.ADDRESS:
            raise AnotherWaits
    return None


def _record(verb: str, change: PowerChange, *, by: User | None, **data: object) -> None:
    """Ids and states: what somebody is called, and where they are written to, is in no audit."""
    slug = change.area.slug if change.area else ""
    role = {"role": change.data["role"]} if "role" in change.data else {}
    facts = {"what": change.what, "person": change.person_id, **role, **data}
    audit.record(f"power.{verb}", change, by=by, area=slug, **facts)
