"""A priority names the outcomes it serves, and keeps them in every plan that carries it on."""

import pytest
from django.urls import reverse

from bigstory.tests.hidden_inputs import page_of
from outcomes.models import Outcome, PriorityOutcome
from partnerships.plan.actions.following import follow_on
from partnerships.tests.factories import PlanFactory, PriorityFactory


@pytest.fixture
def plan(area):
    return PlanFactory(area=area, number=1, state="endorsed", title="Back on our feet")


@pytest.fixture
def lunch(plan):
    return PriorityFactory(plan=plan, own_words="Nobody eats alone")


@pytest.fixture
def market(plan):
    return PriorityFactory(plan=plan, own_words="Bring the market back")


def address(plan) -> str:
    return reverse("plan_outcomes", args=[plan.area.slug, plan.number])


def outcome(slug: str) -> Outcome:
    return Outcome.objects.get(slug=slug)


def typed(person, plan, **ticks):
    """What the page showed, with other ticks."""
    seen = person.client.get(address(plan)).context["form"]["seen"].value()
    return {"seen": seen} | ticks


def served(priority) -> set[str]:
    rows = PriorityOutcome.objects.filter(area=priority.plan.area, thread=priority.thread)
    return set(rows.values_list("outcome__slug", flat=True))


def test_a_member_says_what_a_priority_serves_and_everybody_reads_it(cast, plan, lunch, market):
    better = outcome("better-place")
    ticks = {f"serves_{lunch.pk}": [better.pk]}
    answer = cast.member.client.post(address(plan), typed(cast.member, plan, **ticks))
    assert answer.url == plan.get_absolute_url()
    assert (served(lunch), served(market)) == ({"better-place"}, set())
    for page in (plan.get_absolute_url(), "/areas/ramsey/"):
        shown = page_of(cast.visitor.client.get(page)).split("Nobody eats alone")[1]
        assert better.name in shown.split("Bring the market back")[0]
    of_outcome = cast.visitor.client.get("/outcomes/better-place/")
    assert [one.own_words for one in of_outcome.context["serving"]] == ["Nobody eats alone"]
    elsewhere = cast.visitor.client.get("/outcomes/needs-and-action/")
    assert elsewhere.context["serving"] == []


def test_of_two_who_tick_at_once_each_keeps_what_they_ticked(cast, plan, lunch):
    better, needs = outcome("better-place"), outcome("needs-and-action")
    theirs = typed(cast.worker, plan, **{f"serves_{lunch.pk}": [needs.pk]})
    mine = typed(cast.member, plan, **{f"serves_{lunch.pk}": [better.pk]})
    cast.worker.client.post(address(plan), theirs)
    cast.member.client.post(address(plan), mine)
    assert served(lunch) == {"better-place", "needs-and-action"}


def test_what_is_no_longer_ticked_is_taken_away(cast, plan, lunch):
    better = outcome("better-place")
    ticks = {f"serves_{lunch.pk}": [better.pk]}
    cast.member.client.post(address(plan), typed(cast.member, plan, **ticks))
    cast.member.client.post(address(plan), typed(cast.member, plan))
    assert served(lunch) == set()


def test_it_holds_in_the_plan_that_follows(cast, plan, lunch):
    ticks = {f"serves_{lunch.pk}": [outcome("better-place").pk]}
    cast.member.client.post(address(plan), typed(cast.member, plan, **ticks))
    following = follow_on(plan, by=cast.member.user, carry=[lunch.pk])
    assert [served(one) for one in following.priorities.all()] == [{"better-place"}]


@pytest.mark.parametrize("sent", ["x", "99999999999", "-1"])
def test_an_outcome_that_never_was_is_refused_in_words_with_the_rest_kept(
    cast, plan, lunch, market, sent
):
    better = outcome("better-place")
    ticks = {f"serves_{lunch.pk}": [sent], f"serves_{market.pk}": [better.pk]}
    page = cast.member.client.post(address(plan), typed(cast.member, plan, **ticks))
    assert page.status_code == 200
    assert "no longer offered" in page.content.decode()
    assert str(better.pk) in map(str, page.context["form"][f"serves_{market.pk}"].value())
    assert not PriorityOutcome.objects.exists()


@pytest.mark.parametrize("seen", ["x-1", "1-x", "- -", "9" * 40 + "-1", "1-" + "9" * 40])
def test_nonsense_in_what_was_seen_takes_nothing_away(cast, plan, lunch, seen):
    better = outcome("better-place")
    ticks = {f"serves_{lunch.pk}": [better.pk]}
    cast.member.client.post(address(plan), typed(cast.member, plan, **ticks))
    cast.member.client.post(address(plan), {"seen": seen})
    assert served(lunch) == {"better-place"}


@pytest.mark.parametrize(
    ("who", "status"),
    [("rep", 403), ("lto", 403), ("trust", 403), ("evaluator", 403), ("neighbour", 404)],
)
def test_only_those_who_write_the_plan_say_so(cast, plan, lunch, who, status):
    person = getattr(cast, who)
    assert person.client.get(address(plan)).status_code == status
    ticks = {f"serves_{lunch.pk}": [outcome("better-place").pk]}
    assert person.client.post(address(plan), ticks).status_code == status
    assert not PriorityOutcome.objects.exists()


def test_a_plan_without_priorities_says_what_to_do_first(cast, plan):
    assert "There are no priorities in it yet" in page_of(cast.member.client.get(address(plan)))


def test_many_priorities_are_a_few_and_then_all(cast, plan):
    better = outcome("better-place")
    priorities = PriorityFactory.create_batch(15, plan=plan)
    PriorityOutcome.objects.bulk_create(
        PriorityOutcome(area=plan.area, thread=one.thread, outcome=better) for one in priorities
    )
    few = cast.visitor.client.get("/outcomes/better-place/")
    assert (len(few.context["serving"]), "All 15" in page_of(few)) == (12, True)
    every = cast.visitor.client.get("/outcomes/better-place/?priorities=all")
    assert len(every.context["serving"]) == 15
