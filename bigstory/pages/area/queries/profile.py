"""What everybody may read of one area, for its page and its paper: the same for every reader.

A partnership member who shows this part to a neighbour shows nothing that the neighbour could not
open alone: everything here is a fact of the area, an endorsed plan, a total or a publication.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, ExtractYear, JSONObject

from areas.models import Area, LocalAuthority
from areas.places.queries.standing import closed_since, with_standing
from areas.programme.queries import Words
from bigstory.core.db.dated import today
from bigstory.pages.area.queries.timeline import Timeline
from outcomes.models import Outcome, PublishedReading, Reading
from partnerships.models import LtoAppointment, Plan, Priority, Seat
from partnerships.money.queries.sums import TimeLeft, Totals, time_left, totals

Party = Reading.Party
YES = Reading.Answer.YES


@dataclass(frozen=True)
class OutcomeYes:
    """One outcome and how many public stories were read to show it.

    `yes` counts the tellers' own readings; `others` are the other parties with their counts.
    """

    outcome: Outcome
    yes: int
    others: list[tuple[str, int]]

    @property
    def number(self) -> int:
        """Gives it its colour and icon."""
        return self.outcome.number


def outcomes_of(area: Area) -> list[OutcomeYes]:
    """Each outcome, counted over the area's public stories. One statement."""
    outcomes = Outcome.objects.in_use().annotate(
        **{party: _yes(area, party) for party in Party.values}
    )
    names = party_names(Words(area.programme.words))
    return [
        OutcomeYes(
            outcome,
            getattr(outcome, Party.TELLER),
            [
                (name, number)
                for party, name in names.items()
                if party != Party.TELLER and (number := getattr(outcome, party))
            ],
        )
        for outcome in outcomes
    ]


def party_names(words: Words) -> dict[str, str]:
    """The parties as this programme calls them, the teller first."""
    own = {Party.LOCAL_TRUST: words["funder"]}
    return {party.value: str(own.get(party, party.label)) for party in Party}


def _yes(area: Area, party: str) -> Coalesce:
    """How many public stories of an area one party read to show the outcome."""
    answers = PublishedReading.objects.filter(
        outcome=OuterRef("pk"),
        party=party,
        answer=YES,
        publication__area=area,
        publication__story__isnull=False,
    )
    count = (
        answers.order_by()
        .values("outcome")
        .annotate(n=Count("publication_id", distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


YEARS_SHOWN = 3
ITEMS_A_YEAR = 6
ALL_YEARS = 99
PRIORITIES_SHOWN = 8
VISITOR = AnonymousUser()


@dataclass(frozen=True)
class PublicPart:
    """One area as everybody may know it, as it stands on a day."""

    area: Area
    at: date
    plan: Plan | None
    priorities: list[Priority]
    more_priorities: bool
    years: list
    most: int
    outcomes: list[OutcomeYes]
    money: Totals
    time: TimeLeft
    authorities: list[LocalAuthority]

    @property
    def public_stories(self) -> int:
        return self.area.facts.public_stories if hasattr(self.area, "facts") else 0


def area_for_profile(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Each area with the numbers and names of organisations of its profile.

    One statement.
    """
    joined = areas.select_related("region", "facts", "partnership", "programme")
    return with_standing(_with_plan(_with_heads_and_lto(joined)))


def public_part(
    area: Area, *, years: int = YEARS_SHOWN, each: int = ITEMS_A_YEAR, all_priorities=False
) -> PublicPart:
    """The public part, for an area that came by `area_for_profile`. Six statements.

    At most `each` entries of each of the last `years` years.
    """
    plan = Plan(area=area, **_days(area.plan)) if area.plan else None
    priorities = list(Priority.objects.filter(plan=plan.pk).order_by("order", "pk")) if plan else []
    first_priorities = priorities if all_priorities else priorities[:PRIORITIES_SHOWN]
    outcomes = outcomes_of(area)
    by_slug = {row.outcome.slug: row.outcome for row in outcomes}
    return PublicPart(
        area=area,
        at=today(),
        plan=plan,
        priorities=first_priorities,
        more_priorities=len(priorities) > len(first_priorities),
        years=Timeline(VISITOR, area, by_slug).newest(years=years, each=each),
        most=each,
        outcomes=outcomes,
        money=totals(area),
        time=time_left(area, closed_on=closed_since(area)),
        authorities=list(area.authorities.order_by("tier", "name")),
    )


def _days(plan: dict) -> dict:
    """Days come out of JSON as text."""
    days = {
        name: date.fromisoformat(plan[name]) if plan[name] else None for name in ("starts", "ends")
    }
    return {**plan, **days}


def _with_heads_and_lto(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Add `heads` (how many sit on the partnership), `residents` (of them) and `lto`, all of today.

    Numbers and an organisation, no names of people: facts of the area, public by nature.
    """
    seats = "partnership__seats"
    sitting = Q(**{f"{seats}__joined__lte": today()}) & (
        Q(**{f"{seats}__left": None}) | Q(**{f"{seats}__left__gt": today()})
    )
    living_here = sitting & Q(**{f"{seats}__kind": Seat.Kind.RESIDENT})
    appointments = LtoAppointment.objects.active().filter(area=OuterRef("pk")).order_by("-starts")
    lto = JSONObject(pk="organisation_id", name="organisation__name", since=ExtractYear("starts"))
    return areas.annotate(
        heads=Count(seats, filter=sitting),
        residents=Count(seats, filter=living_here),
        lto=Subquery(appointments.values(_=lto)[:1]),
    )


def _with_plan(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Add `plan`, the endorsed one of today, and `earlier_plans`: whether any was ever endorsed."""
    endorsed = Plan.objects.visible_to(VISITOR).filter(area=OuterRef("pk"))
    words = JSONObject(
        id="pk",
        number="number",
        title="title",
        vision="vision",
        legacy_statement="legacy_statement",
        starts=Cast("starts", CharField()),
        ends=Cast("ends", CharField()),
    )
    now = endorsed.current().order_by("-number")
    return areas.annotate(plan=Subquery(now.values(_=words)[:1]), earlier_plans=Exists(endorsed))
