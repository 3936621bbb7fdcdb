"""Fills three areas with one of everything, and plants a different marker in every text field of
every row.
"""

import itertools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from areas.models import Area, AreaFacts, PowerChange, Region
from bigstory.accounts.models import Invitation
from bigstory.core.db.choices import Audience
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.plant_decisions import plant_decisions
from bigstory.tests.access.plant_desk import plant_desk
from bigstory.tests.access.plant_evidence import plant_evidence
from bigstory.tests.access.plant_holders import plant_holders
from bigstory.tests.access.plant_in_story import plant_in_story
from bigstory.tests.access.plant_letters import owe_all, plant_letters
from bigstory.tests.access.plant_money import plant_money
from bigstory.tests.access.plant_people import plant_people
from bigstory.tests.access.plant_photos import plant_photos
from bigstory.tests.access.plant_plan_versions import plant_plan_versions
from bigstory.tests.access.plant_regulars import plant_regulars
from bigstory.tests.access.plant_safety import plant_safety
from bigstory.tests.access.plant_work import plant_files_sent, plant_work_that_failed
from outcomes.models import ChangeStory, Outcome, Reading, StoryReview, StoryVersion
from outcomes.publishing.actions.activities import publish_activity
from partnerships.models import (
    Action,
    Activity,
    LtoAppointment,
    Organisation,
    Partnership,
    Plan,
    Priority,
    Seat,
)

MARKER = re.compile(r"zqx\d{5}")


@dataclass(frozen=True)
class Planted:
    """Where a marker stands: on which thing, in which state, for whom, in whose area, in which
    field.
    """

    thing: str
    state: str
    audience: str
    area: str
    model: str
    field: str


@dataclass
class World:
    """The three areas and what was planted in them."""

    areas: dict[str, Area] = field(default_factory=dict)
    markers: dict[str, Planted] = field(default_factory=dict)
    things: dict[str, list] = field(default_factory=dict)
    _planted: int = 0

    def keep(self, kind: str, area: str, thing: models.Model) -> models.Model:
        self.things.setdefault(kind, []).append((area, thing))
        return thing

    def marked(
        self, thing: str, area: str, state: str, model: str, name: str, audience: str = ""
    ) -> str:
        """A marker for words that are kept inside something else, such as the words of a
        version.
        """
        return f"{self._marker(Planted(thing, state, audience, area, model, name))}, planted"

    def plant(
        self, row: models.Model, thing: str, area: str, state: str = "", audience: str = ""
    ) -> models.Model:
        """Put a marker in front of every text of a row, in the database and in the object."""
        changed = {}
        for each in row._meta.concrete_fields:
            if not _is_text(each):
                continue
            model = row._meta.model_name
            marker = self._marker(Planted(thing, state, audience, area, model, each.name))
            changed[each.name] = (
                f"{marker}@example.org"
                if isinstance(each, models.EmailField)
                else f"{marker}, planted"[: each.max_length]
            )
            setattr(row, each.name, changed[each.name])
        type(row)._base_manager.filter(pk=row.pk).update(**changed)
        return row

    def plant_words(self, thing: str, area: str, model: str, field: str) -> str:
        """A marker for words that are kept inside a JSON field."""
        return f"{self._marker(Planted(thing, '', '', area, model, field))}, planted"

    def _marker(self, where: Planted) -> str:
        self._planted += 1
        marker = f"zqx{self._planted:05}"
        self.markers[marker] = where
        return marker


def _is_text(each: models.Field) -> bool:
    if isinstance(each, models.UUIDField):
        return False
    if each.choices or each.unique or isinstance(each, models.SlugField):
        return (
            each.name in ("name", "email")
            and not isinstance(each, models.SlugField)
            and not each.choices
        )
    return isinstance(each, models.CharField | models.TextField) and each.name not in (
        "digest",
        "password",
        "code",
    )


def build(programme, cast) -> World:
    """Areas a, b and c; the cast belongs to a and b.

    Public things are published by the product's own actions.
    """
    world = World()
    for asker in ASKERS:
        getattr(
            cast, asker.who
        )  # everybody is made now, so that nobody's coming changes the record later
    region = Region.objects.create(slug="somewhere", name="Somewhere")
    for letter in "abc":
        area = Area.objects.create(
            programme=programme,
            region=region,
            slug=f"area-{letter}",
            name=f"Area {letter}",
            basis="stated",
        )
        AreaFacts.objects.create(area=area)
        world.areas[letter] = world.plant(area, "area", letter)
    for asker, letter in (
        ("member", "a"),
        ("worker", "a"),
        ("lto", "a"),
        ("rep", "a"),
        ("neighbour", "b"),
    ):
        getattr(cast, asker).user.area_roles.update(area=world.areas[letter])
    world.keep("role", "b", cast.neighbour.user.area_roles.get())
    trust = cast.trust.user
    for letter, area in world.areas.items():
        _partnership(world, letter, area)
        plant_people(world, letter, area, trust)
        _plans(world, letter, area)
        plant_plan_versions(world, letter, area, trust)
        _activities(world, letter, area, trust)
        _stories(world, letter, area, trust)
        _invitation(world, letter, trust)
        plant_money(world, letter, area, trust)
        plant_decisions(world, letter, area)
        plant_desk(world, letter, area, trust)
        plant_holders(world, letter, area, trust)
        plant_regulars(world, letter, area)
        plant_safety(world, letter, area, trust)
        plant_letters(world, letter, area, trust)
    plant_work_that_failed(world)
    plant_files_sent(world)
    plant_photos(world, cast)
    plant_evidence(world, cast)
    plant_in_story(world)
    owe_all(world)
    return world


def _partnership(world: World, letter: str, area: Area) -> None:
    partnership = Partnership.objects.create(area=area, name="p", formed_on=date(2015, 1, 1))
    world.plant(partnership, "area", letter)
    for left in (None, date(2020, 1, 1)):
        seat = Seat.objects.create(
            partnership=partnership, name="s", kind="resident", joined=date(2016, 1, 1), left=left
        )
        world.plant(seat, "seat", letter)
    organisation = Organisation.objects.create(name=f"Organisation {letter}")
    world.keep("organisation", letter, world.plant(organisation, "organisation", letter))
    for starts, ends in ((date(2014, 1, 1), date(2015, 6, 1)), (date(2016, 1, 1), None)):
        appointment = LtoAppointment.objects.create(
            area=area, organisation=organisation, starts=starts, ends=ends
        )
        world.keep("appointment", letter, world.plant(appointment, "agreement", letter))


def _plans(world: World, letter: str, area: Area) -> None:
    plan = None
    for number, state in ((1, "endorsed"), (2, "draft")):
        days = {"starts": date(2020, 1, 1), "ends": date(2090, 1, 1)}
        plan = Plan.objects.create(
            area=area, number=number, follows=plan, title="t", state=state, **days
        )
        world.keep("plan", letter, world.plant(plan, "plan", letter, state))
        priority = Priority.objects.create(plan=plan, own_words="w")
        world.keep("priority", letter, world.plant(priority, "plan", letter, state))
        action = Action.objects.create(priority=priority, title="a", lead="x", due=date(2027, 1, 1))
        world.keep("action", letter, world.plant(action, "plan", letter, state))


def _activities(world: World, letter: str, area: Area, trust) -> None:
    """One for each audience, and one more public one that was shown to everybody."""
    for audience, shown in [*((a.value, False) for a in Audience), ("public", True)]:
        activity = Activity.objects.create(
            area=area,
            title="t",
            what_happened="w",
            on=date.today() - timedelta(days=3),
            audience=audience,
        )
        world.plant(activity, "activity", letter, "published" if shown else "", audience)
        world.keep("activity", letter, activity)
        if shown:
            publish_activity(activity, by=trust, at=timezone.now())


def _stories(world: World, letter: str, area: Area, trust) -> None:
    """One in each state for each audience, with readings, a version and a reply.

    They go as far as they may once all is beside them: plant_evidence.
    """
    outcome = Outcome.objects.first()
    for state, audience in itertools.product(ChangeStory.State.values, Audience.values):
        story = ChangeStory.objects.create(
            area=area,
            title="t",
            what_changed="w",
            told_on=date.today(),
            state=state,
            audience=audience,
            people="nobody",
            sent_at=timezone.now(),
            published_at=timezone.now() if state == "published" else None,
        )
        world.keep("story", letter, world.plant(story, "story", letter, state, audience))
        for party in ("teller", "partnership"):
            reading = Reading.objects.create(
                story=story, outcome=outcome, party=party, answer="yes"
            )
            world.plant(reading, "story", letter, state, audience)
        words = {
            name: getattr(story, name)
            for name in ("title", "what_changed", "before", "told_by", "told_by_is")
        }
        version = StoryVersion.objects.create(story=story, number=1, words=words)
        if state not in ("draft", "sent") and audience != "area":
            review = StoryReview.objects.create(
                story=story,
                version=version,
                reviewer=trust,
                verdict="returned",
                words="w",
                at=timezone.now(),
            )
            world.plant(review, "story", letter, state, audience)


def _invitation(world: World, letter: str, trust) -> None:
    secret = Invitation.new_secret()
    invitation = Invitation.objects.create(
        email="i@example.org",
        role="member",
        area_slug=world.areas[letter].slug,
        digest=Invitation.digest_of(secret),
        invited_by=trust,
        expires_at=timezone.now() + timedelta(days=3),
    )
    world.keep("invitation", letter, world.plant(invitation, "invitation", letter))
    world.things.setdefault("secret", []).append((letter, secret))
    _change(world, letter, invitation, trust)


def _change(world: World, letter: str, invitation: Invitation, trust) -> None:
    """What waits for a second person: somebody invited is to read across areas."""
    secret = PowerChange.new_secret()
    change = PowerChange.objects.create(
        what=PowerChange.What.ROLE,
        invitation=invitation,
        data={"role": "evaluator"},
        digest=PowerChange.digest_of(secret),
        asked_by=trust,
        due=timezone.now() + timedelta(days=1),
    )
    world.keep("change", letter, change)
    world.things.setdefault("change_link", []).append((letter, secret))
