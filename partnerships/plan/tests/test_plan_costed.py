"""The costed actions of a priority: rows on one page, kept together."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from partnerships.models import Action, Plan, Priority
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    PlanFactory,
    PriorityFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def priority(area):
    return PriorityFactory(
        plan=PlanFactory(area=area, number=1, state="draft"), own_words="Nobody eats alone"
    )


def page_of(priority):
    return reverse(
        "plan_write_actions", args=[priority.plan.area.slug, priority.plan.number, priority.pk]
    )


def opened(client, priority) -> dict:
    """What the page holds when it is opened, ready to be changed and sent."""
    page = client.get(page_of(priority))
    sent = {"seen": str(page.context["seen"])}
    for form in page.context["form"]:
        sent |= {
            field.html_name: str(field.value() or "") for field in form if field.name != "remove"
        }
    return sent


def titles(priority) -> list[str]:
    return [action.title for action in priority.actions.order_by("order", "pk")]


def test_rows_are_saved_in_order_and_empty_ones_are_not_kept(cast, priority):
    sent = opened(cast.member.client, priority)
    sent |= {
        "row0-title": "Lunch",
        "row0-lead": "Denise",
        "row0-due": "31 March 2026",
        "row0-cost": "£1,200.50",
    }
    sent |= {"row2-title": "A van"}
    assert cast.member.client.post(page_of(priority), sent).status_code == 302
    lunch, van = priority.actions.order_by("order")
    assert (lunch.title, lunch.lead, lunch.due, str(lunch.cost)) == (
        "Lunch",
        "Denise",
        date(2026, 3, 31),
        "1200.50",
    )
    assert (van.title, van.cost) == ("A van", 0)
    priority.refresh_from_db()
    assert priority.version == 2
    page = cast.member.client.get(page_of(priority)).content.decode()
    assert "Two actions saved, £1,200.50 all together." in page


def test_saving_the_same_page_twice_makes_no_action_twice(cast, priority):
    sent = opened(cast.member.client, priority) | {"row0-title": "Lunch", "row0-cost": "5"}
    for _press in range(2):
        cast.member.client.post(page_of(priority), sent)
    assert titles(priority) == ["Lunch"]


def test_another_row_keeps_everything_typed_and_saves_nothing(cast, priority):
    sent = opened(cast.member.client, priority) | {
        "row0-title": "Lunch",
        "row1-cost": "lots",
        "more": "1",
    }
    page = cast.member.client.post(page_of(priority), sent)
    assert len(page.context["form"].forms) == 5
    assert "Lunch" in page.content.decode()
    assert "lots" in page.content.decode()
    assert not priority.actions.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"row0-cost": "lots"}, "Write one number, such as 1,200, or leave it empty."),
        ({"row0-cost": "1.200"}, "What will it cost? Did you mean 1,200?"),
        ({"row0-title": "", "row0-lead": "Denise"}, "Say in a few words what you will do."),
        ({"row0-due": "soon"}, "Write the day like this"),
        ({"row0-title": "x" * 161}, "Keep it to 160 letters."),
        ({"row0-cost": "99999999999"}, "very large number"),
    ],
)
def test_a_row_that_is_wrong_says_so_and_nothing_is_half_saved(cast, priority, typed, sentence):
    sent = (
        opened(cast.member.client, priority)
        | {"row0-title": "Lunch", "row1-title": "Kept words"}
        | typed
    )
    page = cast.member.client.post(page_of(priority), sent).content.decode()
    assert sentence in page
    assert "Kept words" in page
    (link,) = re.findall(r'<li><a href="#(id_row0-\w+)"', page)
    assert f'id="{link}"' in page
    assert not priority.actions.exists()


def test_an_action_is_taken_out_by_a_tick_and_never_by_an_emptied_row(cast, priority):
    ActionFactory(priority=priority, title="Lunch", cost=0, lead="", due=None)
    sent = opened(cast.member.client, priority) | {"row0-title": ""}
    assert (
        "tick “Take this action out”"
        in cast.member.client.post(page_of(priority), sent).content.decode()
    )
    cast.member.client.post(page_of(priority), sent | {"row0-remove": "on"})
    assert titles(priority) == []


def test_an_action_with_something_logged_stays_and_what_was_typed_beside_it_is_kept(cast, priority):
    action = ActionFactory(priority=priority, title="Lunch")
    ActivityFactory(area=priority.plan.area, action=action)
    sent = opened(cast.member.client, priority) | {"row0-remove": "on", "row1-title": "Beside it"}
    page = cast.member.client.post(page_of(priority), sent).content.decode()
    assert "“Lunch” stays in the plan, because something hangs on it: 1 activity." in page
    assert "Beside it" in page
    assert titles(priority) == ["Lunch"], "all of the page or none of it"


def test_moving_an_action_saves_what_was_typed(cast, priority):
    for title in ("one", "two"):
        ActionFactory(priority=priority, title=title)
    two = priority.actions.get(title="two")
    sent = opened(cast.member.client, priority) | {
        "row0-title": "one, changed",
        "up": str(two.thread),
    }
    answer = cast.member.client.post(page_of(priority), sent)
    assert answer.url == f"{page_of(priority)}#{two.thread}"
    assert titles(priority) == ["two", "one, changed"]


def test_an_action_keeps_its_thread_when_it_is_changed(cast, priority):
    action = ActionFactory(priority=priority, title="Lunch")
    cast.member.client.post(
        page_of(priority), opened(cast.member.client, priority) | {"row0-title": "Supper"}
    )
    action.refresh_from_db()
    assert action.title == "Supper"
    assert Action.objects.filter(thread=action.thread).count() == 1


def test_a_thread_is_never_borrowed_from_another_area(cast, priority, other_area):
    foreign = ActionFactory(
        priority__plan=PlanFactory(area=other_area, state="draft"), title="Theirs"
    )
    sent = opened(cast.member.client, priority) | {
        "row0-title": "Mine",
        "row0-thread": str(foreign.thread),
    }
    cast.member.client.post(page_of(priority), sent)
    foreign.refresh_from_db()
    assert foreign.title == "Theirs"
    assert priority.actions.get().thread != foreign.thread


@pytest.mark.parametrize(
    "sent",
    [
        {
            "row99999999999-title": "x",
            "row-1-title": "y",
            "row0-title": "z",
            "row0-thread": "no thread",
        },
        {"seen": "x" * 99, "row0-title": "a\x00b"},
        {"row0-title": "ok", "row0-thread": "", "row0-due": "9999999-01-01", "up": "nothing"},
        {f"row{n}-title": f"t{n}" for n in range(600)},
    ],
)
def test_a_page_made_by_hand_is_answered_with_a_page(cast, priority, sent):
    assert cast.member.client.post(page_of(priority), sent).status_code in (200, 302)
    assert priority.actions.count() <= 400


def test_rows_typed_too_late_are_shown_to_copy(cast, priority):
    sent = opened(cast.member.client, priority) | {
        "row0-title": "Typed too late",
        "row0-cost": "40",
    }
    Plan.objects.filter(pk=priority.plan_id).update(state="sent")
    answer = cast.member.client.post(page_of(priority), sent)
    assert answer.status_code == 409
    assert "Typed too late · 40" in answer.content.decode()
    Plan.objects.filter(pk=priority.plan_id).update(state="draft")
    Priority.objects.get(pk=priority.pk).delete()
    answer = cast.member.client.post(page_of(priority), sent)
    assert answer.status_code == 410
    assert "Typed too late · 40" in answer.content.decode()


def test_autosaving_twice_makes_each_row_once_and_takes_nothing_out(cast, priority):
    old = ActionFactory(priority=priority, title="Old")
    sent = opened(cast.member.client, priority) | {"row0-remove": "on", "row1-title": "New"}
    headers = {"X-Autosave": "1"}
    for typed in ("New", "New and longer"):
        answer = cast.member.client.post(
            page_of(priority), sent | {"row1-title": typed}, headers=headers
        ).json()
        assert answer["saved"]
        assert answer["says"].startswith("Saved at ")
        sent["seen"] = answer["seen"]
    assert titles(priority) == ["Old", "New and longer"]
    assert Action.objects.filter(pk=old.pk).exists()
    assert uuid.UUID(sent["row1-thread"]) == priority.actions.get(title="New and longer").thread


def test_leaving_without_saving_takes_out_what_was_begun_on_the_page_and_nothing_else(
    cast, priority
):
    old = ActionFactory(priority=priority, title="Old")
    opened_as = opened(cast.member.client, priority)
    typed = opened_as | {"row0-title": "Old and longer", "row1-title": "New"}
    answer = cast.member.client.post(page_of(priority), typed, headers={"X-Autosave": "1"}).json()
    assert titles(priority) == ["Old and longer", "New"]
    back = opened_as | {"seen": answer["seen"]}
    answer = cast.member.client.post(page_of(priority), back, headers={"X-Autosave": "back"}).json()
    assert answer["saved"]
    assert titles(priority) == ["Old"]
    assert priority.actions.get().pk == old.pk
