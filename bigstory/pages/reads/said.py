"""Which outcomes an area's public stories were read to show, and whose reading each number is."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from areas.models import Area
from areas.words import Words
from outcomes.models import Outcome, PublishedReading, Reading

Party = Reading.Party
YES = Reading.Answer.YES


@dataclass(frozen=True)
class OutcomeSaid:
    """One outcome and how many public stories say yes to it: by whose story it is, and by the other
    parties.
    """

    outcome: Outcome
    yes: int
    others: list[tuple[str, int]]

    @property
    def number(self) -> int:
        """Gives it its colour and icon."""
        return self.outcome.number


def said_of(area: Area) -> list[OutcomeSaid]:
    """Over the area's public stories. One statement."""
    counted = Outcome.objects.in_use().annotate(
        **{party: _yes(area, party) for party in Party.values}
    )
    names = party_names(Words(area.programme.words))
    return [
        OutcomeSaid(
            outcome,
            getattr(outcome, Party.TELLER),
            [
                (name, n)
                for party, name in names.items()
                if party != Party.TELLER and (n := getattr(outcome, party))
            ],
        )
        for outcome in counted
    ]


def party_names(words: Words) -> dict[str, str]:
    """The parties as this programme calls them, the teller first."""
    own = {Party.LOCAL_TRUST: words["funder"]}
    return {party.value: str(own.get(party, party.label)) for party in Party}


def _yes(area: Area, party: str):
    answers = PublishedReading.objects.filter(
        outcome=OuterRef("pk"),
        party=party,
        answer=YES,
        publication__area=area,
        publication__story__isnull=False,
    )
    one = (
        answers.order_by()
        .values("outcome")
        .annotate(n=Count("publication_id", distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)
