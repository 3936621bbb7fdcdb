"""The person that stands for somebody who is on no list, and erasing again after a backup.

Whoever has an account, a seat or nothing but their name in a decision may ask to be forgotten too.
"""

from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.core.files.refused import Refused
from bigstory.core.privacy.fields import Kind
from bigstory.core.privacy.places import LOCATED, PEOPLE, text_fields
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.queries.subjects import key_of, key_of_place, parts_of
from outcomes.models import Person


def person_of_account(user: User) -> Person:
    """The person that stands for an account: of the stories they are in, or created, on no list.

    Raises Refused where they never had a role in an area: Local Trust's own people are looked
    after by hand.
    """
    existing = Person.objects.here().filter(user=user).order_by("pk").first()
    if existing is not None:
        return existing
    role = AreaRole.objects.filter(user=user, area__isnull=False).order_by("-starts", "-pk").first()
    if role is None:
        raise Refused(
            [_("This account belongs to no area. An administrator has to look after it by hand.")]
        )
    person, _new = Person.objects.get_or_create(
        key=key_of(user),
        defaults={
            "area_id": role.area_id,
            "name": user.name,
            "age": Person.Age.ADULT,
            "user": user,
        },
    )
    return person


def person_of_place(address: str) -> Person:
    """The person that stands for a name in a field for names, such as a seat without an account.

    Raises LookupError where there is no such place; Refused where no name stands there any more, or
    the row belongs to no area.
    """
    area, name = _name_at(address)
    if not name:
        raise Refused([_("There is no name there any more.")])
    if area is None:
        raise Refused(
            [_("This belongs to no area. An administrator has to look after it by hand.")]
        )
    called = name.partition(",")[0].strip()
    values = {"area_id": area, "name": called[:120], "known_as": "" if called == name else name}
    person, _new = Person.objects.get_or_create(
        key=key_of_place(address), defaults=values | {"known_as": values["known_as"][:120]}
    )
    return person


def _name_at(address: str) -> tuple[int | None, str]:
    """The area and the name at the address of a place. Raises LookupError where there is none."""
    try:
        label, field, pk = parts_of(address)
    except ValueError:
        raise LookupError(address) from None
    model = apps.get_model(label) if label in LOCATED else None
    own_page = label in PEOPLE and label != "partnerships.seat"
    if model is None or own_page or text_fields(model).get(field) != Kind.PERSONAL:
        raise LookupError(address)
    ways = LOCATED[label].areas
    row = model._base_manager.filter(pk=pk).values(field, *ways).first()
    if row is None:
        raise LookupError(address)
    return next((row[way] for way in ways if row[way]), None), str(row[field] or "")


def erase_again(key: UUID, places: list[str]) -> bool:
    """After a backup was put back: erase whoever it brought back. False where it has them not."""
    person = (
        Person.objects.filter(key=key).first()
        or _person_of_erased_account(key)
        or _person_of_erased_place(key, places)
    )
    if person is None or person.erased_at is not None:
        return False
    erase_person(person, by=None, why="erased before a backup was restored", ticked=places)
    return True


def _person_of_erased_account(key: UUID) -> Person | None:
    """The person of an account erased under this key, which a backup brought back without them."""
    for user in User.objects.iterator():
        if key_of(user) == key:
            return person_of_account(user)
    return None


def _person_of_erased_place(key: UUID, places: list[str]) -> Person | None:
    """The same for a place of the record."""
    for address in places:
        if key_of_place(address) == key:
            try:
                return person_of_place(address)
            except (LookupError, Refused):
                return None
    return None
