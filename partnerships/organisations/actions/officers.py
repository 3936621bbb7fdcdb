"""Who signs in for an organisation: added, invited, ended. It is for all its areas at once."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import can, require
from areas.roles.actions.invitations import Address, invite
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May, Role
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.work.mail import post
from partnerships.models import OfficerInvitation, Officership, Organisation
from partnerships.organisations.actions.rights import hold_organisations, keep_rights


@transaction.atomic
def add_officer(*, organisation: Organisation, user: User, by: User) -> Officership:
    """Somebody who has an account signs in for it from today. Whoever does so already does once.

    Nobody adds themself. Raises PermissionDenied.
    """
    require(by, May.INVITE)
    if by == user or not user.is_active:
        raise PermissionDenied
    officership = _add(organisation, user, by=by)
    context = {"user": user, "organisation": organisation, "by": by}
    post("officer_added", to=user.email, context=context, about=officership)
    return officership


def _add(organisation: Organisation, user: User, *, by: User | None) -> Officership:
    hold_organisations(organisation.pk)
    held = Officership.objects.active().filter(user=user, organisation=organisation).first()
    if held is not None:
        return held
    officership = Officership.objects.create(
        user=user, organisation=organisation, starts=today(), added_by=by
    )
    audit.record("officer.added", officership, by=by, organisation=organisation.pk)
    keep_rights(organisation.pk, by=by)
    return officership


@transaction.atomic
def invite_officer(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    by: User,
    address: Address,
    changes: Address,
) -> Invitation:
    """Write the letter to somebody who has no account yet. Raises PermissionDenied."""
    require(by, May.INVITE)
    if email.lower() == by.email.lower():
        raise PermissionDenied
    invitation = invite(
        email=email,
        name=name,
        role=Role.LTO,
        area=None,
        organisation_name=organisation.name,
        by=by,
        address=address,
        changes=changes,
    )
    OfficerInvitation.objects.create(invitation=invitation, organisation=organisation)
    return invitation


def begin_as_officer(invitation: Invitation, user: User) -> bool:
    """What `accept` gives where the invitation is for an organisation; whether it is."""
    asked = OfficerInvitation.objects.filter(invitation=invitation).select_related("organisation")
    which = asked.first()
    if which is None:
        return False
    _add(which.organisation, user, by=invitation.invited_by)
    return True


@transaction.atomic
def end_officer(*, officership: Officership, by: User, ends: date | None = None) -> Officership:
    """It stops at their next request, in every area. Raises PermissionDenied.

    Nobody ends their own, so that nobody locks themselves out.
    """
    if officership.user_id == by.pk or not can(by, May.INVITE):
        raise PermissionDenied
    hold_organisations(officership.organisation_id)
    officership.refresh_from_db()
    day = max(ends or today(), officership.starts or today())
    if officership.ends is None or officership.ends > day:
        officership.ends = day
        officership.save(update_fields=["ends"])
        organisation = officership.organisation_id
        audit.record("officer.ended", officership, by=by, organisation=organisation)
    keep_rights(officership.organisation_id, by=by)
    return officership
