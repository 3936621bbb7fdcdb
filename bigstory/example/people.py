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


def make_people() -> dict[str, User]:
    """Make those who are missing, with their roles; returns all of them by e-mail address."""
    people = {
        user.email: user
        for user in User.objects.filter(email__in=[person.email for person in PEOPLE])
    }
    password = make_password(PASSWORD) if len(people) < len(PEOPLE) else ""
    areas = Area.objects.in_bulk(field_name="slug")
    new = [
        User(email=person.email, name=person.name, password=password)
        for person in PEOPLE
        if person.email not in people
    ]
    User.objects.bulk_create(new)
    people |= {user.email: user for user in new}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in new
    )
    roles = [(person.email, person.role, person.area) for person in PEOPLE]
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
