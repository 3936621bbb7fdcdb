"""From a need the community chose to what changed: walked by those who may, with the gaps said."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bigstory.pages.tests.test_profile import asked, page
from bigstory.tests.growing import grow
from outcomes.models import ChangeStory, Outcome, Reading
from partnerships.models import (
    Action,
    Activity,
    Organisation,
    Plan,
    Priority,
    SpendLine,
    SpendReport,
)


@pytest.fixture
def need(area):
    plan = Plan.objects.create(
        area=area, number=1, title="P", state="endorsed", starts=date(2020, 1, 1)
    )
    need = Priority.objects.create(plan=plan, own_words="Somewhere dry")
    need.action = Action.objects.create(priority=need, title="Open the hall", cost=Decimal(4000))
    return need


@pytest.fixture
def there(area, need):
    return reverse("came_of_priority", args=[area.slug, need.thread])


def logged(need, **more) -> Activity:
    return Activity.objects.create(
        area=need.plan.area, action=need.action, title="Hall opened", on=date(2024, 5, 1), **more
    )


def told(activity, **more) -> ChangeStory:
    story = ChangeStory.objects.create(
        area=activity.area,
        title="Dry at last",
        what_changed="w",
        state="sent",
        told_on=date(2024, 6, 1),
        sent_at=timezone.now(),
        **more,
    )
    story.activities.add(activity)
    Reading.objects.create(
        story=story, outcome=Outcome.objects.first(), party="teller", answer="yes"
    )
    return story


def spend(area, need, amount=Decimal("1250.50")) -> SpendLine:
    report = SpendReport.objects.create(
        area=area,
        organisation=Organisation.objects.create(name="Trust"),
        half_year=date(2024, 1, 1),
    )
    line = SpendLine.objects.create(
        report=report, priority=need, heading="Hall hire", amount=amount
    )
    SpendReport.objects.filter(pk=report.pk).update(state="sent", sent_at=timezone.now())
    return line


def test_pounds_planned_with_nothing_logged_are_said_to_be_so(cast, there):
    assert "£4,000 planned, nothing logged yet." in page(cast.member, there)


def test_what_was_logged_without_a_story_asks_for_one(cast, need, there):
    activity = logged(need)
    read = page(cast.member, there)
    assert "Logged, no story yet." in read
    assert reverse("story_new", args=["ramsey"]) + f"?activity={activity.pk}" in read


def test_the_whole_way_from_pounds_to_whose_reading(cast, area, need, there):
    told(logged(need))
    spend(area, need)
    read = page(cast.member, there)
    for words in (
        "£4,000",
        "£1,250.50",
        "Open the hall",
        "Hall opened",
        "Dry at last",
        "Whose story it is: yes",
    ):
        assert words in read
    assert "£1,250.50" in page(cast.member, f"{there}?show=spent")
    assert "Dry at last" in page(cast.member, f"{there}?show=stories")
    assert "Hall opened" in page(cast.member, f"{there}?action={need.action.thread}")


def test_visitors_and_evaluators_read_no_pounds_of_one_need(cast, area, need, there):
    spend(area, need)
    for person in (cast.visitor, cast.evaluator, cast.neighbour):
        read = page(person, there)
        assert "£4,000" not in read
        assert "£1,25" not in read
        assert person.client.get(f"{there}?show=spent").status_code in (403, 404)


def test_what_the_partnership_keeps_leaves_no_trace_elsewhere(cast, need, there):
    told(logged(need, audience="area"), audience="area")
    for person in (cast.visitor, cast.trust, cast.neighbour):
        read = page(person, there)
        assert "Hall opened" not in read
        assert "Dry at last" not in read
        assert "othing logged yet." in read


def test_a_need_of_a_plan_still_being_written_is_found_by_its_own_people_only(cast, need, there):
    Plan.objects.update(state="draft")
    assert cast.member.client.get(there).status_code == 200
    assert (
        cast.visitor.client.get(there).status_code
        == cast.neighbour.client.get(there).status_code
        == 404
    )


def test_a_need_carried_into_the_next_plan_is_one_need_with_the_newest_words_and_cost(
    cast, area, need, there
):
    later = Plan.objects.create(
        area=area, number=2, title="P2", state="endorsed", starts=date(2024, 1, 1)
    )
    again = Priority.objects.create(
        plan=later, own_words="Somewhere dry and warm", thread=need.thread
    )
    Action.objects.create(
        priority=again, title="Open the hall", cost=Decimal(5000), thread=need.action.thread
    )
    logged(need)
    read = page(cast.member, there)
    assert "Somewhere dry and warm" in read
    assert "£5,000" in read
    assert "£9,000" not in read
    assert "Hall opened" in read


def test_under_another_area_the_need_never_was(cast, other_area, need):
    assert (
        cast.member.client.get(
            reverse("came_of_priority", args=[other_area.slug, need.thread])
        ).status_code
        == 404
    )


def test_an_area_with_no_plan_is_told_what_this_page_is_for(cast, area):
    assert "Nothing to follow yet" in page(cast.visitor, reverse("came_of", args=[area.slug]))


@pytest.mark.parametrize("who", ["visitor", "member", "lto", "trust", "evaluator"])
def test_both_pages_cost_the_same_however_much_came_of_it(cast, area, need, there, who):
    person = getattr(cast, who)
    pages = (reverse("came_of", args=[area.slug]), there)
    logged(need)
    few = [asked(person, path) for path in pages]
    grow(area, by=cast.member.user, first=1, last=40)
    for _n in range(30):
        told(logged(need))
    many = [asked(person, path) for path in pages]
    assert max(many) <= 12, (few, many)
