"""The sample people one signs in as.

They exist in demo mode and nowhere else: their password is in the open.
"""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from areas.models import Area, AreaRole
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.accounts.sample import PASSWORD, PEOPLE

SINCE = {Role.MEMBER: date(2015, 3, 1), Role.WORKER: date(2016, 9, 5), Role.LTO: date(2013, 9, 2)}
# Ashraf advises two areas.
MORE_ROLES = (("rep@example.org", Role.REP, "catton-grove"),)
# Others at work in the programme. Nobody signs in as them: they have no password.
COLLEAGUES = {
    "rowan@example.org": ("Rowan", Role.TRUST, ("",)),
    "hannah@example.org": (
        "Hannah",
        Role.REP,
        (
            *("barrowcliff", "birchfield", "grassland-hasmoor", "growing-together", "revoe"),
            *("three-parishes", "westfield-estate", "whitley-bay", "thurnscoe", "withernsea"),
        ),
    ),
    "leon@example.org": (
        "Leon",
        Role.REP,
        (
            *("bountagu", "hanwell-copley-close", "lawrence-weston", "northfleet-north"),
            *("radstock-and-westfield", "eastern-sheppey", "somers-town"),
        ),
    ),
}


def make_people() -> dict[str, User]:
    """Make those who are missing, with their roles; returns all of them by e-mail address."""
    names = {person.email: person.name for person in PEOPLE}
    names |= {email: name for email, (name, _role, _areas) in COLLEAGUES.items()}
    people = {user.email: user for user in User.objects.filter(email__in=names)}
    known = make_password(PASSWORD) if len(people) < len(names) else ""
    areas = Area.objects.in_bulk(field_name="slug")
    new = [
        User(email=email, name=name, password=make_password(None) if email in COLLEAGUES else known)
        for email, name in names.items()
        if email not in people
    ]
    User.objects.bulk_create(new)
    people |= {user.email: user for user in new}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in new
    )
    roles = [(person.email, person.role, person.area) for person in PEOPLE]
    roles += [
        (email, role, slug) for email, (_name, role, slugs) in COLLEAGUES.items() for slug in slugs
    ]
    AreaRole.objects.bulk_create(
        AreaRole(
            user=people[email],
            role=role,
            area=areas[slug] if slug else None,
            starts=SINCE.get(role, date(2018, 1, 1)),
            granted_by=people["trust@example.org"],
        )
        for email, role, slug in (*roles, *MORE_ROLES)
        if people[email] in new and (not slug or slug in areas)
    )
    return people


def cast_of(slug: str, people: dict[str, User]) -> dict[str, User]:
    """The sample members and workers of one area by the name they have in its record."""
    return {
        person.name: people[person.email]
        for person in PEOPLE
        if person.area == slug and person.role in (Role.MEMBER, Role.WORKER)
    }
