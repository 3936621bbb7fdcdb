"""Invitations to a role, and the end of a role.

A role is given by accepting an invitation. Only the digest of its link is kept: the link itself is
in the letter.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from areas.access import can
from areas.models import Area, AreaRole, PowerChange
from areas.powers.actions.changes import ask, stop_what_waits_for
from areas.powers.actions.giving import give_role
from areas.powers.queries import needs_a_second
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May, Role
from bigstory.accounts.sessions import end_sessions
from bigstory.accounts.somebody import Somebody
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.work.mail import drop, post

# Makes the address of an invitation's page from its secret.
Address = Callable[[str], str]
# Give what an invitation is to where that is no role in one area or for the programme, and say
# whether they did. An app above adds its own when it starts.
GIVERS: list[Callable[[Invitation, User], bool]] = []


class NotOpen(Exception):
    """The invitation was used, withdrawn or has run out. Which of them is nobody's business."""


# --- the end of a role ---
def may_end(user: User, area_role: AreaRole) -> bool:
    """Whether a person may end a role.

    Local Trust ends any role but an administrator's; nobody ends their own, so nobody locks
    themselves out.
    """
    if area_role.user_id == user.pk:
        return False
    if area_role.role == Role.ADMINISTRATOR:
        return can(user, May.ADMINISTER)
    return can(user, May.ADMINISTER) or can(user, May.INVITE)


@transaction.atomic
def end_role(*, area_role: AreaRole, by: User) -> AreaRole:
    """End a role today. It stops at the person's next request; what they wrote stays.

    Raises PermissionDenied.
    """
    locked = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    area_role = locked.get(pk=area_role.pk)
    if not may_end(by, area_role):
        raise PermissionDenied
    _end_role(area_role, today(), by=by)
    return area_role


@transaction.atomic
def end_area_role(
    *, user: User, area: Area, role: str, on: date, by: User, **data: object
) -> list[AreaRole]:
    """End a role of somebody in an area on a day; returns what ended.

    The caller has checked that `by` may: whoever keeps the roster ends the member's role of
    somebody who leaves. No other role is touched: a paid worker is not there because of a seat.
    """
    locked = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    return [
        area_role
        for area_role in locked.filter(user=user, area=area, role=role)
        if _end_role(area_role, on, by=by, **data)
    ]


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Nobody signs in with it from the next request on, and its roles end. Raises PermissionDenied.

    Opening it again is asked for, and takes a second person or a day.
    """
    if not can(by, May.ADMINISTER):
        raise PermissionDenied
    shut_account(user, by=by)


def shut_account(user: User, *, by: User | None) -> None:
    """The same, in the transaction of a caller who has asked; None where the ledger is replayed.

    The row stays: the record says still that one person did what it did.
    """
    locked = AreaRole.objects.select_for_update(of=("self",)).select_related("area")
    for area_role in locked.filter(user=user):
        _end_role(area_role, today(), by=by)
    User.objects.filter(pk=user.pk).update(is_active=False)
    closed("account", user, born=user.joined_at)
    end_sessions(user)
    audit.record("account.closed", user, by=by)


def _end_role(area_role: AreaRole, day: date, *, by: User | None, **data: object) -> bool:
    """End a role on a day, unless it ends by then anyway; whether it was changed."""
    # A role that has not begun ends on the day it would have: it is never in force.
    day = max(day, area_role.starts or day)
    if area_role.ends is not None and area_role.ends <= day:
        return False
    area_role.ends = day
    area_role.save(update_fields=["ends"])
    role_closed(area_role)
    slug = area_role.area.slug if area_role.area else ""
    audit.record("role.ended", area_role, by=by, area=slug, role=area_role.role, **data)
    return True


def role_closed(area_role: AreaRole) -> None:
    """Remember the end of a role outside the database, whoever ended it and how."""
    user, ends = area_role.user, area_role.ends or today()
    slug = area_role.area.slug if area_role.area else ""
    area = {"area": slug, "area_id": area_role.area_id}
    told = {"role": str(area_role.role), "ends": ends.isoformat()}
    closed("role", user, born=user.joined_at, **area, **told)


# --- invitations ---
def may_invite_as(user: Somebody, role: str) -> bool:
    """Whether a person may invite somebody to a role.

    Local Trust invites everybody but administrators; administrators may invite anybody, from the
    admin.
    """
    return can(user, May.ADMINISTER) or (can(user, May.INVITE) and role != Role.ADMINISTRATOR)


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    area: Area | None,
    name: str = "",
    organisation_name: str = "",
    by: User,
    address: Address,
    changes: Address,
) -> Invitation:
    """Store an invitation, and write its letter. Raises PermissionDenied.

    Whoever says yes before a second person agreed, or the day is over, has their role then.
    """
    if not may_invite_as(by, role):
        raise PermissionDenied
    known = User.objects.filter(email__iexact=email).first()
    secret = Invitation.new_secret()
    invitation = Invitation.objects.create(
        email=email.lower(),
        name=name,
        role=role,
        area_slug=area.slug if area else "",
        organisation_name=organisation_name,
        digest=Invitation.digest_of(secret),
        invited_by=by,
        expires_at=_invitation_end(),
    )
    _record("invitation.sent", invitation, by=by)
    if needs_a_second(by, role, known):
        _ask_for_role(invitation, area, known, address=changes)
    _write_letter(invitation, address(secret))
    return invitation


@transaction.atomic
def renew(*, invitation: Invitation, by: User, address: Address) -> None:
    """Give an invitation a new link and a new end, and write a letter; the old link stops.

    Raises NotOpen once used or withdrawn.
    """
    if not may_invite_as(by, invitation.role):
        raise PermissionDenied
    _link_closed(invitation)
    secret = Invitation.new_secret()
    waiting = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not waiting.update(digest=Invitation.digest_of(secret), expires_at=_invitation_end()):
        raise NotOpen
    _record("invitation.sent_again", invitation, by=by)
    drop(about=invitation)
    invitation.refresh_from_db()
    _write_letter(invitation, address(secret))


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Stop a link that was not used yet, and what was asked for with it.

    Raises NotOpen if somebody was quicker.
    """
    if not may_invite_as(by, invitation.role):
        raise PermissionDenied
    waiting = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=timezone.now()):
        raise NotOpen
    drop(about=invitation)
    _link_closed(invitation)
    _record("invitation.withdrawn", invitation, by=by)
    stop_what_waits_for(invitation, by=by)


@transaction.atomic
def accept(*, invitation: Invitation, name: str = "", changes: Address) -> User:
    """Make the person, where they are new, and give them the role. Raises NotOpen.

    The row is claimed by one UPDATE, so of two presses of the button one gets through. It is held
    before what waits for it, as everywhere.
    """
    if not Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now()):
        raise NotOpen
    _link_closed(invitation)
    area = Area.objects.filter(slug=invitation.area_slug).first()
    if invitation.area_slug and area is None:
        raise NotOpen
    user = User.objects.filter(email__iexact=invitation.email).first()
    if invitation.organisation_name and user == invitation.invited_by:
        raise NotOpen
    if user is None:
        user = User.objects.create_user(invitation.email, name=name or invitation.name)
    _record("invitation.accepted", invitation, by=user, role=invitation.role)
    change = _change_of(invitation, user, area, changes)
    if change is None or change.state == PowerChange.State.DONE:
        if not any(give(invitation, user) for give in GIVERS):
            give_role(user, invitation.role, area, by=invitation.invited_by)
    elif not change.waits:
        raise NotOpen
    elif change.person is None:
        PowerChange.objects.filter(pk=change.pk).update(person=user)
    return user


def _change_of(
    invitation: Invitation, user: User, area: Area | None, changes: Address
) -> PowerChange | None:
    """What a second person looks at before somebody has their role; None where nobody has to.

    An address may be the inviter's own by now, so it is looked at again. Raises NotOpen.
    """
    held = PowerChange.objects.select_for_update()
    change = held.filter(invitation=invitation).order_by("pk").last()
    if change is not None and change.person_id not in (None, user.pk):
        raise NotOpen
    if change is not None or not needs_a_second(invitation.invited_by, invitation.role, user):
        return change
    try:
        return _ask_for_role(invitation, area, user, address=changes)
    except PermissionDenied:
        raise NotOpen from None


def _ask_for_role(
    invitation: Invitation, area: Area | None, user: User | None, *, address: Address
) -> PowerChange:
    return ask(
        what=PowerChange.What.ROLE,
        by=invitation.invited_by,
        address=address,
        person=user,
        invitation=invitation,
        area=area,
        data={"role": invitation.role},
    )


def _write_letter(invitation: Invitation, link: str) -> None:
    area = Area.objects.filter(slug=invitation.area_slug).first()
    context = {"invitation": invitation, "area": area, "link": link}
    until = invitation.expires_at
    post("invitation", to=invitation.email, context=context, about=invitation, until=until)


def _link_closed(invitation: Invitation) -> None:
    """Used, withdrawn or replaced: no backup opens it again."""
    digest = Invitation.objects.values_list("digest", flat=True).get(pk=invitation.pk)
    closed("invitation", invitation, born=invitation.created_at, digest=digest)


def _invitation_end() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def _record(verb: str, invitation: Invitation, *, by: User, **data: object) -> None:
    audit.record(verb, invitation, by=by, area=invitation.area_slug, **data)
