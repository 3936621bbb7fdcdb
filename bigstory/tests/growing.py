"""Makes a record grow: one of everything, then 300 of everything, without the product's own writing
code.
"""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from areas.models import Area, AreaFacts, AreaRole, AreaYear, Owed, Region
from bigstory.accounts.models import Invitation, User
from bigstory.tests.grow_decisions import grow_decisions
from bigstory.tests.grow_desk import grow_desk
from bigstory.tests.grow_evidence import grow_evidence
from bigstory.tests.grow_in_story import grow_in_story
from bigstory.tests.grow_letters import grow_letters
from bigstory.tests.grow_money import grow_money
from bigstory.tests.grow_moving import grow_moving
from bigstory.tests.grow_people import grow_people
from bigstory.tests.grow_photos import grow_photos
from bigstory.tests.grow_plan_versions import grow_plan_versions
from bigstory.tests.grow_regulars import grow_regulars
from bigstory.tests.grow_safety import grow_safety
from outcomes.models import (
    ChangeLevel,
    ChangeStory,
    Outcome,
    Publication,
    PublishedReading,
    Reading,
    StoryReview,
    StoryVersion,
)
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

STATES = ChangeStory.State.values
A_DAY = timedelta(days=1)


def grow(area: Area, *, by: User, first: int, last: int) -> None:
    """Add things number `first` to `last` to an area, and as many areas beside it."""
    numbers = range(first, last + 1)
    _areas(area, numbers)
    grow_desk(area, numbers, by=by)
    _partnership(area, numbers)
    grow_people(area, numbers)
    actions = _plan(area, numbers)
    grow_plan_versions(area, numbers, by)
    activities = _activities(area, numbers, actions, by)
    grow_photos(area, by=by, numbers=numbers)
    grow_money(area, numbers)
    grow_decisions(area, numbers, by=by)
    grow_regulars(area, numbers)
    grow_moving(area, numbers, by=by)
    _stories(area, numbers, activities, by)
    grow_evidence(area, by=by, numbers=numbers)
    grow_in_story(area)
    _people(area, numbers, by)
    grow_safety(area, numbers)
    grow_letters(area, numbers, by=by)
    _let_the_planner_look()


def _let_the_planner_look():
    """PostgreSQL counts rows now and then by itself, but not inside a transaction that a test never
    commits.

    Thinking a table of thousands empty, it chose nested loops that ran for minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _areas(area, numbers):
    region, _made = Region.objects.get_or_create(slug="beside", defaults={"name": "Beside"})
    beside = Area.objects.bulk_create(
        Area(
            programme=area.programme,
            region=region,
            slug=f"beside-{n}",
            name=f"Beside {n}",
            basis="stated",
            wave=2,
        )
        for n in numbers
    )
    AreaFacts.objects.bulk_create(AreaFacts(area=each) for each in beside)
    Owed.objects.bulk_create(
        Owed(
            area=each,
            kind="question",
            about="story",
            thing=each.pk,
            owes="trust",
            sent=timezone.now(),
        )
        for each in beside
    )
    this_year = date.today().year
    AreaYear.objects.bulk_create(
        AreaYear(area=each, year=this_year, activities=3, stories=1) for each in beside
    )


def _partnership(area, numbers):
    partnership, _made = Partnership.objects.get_or_create(
        area=area, defaults={"name": "Partnership"}
    )
    Seat.objects.bulk_create(
        Seat(partnership=partnership, name=f"Seat {n}", kind="resident", joined=date(2016, 1, 1))
        for n in numbers
    )
    holders = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {n}") for n in numbers
    )
    LtoAppointment.objects.bulk_create(
        LtoAppointment(area=area, organisation=holder, starts=date(2016, 1, 1))
        for holder in holders
    )


def _plan(area, numbers) -> list[Action]:
    plan, _made = Plan.objects.get_or_create(
        area=area,
        number=1,
        defaults={
            "title": "Plan",
            "state": "endorsed",
            "starts": date(2020, 1, 1),
            "ends": date(2090, 1, 1),
        },
    )
    priorities = Priority.objects.bulk_create(
        Priority(plan=plan, own_words=f"Priority {n}", order=n) for n in numbers
    )
    return Action.objects.bulk_create(
        Action(priority=each, title=f"Action {n}", cost=100, due=date(2027, 1, 1))
        for n, each in zip(numbers, priorities, strict=True)
    )


def _activities(area, numbers, actions, by) -> list[Activity]:
    activities = Activity.objects.bulk_create(
        Activity(
            area=area,
            title=f"Luncheon {n}",
            what_happened="Soup.",
            on=date.today() - n * A_DAY,
            action=action,
            audience="public",
            logged_by=by,
            logged_by_name="Denise",
        )
        for n, action in zip(numbers, actions, strict=True)
    )
    Publication.objects.bulk_create(
        Publication(
            activity=each, area=area, title=each.title, told_on=each.on, published_at=timezone.now()
        )
        for each in activities
    )
    return activities


def _stories(area, numbers, activities, by):
    """As many in each state. All could be read by everybody; those that were published are."""
    stories = ChangeStory.objects.bulk_create(
        ChangeStory(
            area=area,
            title=f"Story {n} {state}",
            what_changed="People came.",
            told_by="Maureen",
            told_on=date.today() - n * A_DAY,
            state=state,
            audience="public",
            people="nobody",
            written_by=by,
            sent_at=timezone.now(),
        )
        for n in numbers
        for state in STATES
    )
    versions = StoryVersion.objects.bulk_create(
        StoryVersion(
            story=story, number=1, words={"title": story.title, "what_changed": story.what_changed}
        )
        for story in stories
    )
    StoryReview.objects.bulk_create(
        StoryReview(
            story=each.story, version=each, verdict="replied", words="Thank you.", at=timezone.now()
        )
        for each in versions
    )
    _readings(stories)
    level = ChangeLevel.objects.first()
    ChangeStory.levels.through.objects.bulk_create(
        ChangeStory.levels.through(changestory=story, changelevel=level) for story in stories
    )
    roots = zip([s for s in stories if s.state == "published"], activities, strict=True)
    ChangeStory.activities.through.objects.bulk_create(
        ChangeStory.activities.through(changestory=story, activity=activity)
        for story, activity in roots
    )
    _publish([story for story in stories if story.state == "published"], level)


def _readings(stories):
    outcomes = list(Outcome.objects.all())
    Reading.objects.bulk_create(
        Reading(story=story, outcome=outcome, party=party, answer="yes", because="We counted.")
        for story in stories
        for outcome in outcomes
        for party in ("teller", "local_trust")
    )


def _publish(stories, level):
    copies = Publication.objects.bulk_create(
        Publication(
            story=story,
            area=story.area,
            title=story.title,
            told_on=story.told_on,
            published_at=timezone.now(),
        )
        for story in stories
    )
    outcomes = list(Outcome.objects.all())
    PublishedReading.objects.bulk_create(
        PublishedReading(publication=copy, outcome=outcome, party="teller", answer="yes")
        for copy in copies
        for outcome in outcomes
    )
    Publication.said_yes.through.objects.bulk_create(
        Publication.said_yes.through(publication=copy, outcome=outcome)
        for copy in copies
        for outcome in outcomes
    )
    Publication.levels.through.objects.bulk_create(
        Publication.levels.through(publication=copy, changelevel=level) for copy in copies
    )


def _people(area, numbers, by):
    Invitation.objects.bulk_create(
        Invitation(
            email=f"invited{n}@example.org",
            role="member",
            area_slug=area.slug,
            digest=Invitation.digest_of(f"secret {n}"),
            invited_by=by,
            expires_at=timezone.now() + 7 * A_DAY,
        )
        for n in numbers
    )
    people = User.objects.bulk_create(
        User(email=f"resident{n}@example.org", name=f"Resident {n}") for n in numbers
    )
    AreaRole.objects.bulk_create(AreaRole(user=each, role="member", area=area) for each in people)
