"""What followed from a decision: only things of the same area, and two people's links are both
kept.
"""

from datetime import date

import pytest
from django.urls import reverse

from partnerships.models import Leverage, SpendLine, SpendReport
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    DecisionFactory,
    OrganisationFactory,
    PlanFactory,
)

pytestmark = pytest.mark.django_db


def things(area) -> dict:
    """One of each kind that may follow."""
    report = SpendReport.objects.create(
        area=area, organisation=OrganisationFactory(), half_year=date(2024, 1, 1)
    )
    return {
        "activities": ActivityFactory(area=area, title=f"Saturday opening in {area.slug}"),
        "actions": ActionFactory(priority__plan__area=area, title=f"Café in {area.slug}"),
        "spend_lines": SpendLine.objects.create(
            report=report, heading=f"Café in {area.slug}", amount=120
        ),
        "leverage": Leverage.objects.create(
            area=area,
            kind="cash",
            amount=50,
            on=date(2024, 2, 1),
            from_whom=f"Lions of {area.slug}",
            what="Cups",
        ),
    }


def path(decision) -> str:
    return reverse("decision_followed", args=[decision.area.slug, decision.pk])


def test_a_member_ties_on_what_followed_and_reads_it_on_the_page(cast, area):
    decision = DecisionFactory(area=area)
    own = things(area)
    cast.member.client.post(path(decision), {name: row.pk for name, row in own.items()})
    page = cast.member.client.get(decision.get_absolute_url()).content.decode()
    for words in ("Saturday opening in ramsey", "Café in ramsey", "£120", "Lions of ramsey"):
        assert words in page
    assert own["activities"].get_absolute_url() in page


def test_nothing_of_another_area_can_be_tied_on_or_is_offered(cast, area, other_area):
    decision = DecisionFactory(area=area)
    theirs = things(other_area)
    cast.member.client.post(path(decision), {name: row.pk for name, row in theirs.items()})
    for name in theirs:
        assert not getattr(decision, name).exists(), name
    page = cast.member.client.get(path(decision)).content.decode()
    assert other_area.slug not in page


def test_links_two_people_make_at_once_are_both_kept(cast, area):
    decision = DecisionFactory(area=area)
    own = things(area)
    second = ActivityFactory(area=area)
    cast.member.client.post(path(decision), {"activities": own["activities"].pk})
    # Opened before the first was saved: it shows no link, and takes none off.
    cast.worker.client.post(path(decision), {"activities": second.pk})
    assert set(decision.activities.all()) == {own["activities"], second}


def test_a_link_is_taken_off_by_unticking_it(cast, area):
    decision = DecisionFactory(area=area)
    own = things(area)
    decision.activities.add(own["activities"])
    cast.member.client.post(path(decision), {"was_activities": own["activities"].pk})
    assert not decision.activities.exists()


def test_each_reader_sees_what_followed_only_as_far_as_they_may_read_it(cast, area):
    decision = DecisionFactory(area=area)
    own = things(area)
    secret = ActivityFactory(area=area, audience="area", title="Row about the keys")
    for name, row in own.items():
        getattr(decision, name).add(row)
    decision.activities.add(secret)
    seen = {
        who: getattr(cast, who).client.get(decision.get_absolute_url()).content.decode()
        for who in ("member", "trust", "evaluator")
    }
    assert "Row about the keys" in seen["member"]
    assert "Row about the keys" not in seen["trust"] + seen["evaluator"]
    assert "£120" in seen["member"]
    assert "£120" not in seen["trust"], "the report is not sent yet"
    assert "Lions of ramsey" in seen["trust"]
    assert "Lions of ramsey" not in seen["evaluator"]


def test_older_things_are_found_by_a_word_and_linked_ones_stay(cast, area):
    decision = DecisionFactory(area=area)
    old = ActivityFactory(area=area, title="Walk to the fen", on=date(2015, 1, 1))
    linked = ActivityFactory(area=area, title="Linked lunch")
    decision.activities.add(linked)
    ActivityFactory.create_batch(20, area=area)
    assert old not in cast.member.client.get(path(decision)).context["offered"]["activities"]
    found = cast.member.client.get(path(decision), {"q": "fen"}).context["offered"]["activities"]
    assert found == [linked, old]


def test_numbers_made_up_do_nothing(cast, area):
    decision = DecisionFactory(area=area)
    sent = {"activities": ["x", "-1", "9" * 30, "987654321", "²"], "was_actions": ["0"]}
    assert cast.member.client.post(path(decision), sent).status_code == 302
    assert cast.member.client.get(path(decision), {"q": "\0%_"}).status_code == 200


def test_an_action_of_a_plan_still_being_written_is_shown_to_those_who_may_read_it(cast, area):
    decision = DecisionFactory(area=area)
    draft = PlanFactory(area=area, state="draft", number=9)
    decision.actions.add(ActionFactory(priority__plan=draft, title="Buy the pub"))
    assert "Buy the pub" in cast.rep.client.get(decision.get_absolute_url()).content.decode()


def carried_on(action, **plan):
    """The same action in a later plan."""
    later = PlanFactory(area=action.priority.plan.area, **plan)
    return ActionFactory(priority__plan=later, title=action.title, thread=action.thread)


def test_an_action_that_went_through_three_plans_is_offered_once(cast, area):
    first = ActionFactory(priority__plan=PlanFactory(area=area, number=1, state="ended"))
    present = carried_on(first, number=2, state="endorsed")
    carried_on(first, number=3, state="draft")
    other = ActionFactory(priority__plan=present.priority.plan, title="Benches")
    decision = DecisionFactory(area=area)
    offered = cast.member.client.get(path(decision)).context["offered"]["actions"]
    assert {row.pk for row in offered} == {present.pk, other.pk}
    found = cast.member.client.get(path(decision), {"q": first.title[:5]}).context["offered"]
    assert found["actions"] == [present]


def test_an_action_tied_on_in_an_older_plan_stays_and_is_shown_once(cast, area):
    first = ActionFactory(priority__plan=PlanFactory(area=area, number=1, state="ended"))
    present = carried_on(first, number=2, state="endorsed")
    decision = DecisionFactory(area=area)
    cast.member.client.post(path(decision), {"actions": first.pk})
    offered = cast.member.client.get(path(decision)).context["offered"]["actions"]
    assert [(row.pk, row.linked) for row in offered] == [(first.pk, True)]
    # Tied on in both plans while it was offered twice: one line, and one tick takes both off.
    cast.member.client.post(path(decision), {"actions": [first.pk, present.pk]})
    shown = cast.member.client.get(decision.get_absolute_url()).context["followed"].actions
    assert shown == [present]
    cast.member.client.post(path(decision), {"was_actions": present.pk})
    assert not decision.actions.exists()
