"""Finding somebody by name: on lists, among accounts and seats, wherever a name is written down.

However it is spelled: names are folded here, and the database is asked for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.apps import apps

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.core.folding import fold
from bigstory.core.privacy.erasing import RULES, Do
from bigstory.core.privacy.fields import Kind
from bigstory.core.privacy.names import Names, Spelled
from bigstory.core.privacy.places import LOCATED, PEOPLE, Place, text_fields
from outcomes.consent.queries.places import where_of
from outcomes.consent.queries.subjects import SEAT
from outcomes.models import Person

PER_PAGE = 25


@dataclass(frozen=True)
class NameMatch:
    """Somebody of such a name: a person in stories by key, one with an account alone by its id, one
    who only stands in some place of the record by its address.
    """

    name: str
    where: str
    key: UUID | None = None
    account: int | None = None
    place: str = ""


def people_named(who: str) -> list[NameMatch]:
    """People in stories, accounts, and seats and other places with such a name or address.

    A page of each, in as many statements as there are tables with names. Only for readers who may
    erase, who do so in every area.
    """
    return [
        *islice(_people(who), PER_PAGE),
        *islice(_accounts(who), PER_PAGE),
        *islice(_places(who), PER_PAGE),
    ]


class Wanted:
    """What somebody typed: found inside a name, or nearly the same as it."""

    def __init__(self, who: str) -> None:
        self.folded = fold(who)
        self.names = Names([who])

    def is_in(self, *texts: str) -> bool:
        return any(self._is_in(text) for text in texts if text)

    def _is_in(self, text: str) -> bool:
        near = self.names.spans(text, Spelled.NEAR, of_a_name=True)
        return self.folded in fold(text) or bool(near)


def _people(who: str) -> Iterator[NameMatch]:
    wanted = Wanted(who)
    people = Person.objects.here().select_related("area", "user")
    for person in people.iterator():
        address = person.user.email if person.user else ""
        if wanted.is_in(person.name, person.known_as, person.contact, address):
            name = person.name or person.known_as
            yield NameMatch(name, person.area.short_name, key=person.key)


def _accounts(who: str) -> Iterator[NameMatch]:
    wanted = Wanted(who)
    listed = Person.objects.here().filter(user__isnull=False).values("user")
    users = User.objects.filter(is_active=True).exclude(pk__in=listed).order_by("name", "pk")
    for user in users.iterator():
        if wanted.is_in(user.name, user.email):
            yield NameMatch(user.name, user.email, account=user.pk)


def _places(who: str) -> Iterator[NameMatch]:
    """Fields for names in rows that no account leads to: each name of an area once.

    Seats first, then the other fields for names.
    """
    wanted = Wanted(who)
    areas: dict[int, str] = {}
    seen: set[tuple[int | None, str]] = set()
    for label, field in _fields_for_names():
        located = LOCATED[label].areas
        rows = apps.get_model(label)._base_manager.exclude(**{field: ""})
        if f"{label}.{field}" == SEAT:
            rows = rows.filter(user=None)
        for pk, name, *ways in rows.values_list("pk", field, *located).iterator():
            area = next((way for way in ways if way), None)
            if (area, fold(name)) in seen or not wanted.is_in(name):
                continue
            seen.add((area, fold(name)))
            place = Place(label, field, pk, Spelled.SAME, area=area)
            areas = areas or {row.pk: row.short_name for row in Area.objects.all()}
            yield NameMatch(name, where_of(place, areas), place=place.address)


def _fields_for_names() -> list[tuple[str, str]]:
    """Seats, and every field that holds a name and no key to whose it is."""
    fields = [
        (label, name)
        for (label, name), rule in RULES.items()
        if rule.do == Do.NAMED
        and label in LOCATED
        and label not in PEOPLE
        and text_fields(apps.get_model(label)).get(name) == Kind.PERSONAL
    ]
    return [("partnerships.seat", "name"), *fields]
