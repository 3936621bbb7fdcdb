"""Who looks after who may do what: who may agree, who is told, and whether somebody is alone."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from areas.access import can
from areas.models import AreaRole, PowerChange
from areas.powers.models import PowerChangeQuerySet
from bigstory.accounts.models import User
from bigstory.accounts.roles import PROGRAMME_ROLES, TABLE, May, Role
from bigstory.accounts.somebody import Somebody
from bigstory.core.db.dated import today
from bigstory.core.privacy.erasing import NOBODYS

# Whoever ends the roles of all others is not alone at once: they are told and counted that long.
STILL_COUNTED = timedelta(days=7)


def visible_to(user: Somebody) -> PowerChangeQuerySet:
    """All for whoever may agree; for everybody else, what is about themselves.

    Here and not beside the model, which knows nothing of permissions.
    """
    rows: PowerChangeQuerySet = PowerChange.objects.all()
    if not user.is_authenticated:
        return rows.none()
    if can(user, May.AGREE_POWERS):
        return rows
    return rows.filter(Q(person=user) | Q(asked_by=user))


def roles_waiting_for(user: User) -> PowerChangeQuerySet:
    """The roles that somebody is to have once a second person agreed, or by themselves."""
    own = visible_to(user).waiting().filter(person=user, what=PowerChange.What.ROLE)
    return own.select_related("person", "area", "invitation").order_by("due", "pk")


def needs_a_second(by: User, role: str, person: User | None) -> bool:
    """Whether a role takes a second person or a day.

    A role in one area that Local Trust gives to somebody else does not. One for the whole programme
    always does: with it, a second address of one's own would be the second person.
    """
    if role in PROGRAMME_ROLES or by == person:
        return True
    return not can(by, May.INVITE)


def may_agree(user: Somebody, change: PowerChange) -> bool:
    """Anybody who may agree at all, but whoever asked for it and whom it is for."""
    if not change.waits or not can(user, May.AGREE_POWERS) or not user.is_authenticated:
        return False
    if change.invitation is not None and change.invitation.email.lower() == user.email.lower():
        return False
    return user.pk not in (change.asked_by_id, change.person_id)


def may_stop(user: Somebody, change: PowerChange) -> bool:
    """Anybody who may agree to one, whoever asked for it, and whom it is for."""
    concerned = user.is_authenticated and user.pk in (change.asked_by_id, change.person_id)
    return change.waits and (concerned or can(user, May.AGREE_POWERS))


def may_see_address(reader: Somebody, change: PowerChange) -> bool:
    """Evaluators are told where nobody else is there to be told, and see nobody's address."""
    return reader == change.person or can(reader, May.AGREE_POWERS)


def somebody_else(than: User | None) -> bool:
    """Whether anybody else holds a role for the whole programme, or held one until lately."""
    return _holders(PROGRAMME_ROLES, than).exists()


def to_be_told(besides: User | None) -> list[User]:
    """All who may agree; where nobody else may, all others who work for the whole programme."""
    agreeing = [role for role in Role if role in TABLE[May.AGREE_POWERS]]
    return list(_holders(agreeing, besides)) or list(_holders(PROGRAMME_ROLES, besides))


def _holders(roles: "list[Role] | tuple[Role, ...]", besides: User | None) -> QuerySet[User]:
    """Also those whose role ended in the last days: it may be that whoever asks has ended it."""
    lately = Q(ends__lte=today(), ends__gt=today() - STILL_COUNTED)
    held = AreaRole.objects.filter(role__in=roles)
    held = held.filter(lately) | held.active().filter(user__is_active=True)
    people = User.objects.filter(pk__in=held.order_by().values("user"))
    others = people.exclude(pk=besides.pk) if besides is not None else people
    return others.exclude(email__endswith=NOBODYS).order_by("pk")
