"""Whatever an area sends, and every call with it, counts as having heard from it."""

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from areas.desk.actions.contacts import change_note, note_contact
from areas.models import AreaFacts, ContactNote
from areas.places.models import HEARD
from bigstory.kit.two_editors import mark_of
from bigstory.testing.record import log, tell
from outcomes.models import ChangeStory
from outcomes.publishing.actions.area_counts import recount_all as recount_stories
from partnerships.log.actions.activities import change_activity, log_activity, recount_all
from partnerships.log.actions.heard import count_sent
from partnerships.models import (
    Activity,
    Organisation,
    Partnership,
    PartnershipReview,
    Plan,
    PlanVersion,
    Priority,
    Seat,
    SpendReport,
    SturdinessShare,
)
from partnerships.money.actions.reports import send_report
from partnerships.plan.actions.sending import send, take_back
from partnerships.signals.actions import share_signals
from partnerships.signals.queries.record import read_signals
from partnerships.table.actions.roster import send_review
from partnerships.table.queries.year import year_of

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
TODAY = date.today()


def facts(area):
    return AreaFacts.objects.get(area=area)


def day_of(moment) -> date | None:
    return timezone.localdate(moment) if moment else None


def truth(area) -> dict:
    """The last day of each kind, from the rows themselves."""
    sent = {
        "last_activity_on": [
            each.on for each in Activity.objects.filter(area=area) if each.audience != "area"
        ],
        "last_story_on": [
            day_of(each.sent_at)
            for each in ChangeStory.objects.filter(area=area).exclude(audience="area")
            if each.sent_at and each.state not in ("draft", "withdrawn")
        ],
        "last_plan_on": [day_of(v.sent_at) for v in PlanVersion.objects.filter(plan__area=area)],
        "last_spending_on": [day_of(r.sent_at) for r in SpendReport.objects.filter(area=area)],
        "last_yearly_on": [
            day_of(r.sent_at) for r in PartnershipReview.objects.filter(partnership__area=area)
        ],
        "last_shared_on": [day_of(s.shared_at) for s in SturdinessShare.objects.filter(area=area)],
        "last_contact_on": [note.on for note in ContactNote.objects.filter(area=area)],
        "last_letter_on": [],
    }
    return {name: max((d for d in days if d), default=None) for name, days in sent.items()}


def agrees(area) -> None:
    kept, true = facts(area), truth(area)
    assert {name: getattr(kept, name) for name in HEARD} == true
    last = max((day for day in true.values() if day), default=None)
    assert kept.last_heard_on == last
    if last is None:
        assert kept.last_heard_from == ""
    else:
        assert kept.last_heard_from in {HEARD[name] for name, day in true.items() if day == last}


@pytest.fixture
def plan(area):
    plan = Plan.objects.create(
        area=area,
        number=1,
        title="One",
        vision="A place to sit.",
        legacy_statement="The hall.",
        starts=TODAY,
        ends=TODAY + 900 * A_DAY,
    )
    need = Priority.objects.create(plan=plan, own_words="Somewhere to meet")
    need.actions.create(title="Rent the hall", cost=100)
    return plan


@pytest.fixture
def group(area):
    group = Partnership.objects.create(area=area, name="Ours")
    Seat.objects.create(partnership=group, name="Bernice", kind="resident", joined=TODAY)
    return group


def test_a_plan_that_is_sent_is_heard_also_when_it_is_taken_back(cast, area, plan):
    send(plan, by=cast.member.user)
    assert facts(area).last_heard_from == "a plan"
    take_back(plan, by=cast.member.user)
    agrees(area)
    assert facts(area).last_heard_on == TODAY


def test_a_spend_report_is_heard_when_it_is_sent_and_not_while_it_is_written(cast, area):
    report = _report(area, date(2024, 1, 1))
    assert facts(area).last_heard_on is None
    send_report(report=report, note="", by=cast.lto.user)
    assert facts(area).last_heard_from == "a spend report"


def test_the_yearly_review_is_heard(cast, area, group):
    year = year_of(group, None)
    send_review(partnership=group, by=cast.worker.user, note="", seen=year.fingerprint)
    assert facts(area).last_heard_from == "the yearly review"


def test_what_a_partnership_shares_about_itself_is_heard(cast, area, group):
    share_signals(
        area=area, by=cast.member.user, signals=read_signals(area, user=cast.member.user), words={}
    )
    assert facts(area).last_heard_from == "what they shared about themselves"


def test_what_only_the_area_reads_leaves_no_trace(cast, area):
    log(area, "Among ourselves", audience="area")
    tell(area, "Among ourselves", audience="area")
    assert facts(area).last_heard_on is None


def test_of_one_day_what_was_sent_is_named_before_what_was_logged(cast, area):
    log(area, "Luncheon")
    assert facts(area).last_heard_from == "something logged"
    tell(area)
    assert facts(area).last_heard_from == "a story"


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_is_the_truth_after_any_sequence(cast, area, seed):
    chance = random.Random(seed)
    activity = log_activity(
        area=area,
        by=cast.member.user,
        values={"title": "First", "on": TODAY - 300 * A_DAY, "audience": "programme"},
    )
    note = note_contact(area=area, by=cast.trust.user, values=_said(TODAY - 400 * A_DAY))
    deeds = [
        lambda day: log_activity(
            area=area,
            by=cast.member.user,
            values={
                "title": "x",
                "on": day,
                "audience": chance.choice(["area", "programme", "public"]),
            },
        ),
        lambda day: _move(activity, cast.member.user, {"on": day}),
        lambda day: _move(
            activity, cast.member.user, {"audience": chance.choice(["area", "network"])}
        ),
        lambda day: note_contact(area=area, by=cast.trust.user, values=_said(day)),
        lambda day: change_note(
            note=note, by=cast.trust.user, seen=mark_of(note, ["on"]), values={"on": day}
        ),
        lambda day: tell(area, audience=chance.choice(["area", "programme"])),
        lambda day: send_report(
            report=_report(area, _half_year(area)),
            note="",
            by=cast.lto.user,
        ),
    ]
    for _step in range(15):
        chance.choice(deeds)(TODAY - chance.randrange(500) * A_DAY)
        agrees(area)
    AreaFacts.objects.all().delete()
    recount_all()
    count_sent()
    recount_stories()
    kept, true = facts(area), truth(area)
    counted = [name for name in HEARD if name not in ("last_contact_on", "last_letter_on")]
    assert {name: getattr(kept, name) for name in counted} == {name: true[name] for name in counted}


def _said(day: date) -> dict:
    return {"kind": "call", "on": day, "about": "The new chair.", "readers": "rep"}


def _move(activity, by, values: dict) -> None:
    activity.refresh_from_db()
    change_activity(activity=activity, by=by, seen=mark_of(activity, values), values=values)


def _half_year(area) -> date:
    number = SpendReport.objects.filter(area=area).count()
    return date(2014 + number // 2, 1 if number % 2 == 0 else 7, 1)


def _report(area, half_year: date) -> SpendReport:
    holder, _made = Organisation.objects.get_or_create(name="Edmonton Works")
    return SpendReport.objects.create(area=area, organisation=holder, half_year=half_year)
