"""The plan after this one, how far each action has got, and two versions side by side."""

import uuid

import pytest

from partnerships.models import Action, Plan
from partnerships.plan.actions.following import vary
from partnerships.plan.actions.sending import endorse, send
from partnerships.plan.queries.compare import diff
from partnerships.tests.factories import ActivityFactory, PriorityFactory
from partnerships.tests.sending import a_plan, sent

NEXT = "/areas/ramsey/plan/1/next/"
COMPARE = "/areas/ramsey/plan/compare/"


@pytest.fixture
def endorsed(cast, area) -> Plan:
    version = sent(area, cast.member.user)
    return endorse(version, by=cast.trust.user, words="Good.").plan_version.plan


def test_a_change_carries_everything_with_its_threads_and_is_begun_once(cast, area, endorsed):
    typed = {"kind": "variation", "token": str(uuid.uuid4())}
    for _time in "12":
        cast.member.client.post(NEXT, typed)
    draft = Plan.objects.get(number=2)
    assert (draft.kind, draft.follows, draft.state) == ("variation", endorsed, "draft")
    assert draft.priorities.get().thread == endorsed.priorities.get().thread
    assert set(Action.objects.values_list("thread", flat=True)) == {Action.objects.first().thread}


def test_a_plan_that_follows_takes_up_only_what_was_chosen(cast, area, endorsed):
    chosen = PriorityFactory(plan=endorsed, own_words="A late bus")
    cast.member.client.post(
        NEXT, {"kind": "follow_on", "token": str(uuid.uuid4()), "carry": [chosen.pk]}
    )
    assert [priority.own_words for priority in Plan.objects.get(number=2).priorities.all()] == [
        "A late bus"
    ]


def test_a_second_plan_on_its_way_is_refused_with_a_sentence(cast, area, endorsed):
    vary(endorsed, by=cast.member.user)
    answer = cast.member.client.post(
        NEXT, {"kind": "follow_on", "token": str(uuid.uuid4())}, follow=True
    )
    assert "there is one at a time" in answer.content.decode()
    assert Plan.objects.count() == 2


def test_an_action_is_marked_in_one_press_also_in_the_plan_on_its_way(cast, area, endorsed):
    vary(endorsed, by=cast.member.user)
    action = Action.objects.get(priority__plan=endorsed)
    path = f"/areas/ramsey/plan/actions/{action.pk}/state/"
    cast.member.client.post(path, {"state": "done", "was": "under_way"})
    assert set(Action.objects.values_list("state", flat=True)) == {"done"}
    late = cast.worker.client.post(path, {"state": "dropped", "was": "under_way"}, follow=True)
    assert "a moment ago" in late.content.decode()
    cast.worker.client.post(path, {"state": "burnt", "was": "done"})
    assert set(Action.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.parametrize(
    "who", ["lto", "rep", "trust", "evaluator", "neighbour", "nobody", "visitor"]
)
def test_nobody_else_marks_an_action(cast, area, endorsed, who):
    action = Action.objects.get()
    answer = getattr(cast, who).client.post(
        f"/areas/ramsey/plan/actions/{action.pk}/state/", {"state": "done"}
    )
    assert answer.status_code in {302, 403, 404}
    assert Action.objects.get().state == "under_way"


def test_what_was_logged_under_the_plan_before_counts_for_the_same_action(cast, area, endorsed):
    ActivityFactory(area=area, action=Action.objects.get(), title="Soup for forty")
    change = send(vary(endorsed, by=cast.member.user), by=cast.member.user)
    endorse(change, by=cast.trust.user, words="Good.")
    assert "Soup for forty" in cast.member.client.get("/areas/ramsey/plan/2/").content.decode()


def test_two_versions_stand_side_by_side_with_the_changes_in_words(cast, area, endorsed):
    change = vary(endorsed, by=cast.member.user)
    change.vision = "A warm dry town."
    change.save()
    later = send(change, by=cast.member.user)
    path = f"{COMPARE}?a={endorsed.versions.get().pk}&b={later.pk}"
    words = cast.member.client.get(path).content.decode()
    assert '<ins dir="auto"><span class="vh">Added: </span>' in words
    assert "Bernadette" not in cast.evaluator.client.get(path).content.decode()


def test_a_version_of_another_area_was_never_here(cast, area, other_area, endorsed):
    foreign = send(a_plan(other_area), by=cast.neighbour.user)
    mine = endorsed.versions.get()
    for query in (
        f"?a={mine.pk}&b={foreign.pk}",
        f"?a={mine.pk}",
        "?a=x&b=y",
        f"?a={mine.pk}&b={'9' * 40}",
    ):
        assert cast.member.client.get(COMPARE + query).status_code == 404


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "a b"), ("a b c", ""), ("one two\n\nthree", "one 2\n three four"), ("x  y", "x y")],
)
def test_the_pieces_of_each_side_are_that_text_to_the_letter(before, after):
    left, right = diff(before, after)
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (before, after)
