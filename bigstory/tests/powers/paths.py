"""Every way to more power: how an administrator asks, and whether it is in force."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from areas.models import Area, AreaRole, PowerChange
from bigstory.accounts.models import Invitation, User
from bigstory.core.db.audit import AuditLine
from bigstory.core.work.tasks import do_next
from bigstory.tests.test_admin import url
from outcomes.models import LawfulBasis

LIST = "/account/changes/"
AGAIN = "sam.again@example.net"  # a second address of Sam's
NO_ROLES = {"area_roles-TOTAL_FORMS": "0", "area_roles-INITIAL_FORMS": "0"}
A_NEW_DAY = {"from_date": "2031-01-01", "use": "words", "circle": "public"}
LATER = timedelta(hours=25)


def person(user: User, **changes) -> dict:
    open_now = {"is_active": "on"} if user.is_active else {}
    fields = {"email": user.email, "name": user.name, **open_now, **NO_ROLES, **changes}
    return {name: value for name, value in fields.items() if value is not None}


def change_person(cast, user: User, **changes):
    path = url(User, "change", user.pk)
    return cast.admin.client.post(path, person(user, **changes), follow=True)


def ramsey() -> Area:
    return Area.objects.get(slug="ramsey")


def role_row(**fields) -> dict:
    counts = {"area_roles-TOTAL_FORMS": "1", "area_roles-INITIAL_FORMS": "0"}
    return counts | {f"area_roles-0-{name}": value for name, value in fields.items()}


def add_role(cast, user: User, role: str, area=None):
    fields = {"user": user.pk, "role": role, "area": area.pk if area else ""}
    return cast.admin.client.post(url(AreaRole, "add"), fields, follow=True)


def own_role_on_own_page(cast):
    sam = cast.admin.user
    return change_person(cast, sam, **role_row(role="trust", area="", user=sam.pk))


def own_role(cast):
    return add_role(cast, cast.admin.user, "trust")


def own_role_in_an_area(cast):
    return add_role(cast, cast.admin.user, "member", ramsey())


def role_of_another(cast):
    return add_role(cast, cast.nobody.user, "trust")


def role_of_another_in_an_area(cast):
    return add_role(cast, cast.nobody.user, "member", ramsey())


def invited(cast):
    fields = {"email": AGAIN, "role": "evaluator"}
    return cast.admin.client.post(url(Invitation, "add"), fields, follow=True)


def address(cast):
    return change_person(cast, cast.nobody.user, email=AGAIN)


def second_step(cast):
    TOTP.activate(cast.nobody.user, "JBSWY3DPEHPK3PXP")
    return change_person(cast, cast.nobody.user, lost_second_step="on")


def reopened(cast):
    User.objects.filter(pk=cast.nobody.user.pk).update(is_active=False)
    return change_person(cast, cast.nobody.user, is_active="on")


def lawful_basis(cast):
    words = {"basis": "Consent", "controller": "Local Trust", "why": "Because", "source": ""}
    programme = ramsey().programme
    fields = A_NEW_DAY | words | {"programme": programme.pk}
    return cast.admin.client.post(url(LawfulBasis, "add"), fields, follow=True)


def holds(who: str, role: str):
    def there(cast) -> bool:
        return AreaRole.objects.active().filter(user=getattr(cast, who).user, role=role).exists()

    return there


def nat(cast) -> User:
    return User.objects.get(pk=cast.nobody.user.pk)


def accepted(cast) -> bool:
    """Whoever follows the link of the invitation has the role then."""
    invitation = Invitation.objects.get(email=AGAIN)
    roles = AreaRole.objects.active().filter(user__email=invitation.email, role="evaluator")
    if roles.exists() or invitation.used_at:
        return roles.exists()
    client = Client()
    link = re.search(r"/account/invitations/[\w-]+/", mail_to(invitation.email)).group()
    client.post(link, {"name": "Sam too"})
    return roles.exists()


def mail_to(address: str) -> str:
    from django.core import mail

    return next(letter.body for letter in mail.outbox if letter.to == [address])


@dataclass(frozen=True)
class Path:
    ask: Callable
    in_force: Callable
    # Who is written to at once, beside Local Trust.
    told: tuple[str, ...] = ()


PATHS = [
    Path(own_role_on_own_page, holds("admin", "trust"), ("admin@example.org",)),
    Path(own_role, holds("admin", "trust"), ("admin@example.org",)),
    Path(own_role_in_an_area, holds("admin", "member"), ("admin@example.org",)),
    Path(role_of_another, holds("nobody", "trust"), ("nobody@example.org",)),
    Path(role_of_another_in_an_area, holds("nobody", "member"), ("nobody@example.org",)),
    Path(invited, accepted, (AGAIN,)),
    Path(address, lambda cast: nat(cast).email == AGAIN, ("nobody@example.org",)),
    Path(
        second_step,
        lambda cast: not Authenticator.objects.filter(user=nat(cast)).exists(),
        ("nobody@example.org",),
    ),
    Path(reopened, lambda cast: nat(cast).is_active, ("nobody@example.org",)),
    Path(
        lawful_basis,
        lambda cast: LawfulBasis.objects.filter(from_date=date(2031, 1, 1)).exists(),
    ),
]
every_path = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.ask.__name__)


def work_off_tasks():
    while do_next():
        pass


def addressees(letters) -> set[str]:
    return {to for letter in letters for to in letter.to}


def lines(change: PowerChange) -> list[str]:
    verbs = AuditLine.objects.filter(target=f"areas.powerchange:{change.pk}").order_by("pk")
    return list(verbs.values_list("verb", flat=True))


def stop_link(letters) -> str:
    return re.search(r"/account/changes/[\w-]{43}/", letters[0].body).group()
