"""What is owed, for whoever may know of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from areas.access import ReachedAreas, areas_where
from areas.desk.models.owed import Owed, OwedQuerySet, Side
from areas.desk.queries.sources import SOURCES, Thing, all_sources
from areas.models import Area
from bigstory.accounts.roles import May
from bigstory.accounts.somebody import Somebody


def visible_to(user: Somebody) -> OwedQuerySet:
    """Of each kind what this person may answer, or read the letters about in their area."""
    rights = {kind: (source.answers, source.reads) for kind, source in SOURCES.items()}
    return _where(user, rights)


def to_answer(user: Somebody) -> OwedQuerySet:
    """What waits for Local Trust, where this person answers it; longest first."""
    rights = {kind: (source.answers,) for kind, source in SOURCES.items()}
    return _where(user, rights).ours().open().longest_first()


def asked_of(user: Somebody, areas: Iterable[Area]) -> OwedQuerySet:
    """Questions of Local Trust that this person may answer for these areas; longest first."""
    rights = {kind: (source.writes,) for kind, source in SOURCES.items()}
    questions = _where(user, rights).theirs().open().filter(area__in=[a.pk for a in areas])
    return questions.longest_first()


def _where(user: Somebody, rights: Mapping[str, tuple[May | None, ...]]) -> OwedQuerySet:
    kinds: dict[ReachedAreas, list[str]] = defaultdict(list)
    for kind, permissions in rights.items():
        for permission in permissions:
            if permission is not None and (reached := areas_where(user, permission)):
                kinds[reached].append(kind)
    rows = Q(pk__in=[])
    for reached, of_kind in kinds.items():
        rows |= Q(about__in=of_kind) & reached.q()
    return Owed.objects.filter(rows)


def how_many(rows: OwedQuerySet) -> dict[str, int]:
    """How many of each kind, those with none left out. One statement."""
    counts = rows.order_by().values_list("kind").annotate(n=Count("pk"))
    return dict(counts)


def with_waiting(areas: "QuerySet[Area]", rows: OwedQuerySet) -> "QuerySet[Area]":
    """Each area with how many of these answers Local Trust owes it (`waiting`), and since when
    (`waiting_since`).
    """
    owed = rows.ours().open().filter(area=OuterRef("pk"))
    number = owed.order_by().values("area").annotate(n=Count("pk")).values("n")
    since = owed.longest_first().values("sent")
    return areas.annotate(
        waiting=Coalesce(Subquery(number, output_field=IntegerField()), 0),
        waiting_since=Subquery(since[:1]),
    )


@dataclass(frozen=True)
class Waiting:
    """A row with its thing, and for how many whole days it has waited."""

    owed: Owed
    thing: Thing
    now: datetime

    @property
    def days(self) -> int:
        return (self.now - self.owed.sent).days

    @property
    def is_late(self) -> bool:
        return self.owed.due is not None and self.owed.due < timezone.localdate(self.now)

    @property
    def url(self) -> str:
        """Where it is answered: a question in the conversation, everything else on its page."""
        if self.owed.kind == Owed.Kind.QUESTION:
            return reverse("letters", args=[self.thing.kind, self.thing.pk])
        return self.thing.desk


def in_full(user: Somebody, rows: Iterable[Owed], now: datetime | None = None) -> list[Waiting]:
    """In the order of the rows; one statement a source. What this person may not know of is left
    out.
    """
    rows = list(rows)
    now = now or timezone.now()
    things = things_of(user, ((row.about, row.thing) for row in rows))
    return [
        Waiting(row, things[row.about, row.thing], now)
        for row in rows
        if (row.about, row.thing) in things
    ]


def things_of(user: Somebody, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    """The things themselves, by kind and id."""
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        ids[kind].add(pk)
    found: dict[tuple[str, int], Thing] = {}
    for source in all_sources():
        wanted = set().union(*(ids[kind] for kind in source.kinds))
        if wanted:
            things = source.things(user, sorted(wanted)).values()
            found |= {(thing.kind, thing.pk): thing for thing in things}
    return found


def latest_open(kind: str, thing: int, side: Side) -> Owed | None:
    """The question about a thing that one side has not answered yet."""
    rows = Owed.objects.filter(kind=Owed.Kind.QUESTION, about=kind, thing=thing, owes=side)
    return rows.filter(answered=None).order_by(F("sent").desc()).first()
