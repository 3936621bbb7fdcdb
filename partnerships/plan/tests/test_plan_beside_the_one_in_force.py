"""A plan that would change another is read beside the one in force; what is planned is endorsed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from bigstory.core.db.dated import today
from partnerships.models import Action, Plan
from partnerships.plan.actions.costed import mark_action
from partnerships.plan.actions.following import follow_on, vary
from partnerships.plan.actions.sending import endorse, send, send_back
from partnerships.tests.factories import ActionFactory
from partnerships.tests.sending import sent

BESIDE = "What it changes in plan 1, which is in force"


@pytest.fixture
def in_force(cast, area) -> Plan:
    version = sent(area, cast.member.user)
    return endorse(version, by=cast.trust.user, words="Good.").plan_version.plan


@pytest.fixture
def change(cast, in_force) -> Plan:
    """The luncheon club costs more, and its bus is new."""
    draft = vary(in_force, by=cast.member.user)
    action = Action.objects.get(priority__plan=draft)
    action.title, action.cost = "Luncheon club with a bus", Decimal(7777)
    action.save()
    ActionFactory(priority=action.priority, title="A second bus", cost=Decimal(5555))
    return draft


def said(person, path: str) -> str:
    answer = person.client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def review(version) -> str:
    return reverse("plan_review", args=[version.pk])


def changes(plan) -> str:
    return reverse("plan_changes", args=[plan.area.slug, plan.number])


def test_local_trust_reads_a_change_beside_the_plan_in_force(cast, change):
    read = said(cast.trust, review(send(change, by=cast.member.user)))
    assert BESIDE in read
    assert "£7,777." in read
    assert "£1,200." in read


def test_one_that_was_sent_back_is_still_read_beside_the_plan_in_force(cast, change):
    first = send(change, by=cast.member.user)
    send_back(first, by=cast.trust.user, words="Which bus?")
    change.refresh_from_db()
    Action.objects.filter(priority__plan=change).update(cost=8888)
    read = said(cast.trust, review(send(change, by=cast.member.user)))
    in_force, since = read.split("What changed since version 1, which was sent back")
    assert BESIDE in in_force
    assert "£1,200." in in_force
    assert "£7,777." in since
    assert "£1,200." not in since.split("What you might ask")[0]


def test_how_far_an_action_has_got_is_no_change_of_the_plan(cast, in_force, change):
    version = send(change, by=cast.member.user)
    action = Action.objects.get(priority__plan=in_force)
    mark_action(action, by=cast.member.user, state="done", was=action.state)
    (before, comparison), *_others = cast.trust.client.get(review(version)).context["comparisons"]
    assert before.plan == in_force
    words = [
        piece.text
        for section in comparison.changed
        for row in section.changed_rows
        for piece in row.before + row.after
    ]
    assert "Done" not in "".join(words)


def test_to_drop_an_action_is_a_change(cast, in_force, change):
    Action.objects.filter(priority__plan=change).update(state="dropped")
    page = cast.member.client.get(changes(change))
    *_whole, need = page.context["comparison"].changed
    row = need.changed_rows[0]
    assert "Dropped" not in "".join(piece.text for piece in row.before)
    assert "Dropped" in "".join(piece.text for piece in row.after)


def test_the_area_reads_the_same_before_it_is_sent(cast, change):
    place = reverse("plan", args=[change.area.slug, change.number])
    for who in ("member", "worker", "lto", "rep", "trust", "evaluator"):
        person = getattr(cast, who)
        assert changes(change) in said(person, place)
        assert "7,777" in said(person, changes(change))
    assert "Bernadette" not in said(cast.evaluator, changes(change))
    assert changes(change) in said(cast.member, reverse("plan_send", args=["ramsey", 2]))


def test_nobody_else_reads_it_and_a_first_plan_changes_none(cast, in_force, change):
    assert cast.neighbour.client.get(changes(change)).status_code == 404
    assert cast.visitor.client.get(changes(change)).status_code == 302
    assert cast.member.client.get(changes(in_force)).status_code == 404


def test_once_it_is_endorsed_it_still_says_what_it_changed(cast, change):
    endorse(send(change, by=cast.member.user), by=cast.trust.user, words="Good.")
    read = said(cast.member, changes(change))
    assert "£1,200." in read
    assert "which is in force" not in read


def test_a_plan_whose_last_day_is_over_is_in_force_no_more(cast, in_force, change):
    version = send(change, by=cast.member.user)
    assert "is in force: what is planned" in said(cast.member, changes(change))
    Plan.objects.filter(pk=in_force.pk).update(ends=today())
    assert "is in force" not in said(cast.member, changes(change))
    read = said(cast.trust, review(version))
    assert "What it changes in plan 1" in read
    assert "which is in force" not in read


def test_what_members_see_as_planned_is_what_was_endorsed(cast, in_force, change):
    thread = in_force.priorities.get().thread
    pages = {
        name: reverse(name, args=["ramsey", *more])
        for name, *more in [
            ("plan_now",),
            ("area",),
            ("log",),
            ("activities",),
            ("came_of",),
            ("came_of_priority", thread),
        ]
    } | {"home": reverse("home")}
    for sending in (False, True):
        if sending:
            send(change, by=cast.member.user)
        for name, path in pages.items():
            read = said(cast.member, path)
            assert "7,777" not in read, name
            assert "5,555" not in read, name
            assert "8,755" not in read, name
            assert "6,755" not in read, name
            assert "with a bus" not in read, name
    assert "£1,200" in said(cast.member, pages["came_of"])
    change.refresh_from_db()
    endorse(change.versions.get(), by=cast.trust.user, words="Good.")
    assert "£13,332" in said(cast.member, pages["came_of"])


def test_a_plan_that_follows_on_is_read_beside_the_one_before_it(cast, in_force):
    following = follow_on(in_force, by=cast.member.user, carry=[])
    assert "What is different from plan 1" in said(cast.member, changes(following))
