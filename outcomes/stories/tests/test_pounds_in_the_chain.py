"""From a story through its activity and its need to the pounds, for those who read the money."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from bigstory.testing.record import clear, tell
from outcomes.publishing.actions.publications import publish_story
from outcomes.stories.queries.roots import roots_of_story
from outcomes.tests.factories import StoryFactory
from partnerships.models import Plan, SpendLine, SpendReport
from partnerships.money.tests.test_money_sums import spend
from partnerships.plan.actions.following import vary
from partnerships.plan.actions.sending import endorse, send
from partnerships.tests.factories import ActivityFactory, LtoAppointmentFactory
from partnerships.tests.sending import sent


@pytest.fixture
def plan(cast, area) -> Plan:
    version = sent(area, cast.member.user)
    return endorse(version, by=cast.trust.user, words="Good.").plan_version.plan


@pytest.fixture
def lunch(area, plan):
    action = plan.priorities.get().actions.get()
    return ActivityFactory(area=area, action=action, title="Lunch", audience="network")


@pytest.fixture
def holder(area):
    return LtoAppointmentFactory(area=area).organisation


@pytest.fixture
def spent(cast, area, plan, holder):
    """£1,500.50 in two years and under two plans, and £40 on nothing named; £300 from others."""
    spend(area, date(2023, 1, 1), "1000", priority=plan.priorities.get(), organisation=holder)
    change = vary(plan, by=cast.member.user)
    endorse(send(change, by=cast.member.user), by=cast.trust.user, words="Good.")
    then = change.priorities.get()
    spend(area, date(2025, 1, 1), "500.50", priority=then, organisation=holder)
    spend(area, date(2024, 1, 1), "40", organisation=holder)
    spend(area, date(2025, 7, 1), "7000", priority=then, organisation=holder, sent=False)
    given = {"kind": "cash", "amount": "300", "on": "2024-05-01", "from_whom": "Parish"}
    given |= {"what": "Pots", "action": then.actions.get().pk}
    cast.lto.client.post(reverse("leverage_new", args=[area.slug]), given)


@pytest.fixture
def story(area, lunch, spent):
    told = StoryFactory(area=area, title="I eat", audience="network")
    told.activities.add(lunch)
    return told


def test_an_action_that_went_through_two_plans_was_planned_once(cast, area, plan, lunch, holder):
    change = vary(plan, by=cast.member.user)
    endorse(send(change, by=cast.member.user), by=cast.trust.user, words="Good.")
    later = ActivityFactory(area=area, action=change.priorities.get().actions.get())
    told = StoryFactory(area=area)
    told.activities.add(lunch, later)
    roots = roots_of_story(cast.member.user, told)
    assert roots.planned == lunch.action.cost == later.action.cost > 0
    assert (len(roots.actions), len(roots.priorities), len(roots.activities)) == (1, 1, 2)


def said(person, story) -> str:
    answer = person.client.get(f"/stories/{story.pk}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_whoever_reads_the_money_sees_what_was_spent_and_what_came_beside(cast, plan, story):
    need = plan.priorities.get()
    for who in ("member", "worker", "rep"):
        read = said(getattr(cast, who), story)
        assert "£1,501" in read, who
        assert "2023 to 2025" in read
        assert "£300 more from others" in read
        lines = reverse("came_of_priority", args=["ramsey", need.thread]) + "?show=spent"
        assert f'href="{lines}"' in read
        assert "£1,000.00" in getattr(cast, who).client.get(lines).content.decode()


@pytest.fixture
def public(area, lunch, spent):
    """Cleared for everybody, with what it grew from."""
    published = {"state": "published", "audience": "public", "published_at": timezone.now()}
    told = tell(area, "Nobody eats alone", out=False, **published)
    told.activities.add(lunch)
    publish_story(clear(told), by=None)
    return told


def test_of_a_story_that_is_out_they_read_the_same_from_its_copy(cast, public):
    for who in ("member", "lto", "rep", "trust"):
        read = said(getattr(cast, who), public)
        assert "£1,501" in read, who
        assert "£300 more from others" in read, who


def test_nobody_else_reads_a_pound_of_what_was_spent(cast, public):
    assert "What it grew from" in said(cast.evaluator, public)
    for who in ("evaluator", "neighbour", "visitor"):
        read = said(getattr(cast, who), public)
        for words in ("1,501", "more from others", "?show=spent"):
            assert words not in read, who


def test_thirty_lines_cost_what_two_do(cast, area, plan, story, holder, django_assert_num_queries):
    roots_of_story(cast.member.user, story)
    with django_assert_num_queries(5):
        roots_of_story(cast.member.user, story)
    report = SpendReport.objects.create(area=area, organisation=holder, half_year=date(2022, 1, 1))
    need = plan.priorities.get()
    SpendLine.objects.bulk_create(
        SpendLine(report=report, heading="Soup", amount=1, priority=need) for _n in range(30)
    )
    SpendReport.objects.filter(pk=report.pk).update(state="sent", sent_at=timezone.now())
    with django_assert_num_queries(5):
        (root,) = roots_of_story(cast.member.user, story).spent
    assert root.words == "£1,531"
