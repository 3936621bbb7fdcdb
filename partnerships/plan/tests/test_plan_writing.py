"""Writing a plan: beginning one, its own words, what is still open, when it may not be touched."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bigstory.core.db.dated import today
from partnerships.models import Plan
from partnerships.plan.actions.writing import PlanClosed, save_words
from partnerships.plan.queries.marks import Mark, mark_of
from partnerships.plan.queries.sent import plan_words
from partnerships.plan.queries.still_open import legacy_required
from partnerships.tests.factories import ActionFactory, PlanFactory, PriorityFactory

pytestmark = pytest.mark.django_db


def at(plan, page="plan_write", *more):
    return reverse(page, args=[plan.area.slug, plan.number, *more])


def words(plan, **typed):
    """What the page of a plan's own words sends."""
    stored = {
        "title": plan.title,
        "vision": plan.vision,
        "starts": "",
        "ends": "",
        "legacy_statement": "",
    }
    return stored | {"seen": str(mark_of(plan))} | typed


def test_a_member_begins_the_first_plan_of_an_area_and_pressing_twice_begins_one(cast, area):
    client = cast.member.client
    url = reverse("plan_begin", args=[area.slug])
    page = client.get(url)
    sent = {"title": "Up the hill", "token": page.context["form"]["token"].value()}
    for _press in range(2):
        assert client.post(url, sent).url == reverse("plan_write", args=[area.slug, 1])
    plan = Plan.objects.get(area=area)
    assert (plan.title, plan.state, plan.kind, plan.number) == ("Up the hill", "draft", "first", 1)
    assert client.get(url).url == reverse("plan_write", args=[area.slug, 1])


def test_beginning_twice_with_two_pages_leads_to_the_one_that_is_there(cast, area):
    url = reverse("plan_begin", args=[area.slug])
    cast.member.client.post(url, {"title": "First", "token": uuid.uuid4()})
    answer = cast.worker.client.post(url, {"title": "Second", "token": uuid.uuid4()})
    assert answer.url == reverse("plan_write", args=[area.slug, 1])
    assert Plan.objects.filter(area=area).count() == 1


def test_an_area_with_an_endorsed_plan_is_led_to_it(cast, area):
    PlanFactory(area=area, number=1)
    assert cast.member.client.get(reverse("plan_begin", args=[area.slug])).url == reverse(
        "plan", args=[area.slug, 1]
    )


def test_the_plan_page_leads_to_beginning_and_to_carrying_on(cast, area):
    url = reverse("plan_now", args=[area.slug])
    assert reverse("plan_begin", args=[area.slug]) in cast.member.client.get(url).content.decode()
    assert "/plan/begin/" not in cast.lto.client.get(url).content.decode()
    assert "/plan/begin/" not in cast.visitor.client.get(url).content.decode()
    PlanFactory(area=area, number=1, state="draft")
    assert (
        reverse("plan_write", args=[area.slug, 1]) in cast.member.client.get(url).content.decode()
    )
    assert "/write/" not in cast.lto.client.get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("lto", 403), ("rep", 403), ("trust", 403)]
)
def test_only_who_writes_the_plan_opens_its_pages(cast, draft, who, status):
    priority = PriorityFactory(plan=draft)
    pages = [at(draft, "plan_write_words"), at(draft, "plan_write_priority_new")]
    pages += [
        at(draft, f"plan_write_{page}", priority.pk)
        for page in ("priority", "actions", "priority_remove")
    ]
    assert getattr(cast, who).client.get(at(draft)).status_code == status
    for url in [*pages, reverse("plan_begin", args=[draft.area.slug])]:
        assert getattr(cast, who).client.get(url).status_code == status, url
        assert getattr(cast, who).client.post(url, {"title": "Mine"}).status_code == status, url
    with pytest.raises(PermissionDenied):
        save_words(plan=draft, by=getattr(cast, who).user, seen=Mark(), values={"title": "Mine"})


def test_the_overview_says_what_is_open_and_never_blocks(cast, draft):
    page = cast.member.client.get(at(draft)).content.decode()
    for sentence in (
        "Say what you want it to be like here.",
        "Say when the plan begins.",
        "the first thing people",
    ):
        assert sentence in page
    priority = PriorityFactory(plan=draft, own_words="Nobody eats alone")
    ActionFactory(priority=priority, lead="", due=None, cost=1200)
    page = cast.member.client.get(at(draft)).content.decode()
    assert "“Nobody eats alone”: say how you know." in page
    assert "1 action has nobody to lead it." in page
    assert "The whole plan: one action, £1,200." in page


def test_a_page_of_words_is_saved_with_every_word(cast, draft):
    sent = words(
        draft,
        vision="A town.\r\nOurs.",
        starts="2025-04-01",
        ends="1 April 2030",
        legacy_statement="A key.",
    )
    answer = cast.member.client.post(at(draft, "plan_write_words"), sent)
    assert answer.url == at(draft)
    draft.refresh_from_db()
    assert (draft.vision, draft.starts, draft.ends) == (
        "A town.\nOurs.",
        date(2025, 4, 1),
        date(2030, 4, 1),
    )
    assert draft.legacy_statement == "A key."
    assert draft.version == 2
    assert draft.history.first().history_user == cast.member.user


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Give the plan a title."),
        ({"title": "x" * 161}, "Keep it to 160 letters."),
        ({"starts": "spring"}, "Write the day like this: 12 June 2024."),
        ({"starts": "0202-04-01"}, "Check the year"),
        ({"starts": "2025-04-01", "ends": "2024-04-01"}, "cannot end before it begins"),
        ({"vision": "x" * 20_001}, "Keep it to 20000 letters."),
    ],
)
def test_what_is_wrong_is_said_and_every_word_kept(cast, draft, typed, sentence):
    page = cast.member.client.post(
        at(draft, "plan_write_words"), words(draft, **({"vision": "Kept words"} | typed))
    ).content.decode()
    assert sentence in page
    assert 'class="errors"' in page
    assert all(value in page for value in typed.values())
    draft.refresh_from_db()
    assert (draft.version, draft.vision) == (1, "")


def test_only_one_day_changed_can_still_not_end_before_it_begins(cast, draft):
    Plan.objects.filter(pk=draft.pk).update(starts=date(2025, 1, 1), ends=date(2026, 1, 1))
    draft.refresh_from_db()
    sent = {
        "seen": str(mark_of(draft)),
        "title": draft.title,
        "starts": "2027-01-01",
        "keep_ends": "theirs",
    }
    page = cast.member.client.post(at(draft, "plan_write_words"), sent)
    assert "cannot end before it begins" in page.content.decode()


def test_the_legacy_statement_is_asked_by_the_programme_s_own_dated_rule(cast, draft):
    assert legacy_required(draft)
    assert (
        "What should stay when the money is gone?"
        in cast.member.client.get(at(draft, "plan_write_words")).content.decode()
    )
    draft.area.programme.rules.filter(name="legacy_statement_required").update(
        from_date=today() + timedelta(days=9)
    )
    assert not legacy_required(draft)
    assert (
        "What should stay"
        not in cast.member.client.get(at(draft, "plan_write_words")).content.decode()
    )
    draft.starts = today() + timedelta(days=9)
    assert legacy_required(draft)


def test_a_legacy_statement_typed_when_it_was_asked_is_kept_when_it_no_longer_is(cast, draft):
    sent = words(draft, legacy_statement="The hall has its own lease.")
    draft.area.programme.rules.filter(name="legacy_statement_required").delete()
    cast.member.client.post(at(draft, "plan_write_words"), sent)
    draft.refresh_from_db()
    assert draft.legacy_statement == "The hall has its own lease."


@pytest.mark.parametrize("state", ["sent", "endorsed", "ended"])
def test_a_plan_that_is_not_open_says_why_and_shows_what_was_typed(cast, draft, state):
    priority = PriorityFactory(plan=draft)
    sent = words(draft, vision="Words typed too late")
    Plan.objects.filter(pk=draft.pk).update(state=state)
    answer = cast.member.client.post(at(draft, "plan_write_words"), sent)
    assert answer.status_code == 409
    assert "Words typed too late" in answer.content.decode()
    for page in ("priority", "actions", "priority_remove"):
        assert (
            "cannot be changed now"
            in cast.member.client.get(at(draft, f"plan_write_{page}", priority.pk)).content.decode()
        )
    assert cast.member.client.get(at(draft)).status_code == 200
    draft.refresh_from_db()
    assert draft.vision == ""


def test_a_save_that_comes_after_the_sending_changes_nothing_that_was_sent(cast, draft):
    """The page was opened while the plan was open; the sending took the row first."""
    opened = Plan.objects.select_related("area").get(pk=draft.pk)
    Plan.objects.filter(pk=draft.pk).update(state="sent")
    before = plan_words(draft)
    with pytest.raises(PlanClosed):
        save_words(
            plan=opened, by=cast.member.user, seen=mark_of(opened), values={"vision": "Slipped in"}
        )
    assert plan_words(draft) == before


def test_the_whole_plan_as_words_has_days_and_pounds_as_text(draft):
    PriorityFactory(plan=draft, order=2, own_words="Second")
    first = PriorityFactory(plan=draft, order=1, own_words="First", need="n", how_we_know="h")
    action = ActionFactory(priority=first, title="Lunch", due=date(2026, 3, 31), cost=12)
    frozen = plan_words(draft)
    assert frozen["starts"] is None
    assert [priority["own_words"] for priority in frozen["priorities"]] == ["First", "Second"]
    assert frozen["priorities"][0]["actions"] == [
        {
            "thread": str(action.thread),
            "title": "Lunch",
            "lead": "Denise",
            "due": "2026-03-31",
            "cost": "12.00",
            "state": "under_way",
        }
    ]
