"""The places of the record where somebody's name stands, as whoever erases decides about them.

What a key ties to them goes by itself. What only has their name, or nearly, may be another's: it is
shown with the words around it, and goes where somebody ticks it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from areas.models import Area
from bigstory.core.privacy.erasing import Subject
from bigstory.core.privacy.names import Spelled
from bigstory.core.privacy.places import PEOPLE, Place, places_of
from outcomes.consent.queries.subjects import key_of_place, parts_of, subject_of
from outcomes.models import ChangeStory, Person, Publication
from partnerships.models import Activity

COPY = "outcomes.publication"
# From a public copy to what it was made of.
SOURCES = {
    "outcomes.changestory": ("story",),
    "outcomes.evidence": ("story__evidence",),
    "outcomes.elsewherefilm": ("story__films",),
    "outcomes.reading": ("story__readings",),
    "outcomes.followup": ("story__followups",),
    "partnerships.activity": ("activity", "story__activities"),
    "partnerships.priority": ("story__priorities",),
    "partnerships.plan": ("story__priorities__plan",),
    "partnerships.mediaitem": ("story__media__media",),
}
MOST_SHOWN = 400  # of one person; a form holds no more


@dataclass
class HeldPlaces:
    """What goes with them by itself, what goes because it was ticked, and what is left."""

    subject: Subject
    tied: list[Place]
    ticked: list[Place]
    left: list[Place]

    @property
    def to_take_out(self) -> list[Place]:
        return [place for place in (*self.tied, *self.ticked) if place.label not in PEOPLE]


def held_places(person: Person, ticked: Set[str] = frozenset()) -> HeldPlaces:
    """The places of somebody, sorted by what becomes of them. `ticked` are addresses.

    Whoever is ticked as the same person brings their own rows and names with them.
    """
    subject = subject_of(person)
    places = _places(subject)
    offered = {place.address for place in places}
    same = [address for address in ticked & offered if parts_of(address)[0] in PEOPLE]
    if same:
        subject = subject_of(person, also=same)
        places = _places(subject)
    held = HeldPlaces(subject, [], [], [])
    for place in places:
        if place.tied or key_of_place(place.address) == person.key:
            held.tied.append(place)
        else:
            (held.ticked if place.address in ticked else held.left).append(place)
    return held


def _places(subject: Subject) -> list[Place]:
    """All their places but public copies, which follow what they were made of."""
    places = places_of(subject)
    followed = set(copies_of(places).values_list("pk", flat=True))
    return [place for place in places if place.label != COPY or place.pk not in followed]


def copies_of(places: Iterable[Place]):
    """The public copies that were made of these places."""
    ids: dict[str, set[int]] = defaultdict(set)
    for place in places:
        ids[place.label].add(place.pk)
    either = [Q(**{f"{way}__in": ids[label]}) for label, ways in SOURCES.items() for way in ways]
    return Publication.objects.filter(reduce(or_, either)).distinct()


def stories_with(places: Iterable[Place]):
    """The stories that are searched or shared by words of these places, in the order of locks."""
    ids: dict[str, set[int]] = defaultdict(set)
    for place in places:
        ids[place.label].add(place.pk)
    either = Q(pk__in=ids["outcomes.changestory"]) | Q(evidence__in=ids["outcomes.evidence"])
    either |= Q(films__in=ids["outcomes.elsewherefilm"])
    either |= Q(media__media__in=ids["partnerships.mediaitem"])
    return ChangeStory.objects.filter(either).distinct().order_by("pk")


def logged_with(places: Iterable[Place]):
    """What was logged with words of these places, in it or beside its photos."""
    ids: dict[str, set[int]] = defaultdict(set)
    for place in places:
        ids[place.label].add(place.pk)
    either = Q(pk__in=ids["partnerships.activity"]) | Q(media__in=ids["partnerships.mediaitem"])
    return Activity.objects.filter(either).distinct().order_by("pk")


def places_in_copies(places: Iterable[Place], subject: Subject) -> list[Place]:
    """Their name in the public copies of these places, in the ways in which it stands in these."""
    places = list(places)
    spelled = {place.spelled for place in places}
    copies = set(copies_of(places).values_list("pk", flat=True))
    return [
        place
        for place in (places_of(subject, [COPY]) if copies else ())
        if place.pk in copies and place.spelled in spelled
    ]


# --- as they are shown ---


@dataclass(frozen=True)
class ShownPlace:
    """One place to decide about: where it is, and the words."""

    address: str
    where: str
    quotes: list
    near: bool
    person: bool


def shown(places: Iterable[Place]) -> list[ShownPlace]:
    """Places as a page shows them: people first, then the same name, then nearly the same."""
    places = list(places)
    # The names of all areas, of which there are a few hundred: one statement, whatever was found.
    areas = {area.pk: str(area) for area in Area.objects.only("name", "local_name")}
    rows = [
        ShownPlace(
            place.address,
            where_of(place, areas),
            place.quotes,
            place.spelled == Spelled.NEAR,
            place.label in PEOPLE,
        )
        for place in places
    ]
    return sorted(rows, key=lambda row: (row.near, not row.person, row.where, row.address))


def where_of(place: Place, areas: dict[int, str]) -> str:
    """As “Decision of 3 May 2019, Ramsey: their name, if they like”."""
    model = apps.get_model(place.label)
    words = {
        "thing": name_of(place.label),
        "day": date_format(place.day) if place.day else "",
        "area": areas.get(place.area, ""),
        "part": model._meta.get_field(place.field).verbose_name,
    }
    head = _("%(thing)s of %(day)s") % words if place.day else words["thing"]
    head = ", ".join(part for part in (head, words["area"]) if part)
    return f"{head}: {words['part']}"


def name_of(label: str) -> str:
    """What people call the rows of a model: one of them."""
    names = {
        "accounts.user": _("An account"),
        "outcomes.person": _("A person on a list"),
        "outcomes.storyversion": _("A story as it was sent"),
        "outcomes.elsewherefilm": _("A film"),
        "outcomes.reading": _("An answer to an outcome"),
        "outcomes.sorting": _("A sorting of a story"),
        "outcomes.followup": _("An answer to “is it still true?”"),
        "outcomes.flag": _("A message of a reader"),
        "outcomes.hold": _("A stop"),
        "outcomes.publication": _("What was shared"),
        "partnerships.mediaitem": _("A photo, recording or paper"),
        "partnerships.planversion": _("A plan as it was sent"),
        "partnerships.spendline": _("A line of a spend report"),
        "partnerships.regular": _("Something that meets regularly"),
        "partnerships.sturdinessshare": _("What was shared of how it stands"),
        "partnerships.themechange": _("A change of theme"),
    }
    return names.get(label) or capfirst(str(apps.get_model(label)._meta.verbose_name))


def counted(places: Iterable[Place]) -> list[tuple[str, int]]:
    """How many places of each kind, as a page counts them: the name of the kind, and the number."""
    counts = Counter(place.label for place in places)
    return sorted((name_of(label), number) for label, number in counts.items())
