"""Somebody with an account who is in no story: what is held on them is given to them and erased
just the same.
"""

from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.core.refused import Refused
from outcomes.models import Person

# The key is made of the account's number, so that after an older backup was restored, which knows
# the account and not the person, the list of erasures still says who is meant.
ACCOUNTS = UUID("8f0c9f6e-6f4e-4f0a-9c55-5c1d0a2e7b31")


def key_of(user: User) -> UUID:
    return uuid5(ACCOUNTS, str(user.pk))


def person_of_account(user: User) -> Person:
    """The row that stands for them: the one of the stories they are in, or one made now, which is
    on no list.

    Raises Refused where they hold, and held, no role in any area: Local Trust's own people are
    looked after by hand.
    """
    there = Person.objects.here().filter(user=user).order_by("pk").first()
    if there is not None:
        return there
    role = AreaRole.objects.filter(user=user, area__isnull=False).order_by("-starts", "-pk").first()
    if role is None:
        raise Refused(
            [_("This account belongs to no area. An administrator has to look after it by hand.")]
        )
    made, _new = Person.objects.get_or_create(
        key=key_of(user),
        defaults={
            "area_id": role.area_id,
            "name": user.name,
            "age": Person.Age.ADULT,
            "user": user,
        },
    )
    return made


def account_again(key: UUID) -> Person | None:
    """The person of an account that was erased by this key, where a backup brought the account back
    without them.
    """
    for user in User.objects.iterator():
        if key_of(user) == key:
            return person_of_account(user)
    return None
