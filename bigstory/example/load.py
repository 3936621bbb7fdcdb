"""Loads the example record into empty areas, once; what was written there since stays as it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from areas.desk.actions.owed import keep_all_owed
from areas.models import Area
from bigstory.core.db.choices import Audience
from bigstory.core.files.refused import Refused
from bigstory.example.check import check
from bigstory.example.decisions import store_decisions
from bigstory.example.desk import store_desks
from bigstory.example.expected import store_expected
from bigstory.example.files import Record, read_records
from bigstory.example.followups import store_followups
from bigstory.example.lately import store_lately
from bigstory.example.letters import store_letters
from bigstory.example.money import store_money
from bigstory.example.partnerships import (
    store_activities,
    store_officers,
    store_organisations,
    store_partnerships,
    store_plans,
)
from bigstory.example.people import make_people
from bigstory.example.plan_drafts import store_plan_drafts
from bigstory.example.plan_next import store_next_plans
from bigstory.example.plan_versions import store_plan_versions
from bigstory.example.readers import store_readers
from bigstory.example.regulars import store_regulars
from bigstory.example.roster import store_roster
from bigstory.example.serving import store_serving
from bigstory.example.shares import store_shares
from bigstory.example.store import moment
from bigstory.example.stories import store_stories
from outcomes.models import ChangeStory, Outcome
from outcomes.publishing.actions import area_counts as story_counts
from outcomes.publishing.actions.activities import decide_logged, publish_activity
from outcomes.publishing.actions.publications import KeptIn, publish_story, share
from outcomes.publishing.queries.wording.whole import mildest_answers
from partnerships.log.actions.activities import recount_all
from partnerships.log.actions.heard import count_sent
from partnerships.models import Activity, Partnership, Plan


@dataclass
class LoadedExample:
    areas: int = 0
    activities: int = 0
    stories: int = 0


def load_example(say: Callable[[str], None] = lambda words: None) -> LoadedExample:
    """Store the example of every area that has none yet, all in one transaction.

    It takes some seconds; `say` gets a sentence for each step.

    Raises Refused outside demo mode, when areas or framework are missing, or with everything wrong
    in the files.
    """
    if not settings.DEMO:
        raise Refused(
            [
                "The example has sign-ins whose password everybody knows, so it loads in "
                "demo mode only. "
                "Set BIGSTORY_MODE=demo, and keep it away from real records."
            ]
        )
    loaded = set(Area.objects.filter(is_example=True).values_list("slug", flat=True))
    if not Area.objects.exists() or not Outcome.objects.exists():
        raise Refused(
            [
                "The areas or the outcomes are not there yet. Load them first: "
                "load_framework, import_areas."
            ]
        )
    records = read_records()
    waiting = [record for record in records if record.problems or record.slug not in loaded]
    if not waiting:
        return LoadedExample()
    if problems := check(records):
        raise Refused(problems)
    with transaction.atomic():
        return _store(waiting, say)


def _store(records: list[Record], say: Callable[[str], None]) -> LoadedExample:
    say("People, partnerships, plans, and what was done.")
    areas = Area.objects.in_bulk([record.slug for record in records], field_name="slug")
    placed = [(record, areas[record.slug]) for record in records]
    _refuse_real(areas)
    people = make_people()
    for record, area in placed:
        _mark(area, record)
    store_partnerships(placed)
    store_roster([area for _record, area in placed], people)
    store_organisations(placed)
    store_officers(people)
    store_plans(placed)
    store_plan_versions(placed, people)
    store_plan_drafts(placed)
    store_activities(placed, people)
    if "ramsey" in areas:
        store_lately(areas["ramsey"], people)
    say("Money.")
    store_money([area for _record, area in placed], people["trust@example.org"])
    store_expected([area for _record, area in placed], people["trust@example.org"])
    say("Regular things, decisions, and what comes next.")
    store_regulars(placed)
    store_decisions([area for _record, area in placed], people)
    store_next_plans(placed, people)
    store_serving([area for _record, area in placed])
    store_desks([area for _record, area in placed], people)
    store_shares([area for _record, area in placed], people)
    stories = store_stories(placed, people, say)
    store_followups(stories)
    activities = Activity.objects.filter(area__in=[area.pk for area in areas.values()])
    _publish(stories, activities, people["trust@example.org"], say)
    store_readers(stories, people["trust@example.org"])
    say("Sums of each area.")
    recount_all(areas.values())
    count_sent(areas.values())
    story_counts.recount_all(areas.values())
    keep_all_owed()
    store_letters([area for _record, area in placed], people)
    return LoadedExample(areas=len(placed), activities=activities.count(), stories=len(stories))


def _refuse_real(areas: dict[str, Area]) -> None:
    """An area with a record of its own gets no invented one on top."""
    real = set(
        Partnership.objects.filter(area__slug__in=areas).values_list("area__slug", flat=True)
    )
    real |= set(Plan.objects.filter(area__slug__in=areas).values_list("area__slug", flat=True))
    if real:
        raise Refused(
            [
                f"The area {slug} has a partnership or a plan already, not from the example."
                for slug in real
            ]
        )


def _mark(area: Area, record: Record) -> None:
    """Store what the record says of the area itself, and that it has example data."""
    values = {
        name: record.data[name]
        for name in ("local_name", "settings", "picture")
        if name in record.data
    }
    values |= {"summary": record.data.get("summary", "").strip(), "is_example": True}
    for name, value in values.items():
        setattr(area, name, value)
    area.save_if_unchanged(seen=area.version, fields=list(values))


def _publish(stories: list[ChangeStory], activities, trust, say: Callable[[str], None]) -> None:
    """By the product's own actions; activities first, for a public story names the public ones."""
    public = activities.filter(audience="public").order_by("on", "pk")
    for activity in _counted(public, "Public copies of what was done", say):
        _look_over(activity, trust)
        publish_activity(activity, by=trust, at=moment(activity.until or activity.on, 21))
    sent = [story for story in stories if story.state in ChangeStory.objects.all().SENT]
    beyond = [story for story in sent if story.audience != Audience.AREA]
    for story in _counted(beyond, "Cleared copies of stories", say):
        try:
            if story.state == ChangeStory.State.PUBLISHED:
                publish_story(story, by=trust, at=story.published_at)
            else:
                share(story, by=story.written_by, circle=Audience.PROGRAMME, at=story.sent_at)
        except KeptIn as reasons:
            raise Refused([f"{story.title}: {reasons}"]) from reasons


def _look_over(activity: Activity, trust) -> None:
    """Somebody decided that each name in it may stay: in these areas everybody knows them."""
    if answers := mildest_answers(activity):
        decide_logged(activity, answers=answers, by=activity.logged_by or trust)


def _counted(rows: Iterable, what: str, say: Callable[[str], None]) -> Iterator:
    """Each row in turn, and every now and then how far it has got."""
    rows = list(rows)
    for n, row in enumerate(rows):
        if n % 25 == 0:
            say(f"{what}: {n} of {len(rows)}.")
        yield row
