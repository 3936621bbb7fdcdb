"""What a partnership plans and does, for tests."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from areas.tests.factories import AreaFactory
from bigstory.core.db.dated import today
from partnerships.models import (
    Action,
    Activity,
    Decision,
    LtoAppointment,
    MediaItem,
    Meeting,
    Organisation,
    Partnership,
    Plan,
    Priority,
    Regular,
    Seat,
)


class PartnershipFactory(DjangoModelFactory):
    class Meta:
        model = Partnership

    area = factory.SubFactory(AreaFactory)
    name = factory.LazyAttribute(lambda partnership: f"{partnership.area.name} Partnership")
    formed_on = date(2013, 5, 14)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Neighbour {n}")
    kind = Seat.Kind.RESIDENT
    joined = date(2015, 3, 1)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Trust number {n}")


class LtoAppointmentFactory(DjangoModelFactory):
    class Meta:
        model = LtoAppointment

    area = factory.SubFactory(AreaFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts = date(2013, 9, 1)


class PlanFactory(DjangoModelFactory):
    """The present plan, unless a test gives other values."""

    class Meta:
        model = Plan

    area = factory.SubFactory(AreaFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Back on our feet"
    starts = factory.LazyFunction(lambda: today() - timedelta(days=400))
    ends = factory.LazyFunction(lambda: today() + timedelta(days=400))
    vision = "A town that looks after its own."
    state = Plan.State.ENDORSED


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    plan = factory.SubFactory(PlanFactory)
    own_words = factory.Sequence(lambda n: f"Nobody eats alone, {n}")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    priority = factory.SubFactory(PriorityFactory)
    title = factory.Sequence(lambda n: f"Luncheon club {n}")
    lead = "Denise"
    due = factory.LazyFunction(lambda: today() + timedelta(days=30))
    cost = Decimal("1200.00")
    state = Action.State.UNDER_WAY


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    area = factory.SubFactory(AreaFactory)
    title = factory.Sequence(lambda n: f"Lunch number {n}")
    what_happened = "Two new faces."
    on = factory.LazyFunction(lambda: today() - timedelta(days=3))
    came = 41
    counted = Activity.Counted.EXACT
    logged_by_name = "Denise"


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    area = factory.SubFactory(AreaFactory)
    what = factory.Sequence(lambda n: f"Partnership meeting {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    area = factory.SubFactory(AreaFactory)
    title = factory.Sequence(lambda n: f"To open on Saturdays, {n}")
    on = factory.LazyFunction(lambda: today() - timedelta(days=5))
    raised_by = Decision.RaisedBy.RESIDENT
    decided_by = Decision.DecidedBy.TOGETHER
    recorded_by_name = "Denise"


class MediaItemFactory(DjangoModelFactory):
    """A row only; a test that opens the picture keeps one with actions.photos.take_in."""

    class Meta:
        model = MediaItem

    activity = factory.SubFactory(ActivityFactory)
    area = factory.LazyAttribute(lambda item: item.activity.area)
    width = 40
    height = 30
    bytes = 900
    alt_text = "One long table with a checked cloth."
    people = MediaItem.People.NOBODY


class RegularFactory(DjangoModelFactory):
    """Every week since three weeks ago today."""

    class Meta:
        model = Regular

    area = factory.SubFactory(AreaFactory)
    title = "Knit and natter"
    starts = factory.LazyFunction(lambda: today() - timedelta(days=21))
