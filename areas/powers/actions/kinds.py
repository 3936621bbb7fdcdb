"""What can be asked for: how each is said, and how it is done.

An app above adds its own to KINDS when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from areas.models import PowerChange
from areas.powers.actions.giving import give_role
from bigstory.accounts.calendar_links import end_calendar_links
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.accounts.sessions import end_sessions
from bigstory.core.privacy.erasing import NOBODYS
from bigstory.core.text.sides import with_names

What = PowerChange.What


class NotPossible(Exception):
    """What it was for is not there any more: an account was erased, an address is another's."""


@dataclass(frozen=True)
class Kind:
    """`says` what is to be, in a sentence; `do` makes it so, or raises NotPossible."""

    says: Callable[[PowerChange], str]
    do: Callable[[PowerChange], None]


def in_words(change: PowerChange) -> str:
    return KINDS[change.what].says(change)


def _whose(change: PowerChange) -> str:
    if change.person is not None:
        return str(change.person)
    invited = change.invitation
    return (invited.name or invited.email) if invited is not None else _("somebody")


# --- a role ---
def _says_role(change: PowerChange) -> str:
    names = {"name": _whose(change), "role": Role(change.data["role"]).label}
    if change.area is None:
        return with_names(_("%(name)s becomes %(role)s, for the whole programme"), **names)
    return with_names(_("%(name)s becomes %(role)s in %(area)s"), area=change.area, **names)


def _give_role(change: PowerChange) -> None:
    person, invitation = change.person, change.invitation
    if invitation is not None and invitation.used_at is None:
        if invitation.withdrawn_at is not None:
            raise NotPossible
        return  # they say yes first; `accept` gives the role then
    if person is None or not person.is_active:
        raise NotPossible
    give_role(
        person,
        change.data["role"],
        change.area,
        starts=_day(change.data.get("starts")),
        ends=_day(change.data.get("ends")),
        by=change.asked_by,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# --- an account: its address, its second step, whether it is open ---
def _theirs(change: PowerChange) -> User:
    """Whom it is for, held until the end. Raises NotPossible of an account that was erased."""
    if change.person is None:
        raise NotPossible
    person = User.objects.select_for_update().get(pk=change.person.pk)
    if person.email.endswith(NOBODYS):
        raise NotPossible
    change.person = person
    return person


def _says_address(change: PowerChange) -> str:
    return with_names(_("%(name)s signs in with another address"), name=_whose(change))


def _change_address(change: PowerChange) -> None:
    """What was sent to the old address opens nothing any more, and nobody stays signed in."""
    person = _theirs(change)
    taken = User.objects.filter(email__iexact=change.address).exclude(pk=person.pk)
    if not change.address or taken.exists():
        raise NotPossible
    person.email = change.address
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()
    _shut_out(person, change)


def _says_second_step(change: PowerChange) -> str:
    words = _("The second step of %(name)s is removed, so that they can set up another")
    return with_names(words, name=_whose(change))


def _remove_second_step(change: PowerChange) -> None:
    """Those that were there when it was asked for: one set up since stays."""
    person = _theirs(change)
    Authenticator.objects.filter(user=person, pk__in=change.data["steps"]).delete()
    _shut_out(person, change)


def _shut_out(person: User, change: PowerChange) -> None:
    """Whoever has their phone or their old mail: no session and no calendar is theirs any more."""
    end_sessions(person)
    end_calendar_links(user=person, by=change.asked_by)


def _says_reopened(change: PowerChange) -> str:
    return with_names(_("The account of %(name)s is opened again"), name=_whose(change))


def _reopen(change: PowerChange) -> None:
    person = _theirs(change)
    person.is_active = True
    person.save(update_fields=["is_active"])


KINDS: dict[str, Kind] = {
    What.ROLE: Kind(_says_role, _give_role),
    What.ADDRESS: Kind(_says_address, _change_address),
    What.SECOND_STEP: Kind(_says_second_step, _remove_second_step),
    What.REOPENED: Kind(_says_reopened, _reopen),
}
