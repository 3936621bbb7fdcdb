"""Who is meant when somebody asks what is held on them: their rows, their names, their stories."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid5

from django.db.models import Q
from django.db.models.functions import Lower

from areas.models import AreaRole
from bigstory.accounts.models import User
from bigstory.core.folding import fold
from bigstory.core.privacy.erasing import Subject
from bigstory.core.privacy.places import PEOPLE
from outcomes.consent.queries.people import told_by_any
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person
from partnerships.models import MediaItem, Seat

# The key of the person that stands for an account is made of its number, and that of one who has
# nothing but a place of the record, of its address: after an older backup was restored, which knows
# the account or the place and not the person, the ledger still says who is meant.
ACCOUNTS = UUID("8f0c9f6e-6f4e-4f0a-9c55-5c1d0a2e7b31")
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PLACES = UUID("2b0f4a52-93a4-4d0d-8a40-6a7f0e6c1f9d")
SEAT = "partnerships.seat.name"
PERSON = "outcomes.person"


def key_of(user: User) -> UUID:
    """The key of the person that stands for an account."""
    return uuid5(ACCOUNTS, str(user.pk))


def key_of_place(address: str) -> UUID:
    """The key of the person that stands for a place, such as a seat without an account."""
    return uuid5(PLACES, address)


def subject_of(person: Person, *, also: Iterable[str] = ()) -> Subject:
    """Their rows and names, their stories, and the areas they are known in.

    `also` are addresses of places that somebody said are the same person: of another person on a
    list, of an account, of a seat. A dozen statements, however many there are.
    """
    same = _people_ticked(also)
    accounts = same["accounts.user"] | ({person.user_id} - {None})
    of_accounts = Person.objects.here().filter(Q(user__in=accounts) | Q(pk__in=same[PERSON]))
    people = {person.pk: person} | {each.pk: each for each in of_accounts}
    accounts |= {each.user_id for each in people.values()} - {None}
    users = list(User.objects.filter(pk__in=accounts))
    seats = _seats(person, accounts, same["partnerships.seat"])
    names = {name for user in users for name in (user.email, user.name)}
    names |= {seat.name for seat in seats}
    for each in people.values():
        names |= {each.name, each.known_as, *_ways_to_reach(each.contact)}
    other_names = PermissionEvent.objects.filter(person__in=people).exclude(called="")
    names |= set(other_names.values_list("called", flat=True))
    names -= _addresses_of_others(names, accounts)
    roles = AreaRole.objects.filter(user__in=accounts, area__isnull=False)
    areas = {each.area_id for each in people.values()} | set(roles.values_list("area", flat=True))
    areas |= {seat.partnership.area_id for seat in seats}
    rows = {
        PERSON: frozenset(people),
        "accounts.user": frozenset(accounts),
        "partnerships.seat": frozenset(seat.pk for seat in seats),
        "areas.contact": frozenset(same["areas.contact"]),
    }
    subject = Subject(rows, frozenset(name for name in names if name), frozenset(areas))
    return _with_stories(subject)


def _ways_to_reach(contact: str) -> list[str]:
    """E-mail addresses, and what else is written beside them."""
    addresses = ADDRESS.findall(contact)
    return [*addresses, ADDRESS.sub("", contact).strip(" ,;")]


def _addresses_of_others(names: set[str], accounts: set[int]) -> set[str]:
    """Addresses at which they are reached and with which somebody else signs in."""
    addresses = {name.casefold(): name for name in names if "@" in name}
    others = User.objects.exclude(pk__in=accounts).annotate(address=Lower("email"))
    taken = others.filter(address__in=list(addresses)).values_list("address", flat=True)
    return {addresses[address] for address in taken}


def _people_ticked(also: Iterable[str]) -> dict[str, set[int]]:
    """The ids of rows that are people, by model, out of addresses of places."""
    same: dict[str, set[int]] = defaultdict(set)
    for address in also:
        label, _field, pk = parts_of(address)
        if label in PEOPLE:
            same[label].add(pk)
    return same


def parts_of(address: str) -> tuple[str, str, int]:
    """Model, field and id of the address of a place. Raises ValueError for no address."""
    where, _colon, pk = address.rstrip("~@").partition(":")
    label, _dot, name = where.rpartition(".")
    return label, name, int(pk)


def _seats(person: Person, accounts: set[int], ticked: set[int]) -> list[Seat]:
    """The seats of their accounts, those said to be theirs, and the one their key is made of."""
    seats = Seat.objects.select_related("partnership")
    here = seats.filter(
        Q(partnership__area=person.area_id) | Q(user__in=accounts) | Q(pk__in=ticked)
    )
    return [
        seat
        for seat in here
        if seat.pk in ticked
        or (seat.user_id is not None and seat.user_id in accounts)
        or key_of_place(f"{SEAT}:{seat.pk}") == person.key
    ]


def _with_stories(subject: Subject) -> Subject:
    """The stories they tell go whole with them; those they are in are about them."""
    people = subject.ids(PERSON)
    told = frozenset(told_by_any(people).values_list("pk", flat=True))
    listed = Appearance.objects.filter(person__in=people).order_by().values("story")
    others = ChangeStory.objects.filter(pk__in=listed).exclude(pk__in=told)
    about = frozenset(others.values_list("pk", flat=True)) - _with_a_namesake(subject)
    media = MediaItem.objects.filter(in_story__story__in=told | about)
    items = dict(media.values_list("pk", "in_story__story"))
    return replace(
        subject,
        gone={
            "outcomes.changestory": told,
            "partnerships.mediaitem": frozenset(pk for pk, story in items.items() if story in told),
        },
        around={
            "outcomes.changestory": about,
            "partnerships.mediaitem": frozenset(items)
            - {pk for pk, story in items.items() if story in told},
        },
    )


def _with_a_namesake(subject: Subject) -> frozenset[int]:
    """Stories with somebody else of the very same name on the list.

    There nothing says by itself which of the two a name is.
    """
    people = subject.ids(PERSON)
    stories = Appearance.objects.filter(person__in=people).order_by().values("story")
    others = Appearance.objects.filter(story__in=stories, person__isnull=False)
    names = {fold(name) for name in subject.names}
    rows = others.exclude(person__in=people).values_list(
        "story", "person__name", "person__known_as"
    )
    return frozenset(
        story for story, *called in rows if names & {fold(name) for name in called if name}
    )
