"""Where an area stands on a day: the steps of the pathway, and open, closing or closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from areas.models import Area, AreaStage, AreaStanding, PathwayStep
from bigstory.core.db.dated import today

Standing = AreaStanding.Standing


@dataclass(frozen=True)
class OnTheWay:
    """One step of the pathway, with what is recorded of it in this area; None: nothing yet."""

    number: int
    step: PathwayStep
    stage: AreaStage | None

    @property
    def state(self) -> str:
        return str(self.stage.status) if self.stage else ""


def pathway_of(area: Area) -> list[OnTheWay]:
    """Every step the programme offers or this area has taken, in order. Two statements."""
    stages = {stage.step_id: stage for stage in area.stages.all()}
    steps = PathwayStep.objects.filter(programme=area.programme_id).order_by("order", "pk")
    shown = [step for step in steps if not step.retired or step.pk in stages]
    return [OnTheWay(n, step, stages.get(step.pk)) for n, step in enumerate(shown, start=1)]


@dataclass(frozen=True)
class Stands:
    """How an area stands, since when (None: always), and what is to come."""

    standing: Standing
    since: date | None
    to_come: AreaStanding | None

    @property
    def label(self) -> str:
        return str(self.standing.label)


def standing_of(area: Area, at: date | None = None) -> Stands:
    """One statement."""
    at = at or today()
    rows = list(area.standings.order_by("-on"))
    now = next((row for row in rows if row.on <= at), None)
    to_come = next((row for row in reversed(rows) if row.on > at), None)
    standing = Standing(now.standing) if now else Standing.OPEN
    return Stands(standing, now.on if now else None, to_come)


def with_standing(areas: QuerySet[Area], at: date | None = None) -> QuerySet[Area]:
    """Add `standing` of a day to each area, and the day since when, in the same statement."""
    rows = AreaStanding.objects.filter(area=OuterRef("pk"), on__lte=at or today()).order_by("-on")
    return areas.annotate(
        standing_since=Subquery(rows.values("on")[:1]),
        standing=Coalesce(
            Subquery(rows.values("standing")[:1]),
            Value(Standing.OPEN.value),
            output_field=CharField(),
        ),
    )


def standing_so(areas: QuerySet[Area], standing: str, at: date | None = None) -> QuerySet[Area]:
    """The areas that stand so on a day."""
    return with_standing(areas, at).filter(Q(("standing", standing)))


def closed_since(area: Any) -> date | None:
    """The day on which an area that came `with_standing` closed; None: it is not closed."""
    since: date | None = area.standing_since
    return since if area.standing == Standing.CLOSED else None
