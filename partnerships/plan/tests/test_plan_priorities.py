"""The priorities of a plan that is being written: added, put in order, taken out."""

import uuid

import pytest
from django.urls import reverse

from partnerships.models import Priority
from partnerships.plan.actions.writing import InUse, move_priority, remove_priority
from partnerships.plan.queries.sent import plan_words
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    PlanFactory,
    PriorityFactory,
)

pytestmark = pytest.mark.django_db


def at(plan, page, *more):
    return reverse(page, args=[plan.area.slug, plan.number, *more])


def test_a_priority_is_added_once_and_leads_to_its_actions(cast, draft):
    url = at(draft, "plan_write_priority_new")
    token = uuid.uuid4()
    sent = {
        "own_words": "Alleys you would let your mother walk down",
        "need": "Mattresses.",
        "token": token,
    }
    first, again = (cast.member.client.post(url, sent) for _press in range(2))
    priority = draft.priorities.get()
    assert first.url == again.url == at(draft, "plan_write_actions", priority.pk)
    other = cast.member.client.post(url, sent | {"need": "Other words."}).content.decode()
    assert "saved before, with other words" in other
    assert "Other words." in other
    assert (
        "Say what you chose"
        in cast.member.client.post(url, {"own_words": " ", "need": "Kept"}).content.decode()
    )


def test_priorities_change_places_one_at_a_time(cast, draft):
    first, second, third = (
        PriorityFactory(plan=draft, own_words=name) for name in ("one", "two", "three")
    )
    cast.member.client.post(at(draft, "plan_write_priority_move", third.pk), {"up": "1"})
    assert [str(priority) for priority in draft.priorities.order_by("order")] == [
        "one",
        "three",
        "two",
    ]
    move_priority(priority=first, by=cast.member.user, up=True)
    move_priority(priority=first, by=cast.member.user, up=False)
    assert [priority["own_words"] for priority in plan_words(draft)["priorities"]] == [
        "three",
        "one",
        "two",
    ]
    assert (
        cast.member.client.get(at(draft, "plan_write_priority_move", second.pk)).status_code == 405
    )


def test_taking_a_priority_out_asks_first_and_says_what_goes_with_it(cast, draft):
    priority = PriorityFactory(plan=draft, own_words="Shops of our own")
    ActionFactory(priority=priority, title="A Saturday market")
    url = at(draft, "plan_write_priority_remove", priority.pk)
    page = cast.member.client.get(url).content.decode()
    assert "Take out “Shops of our own”?" in page
    assert "A Saturday market" in page
    assert Priority.objects.filter(pk=priority.pk).exists(), "asking takes nothing out"
    cast.member.client.post(url)
    assert not draft.priorities.exists()
    assert cast.member.client.get(url).status_code == 410


def test_a_priority_stays_while_something_logged_hangs_on_it(cast, draft):
    action = ActionFactory(priority__plan=draft)
    ActivityFactory(area=draft.area, action=action)
    url = at(draft, "plan_write_priority_remove", action.priority_id)
    for page in (cast.member.client.get(url), cast.member.client.post(url)):
        assert "1 activity" in page.content.decode()
    with pytest.raises(InUse):
        remove_priority(priority=action.priority, by=cast.member.user)
    assert Priority.objects.filter(pk=action.priority_id).exists()


def test_a_priority_of_another_plan_is_not_found_here(cast, draft, other_area):
    foreign = PriorityFactory(plan=PlanFactory(area=other_area, state="draft"))
    for page in ("plan_write_priority", "plan_write_actions", "plan_write_priority_remove"):
        assert cast.member.client.get(at(draft, page, foreign.pk)).status_code == 404
        assert (
            cast.member.client.post(at(draft, page, foreign.pk), {"own_words": "x"}).status_code
            == 404
        )
