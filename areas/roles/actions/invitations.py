"""Invitations to a role, or several.

A role is given by accepting an invitation. Only the digest of its link is kept: the link itself is
in the letter.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from areas.access import can
from areas.models import Area, PowerChange
from areas.powers.actions.changes import ask, stop_what_waits_for
from areas.powers.actions.giving import give_role
from areas.powers.queries import needs_a_second
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May, Role
from bigstory.accounts.somebody import Somebody
from bigstory.core.closings.ledger import closed
from bigstory.core.db import audit
from bigstory.core.work.mail import drop, post

# Makes the address of an invitation's page from its secret.
Address = Callable[[str], str]
# Give what an invitation is to where that is no role in one area or for the programme, and say
# whether they did. An app above adds its own when it starts.
GIVERS: list[Callable[[Invitation, User], bool]] = []


class OneAtATime(Exception):
    """A role that takes a second person is asked for in one area at a time."""


class NotOpen(Exception):
    """The invitation was used, withdrawn or has run out. Which of them is nobody's business."""


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
    more_areas: Sequence[Area] = (),
    name: str = "",
    organisation_name: str = "",
    by: User,
    address: Address,
    changes: Address,
) -> Invitation:
    """Store an invitation, into several areas where there are `more_areas`, and write its one
    letter. Raises PermissionDenied, and OneAtATime where it takes a second person.

    Whoever says yes before a second person agreed, or the day is over, has their role then.
    """
    if not may_invite_as(by, role):
        raise PermissionDenied
    known = User.objects.filter(email__iexact=email).first()
    second = needs_a_second(by, role, known)
    if second and more_areas:
        raise OneAtATime
    secret = Invitation.new_secret()
    invitation = Invitation.objects.create(
        email=email.lower(),
        name=name,
        role=role,
        area_slug=area.slug if area else "",
        organisation_name=organisation_name,
        more_area_slugs=[more.slug for more in more_areas],
        digest=Invitation.digest_of(secret),
        invited_by=by,
        expires_at=_invitation_end(),
    )
    _record("invitation.sent", invitation, by=by)
    if second:
        _ask_for_role(invitation, area, known, address=changes)
    _write_letter(invitation, address(secret))
    return invitation


@transaction.atomic
def give_to_somebody_here(
    *, user: User, role: str, areas: Sequence[Area], by: User, home: str
) -> None:
    """A role for somebody who has an account: they have it at once, and one letter tells them.

    `home` is the address of our front page. Raises PermissionDenied, also where it takes a second
    person: that is asked for with an invitation.
    """
    if not may_invite_as(by, role) or needs_a_second(by, role, user) or not user.is_active:
        raise PermissionDenied
    for area in areas:
        give_role(user, role, area, by=by)
    label = Role(role).label
    context = {"user": user, "role": label, "areas": areas, "by": by, "link": home}
    post("role_given", to=user.email, context=context, about=user)


def somebody_here(email: str, role: str, *, by: User) -> User | None:
    """Whoever has an account of this address, where a role is given without an invitation."""
    known = User.objects.filter(email__iexact=email, is_active=True).first()
    return known if known is not None and not needs_a_second(by, role, known) else None


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
    areas = _areas_of(invitation)
    if len(areas) != len(invitation.area_slugs):
        raise NotOpen
    area = areas[0] if areas else None
    user = User.objects.filter(email__iexact=invitation.email).first()
    if invitation.organisation_name and user == invitation.invited_by:
        raise NotOpen
    if user is None:
        user = User.objects.create_user(invitation.email, name=name or invitation.name)
    _record("invitation.accepted", invitation, by=user, role=invitation.role)
    change = _change_of(invitation, user, area, changes)
    if change is None or change.state == PowerChange.State.DONE:
        if not any(give(invitation, user) for give in GIVERS):
            roles: list[Area | None] = [*areas] or [None]
            for each in roles:
                give_role(user, invitation.role, each, by=invitation.invited_by)
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


def _areas_of(invitation: Invitation) -> list[Area]:
    """The areas an invitation is for, the first one first."""
    found = {area.slug: area for area in Area.objects.filter(slug__in=invitation.area_slugs)}
    return [found[slug] for slug in invitation.area_slugs if slug in found]


def _write_letter(invitation: Invitation, link: str) -> None:
    context = {"invitation": invitation, "areas": _areas_of(invitation), "link": link}
    until = invitation.expires_at
    post("invitation", to=invitation.email, context=context, about=invitation, until=until)


def _link_closed(invitation: Invitation) -> None:
    """Used, withdrawn or replaced: no backup opens it again."""
    digest = Invitation.objects.values_list("digest", flat=True).get(pk=invitation.pk)
    closed("invitation", invitation, born=invitation.created_at, digest=digest)


def _invitation_end() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def _record(verb: str, invitation: Invitation, *, by: User, **data: object) -> None:
    if invitation.more_area_slugs:
        data["areas"] = invitation.area_slugs
    audit.record(verb, invitation, by=by, area=invitation.area_slug, **data)
