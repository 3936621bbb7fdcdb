"""One thing that happened: who reads it, who may put it right, and what that does to its public
copy.
"""

from decimal import Decimal

import pytest

from areas.models import AreaFacts
from bigstory.core.db.audit import AuditLine
from bigstory.kit.two_editors import mark_of
from outcomes.models import Publication
from outcomes.publishing.actions.activities import publish_activity
from outcomes.tests.factories import StoryFactory
from partnerships.log.forms.activity import FIELDS
from partnerships.models import Activity
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    DecisionFactory,
    PlanFactory,
)


@pytest.fixture
def mine(cast, area) -> Activity:
    words = {"title": "Lunch", "what_happened": "Two new faces.", "logged_by_name": "Bernadette"}
    return ActivityFactory(area=area, audience="network", logged_by=cast.member.user, **words)


def address(activity: Activity, change=False) -> str:
    return f"/areas/{activity.area.slug}/activities/{activity.pk}/{'change/' if change else ''}"


def typed(activity: Activity, **more) -> dict:
    """What a browser sends when nothing is changed, and then `more`."""
    sent = {
        "title": activity.title,
        "on": activity.on.isoformat(),
        "came": activity.came,
        "counted": activity.counted,
    }
    sent |= {
        "what_happened": activity.what_happened,
        "audience": activity.audience,
        "seen": str(mark_of(activity, FIELDS)),
    }
    return sent | more


@pytest.mark.parametrize(
    ("who", "told"),
    [("member", True), ("worker", True), ("rep", True), ("trust", True), ("neighbour", False)],
)
def test_what_it_came_from_is_told_to_those_who_read_the_book_of_decisions(cast, mine, who, told):
    decision = DecisionFactory(area=mine.area, title="To cook on Thursdays")
    decision.activities.add(mine)
    page = getattr(cast, who).client.get(address(mine))
    assert ("To cook on Thursdays" in page.content.decode()) is told


def change(person, activity: Activity, **more):
    return person.client.post(address(activity, change=True), typed(activity, **more))


@pytest.mark.parametrize(
    ("who", "reads", "changes"),
    [
        ("member", 200, 200),
        ("worker", 200, 200),
        ("lto", 200, 403),
        ("rep", 200, 403),
        ("trust", 200, 403),
        ("evaluator", 200, 403),
        ("neighbour", 200, 404),
        ("admin", 404, 404),
        ("nobody", 404, 404),
        ("visitor", 302, 302),
    ],
)
def test_who_opens_what_was_shared_with_every_area(cast, mine, who, reads, changes):
    client = getattr(cast, who).client
    assert client.get(address(mine)).status_code == reads
    assert client.get(address(mine, change=True)).status_code == changes
    before = Activity.objects.values().get()
    answer = change(getattr(cast, who), mine, title="Mine now")
    if changes == 200:
        assert Activity.objects.get().title == "Mine now"
    else:
        assert answer.status_code == changes
        assert Activity.objects.values().get() == before


@pytest.mark.parametrize("who", ["trust", "evaluator", "neighbour"])
def test_what_only_the_partnership_reads_is_not_there_for_others(cast, mine, who):
    Activity.objects.update(audience="area")
    assert getattr(cast, who).client.get(address(mine)).status_code == 404


def test_under_another_areas_address_it_is_not_found(cast, mine, other_area):
    wrong = f"/areas/whitley-bay/activities/{mine.pk}/"
    assert cast.member.client.get(wrong).status_code == 404
    assert cast.neighbour.client.get(wrong).status_code == 404


def test_a_member_changes_their_own_and_a_worker_everybodys(cast, area):
    theirs = ActivityFactory(area=area, logged_by=cast.worker.user)
    assert cast.member.client.get(address(theirs, change=True)).status_code == 403
    assert "Change this" not in cast.member.client.get(address(theirs)).content.decode()
    mine = ActivityFactory(area=area, logged_by=cast.member.user)
    assert change(cast.worker, mine, title="Put right").status_code == 302
    mine.refresh_from_db()
    assert (mine.title, mine.logged_by) == ("Put right", cast.member.user)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("member", True), ("rep", True), ("trust", True), ("evaluator", False), ("neighbour", False)],
)
def test_who_logged_it_is_a_name(cast, mine, who, sees):
    Activity.objects.update(logged_by=None)
    assert ("Bernadette" in getattr(cast, who).client.get(address(mine)).content.decode()) is sees


def test_its_page_says_all_that_is_known(cast, area):
    action = ActionFactory(
        priority__plan__area=area, priority__own_words="Nobody eats alone", title="Luncheon club"
    )
    more = {
        "volunteers": 6,
        "hours": Decimal("18.5"),
        "cost": Decimal("1200.50"),
        "led_by": "volunteers",
    }
    one = ActivityFactory(area=area, action=action, counted="about", came=40, **more)
    words = cast.member.client.get(address(one)).content.decode()
    for said in (
        "About 40",
        "Volunteers",
        "18.5",
        "£1,200.50",
        "Luncheon club",
        "Nobody eats alone",
    ):
        assert said in words
    assert f"/areas/ramsey/plan/{action.priority.plan.number}/#action-{action.pk}" in words


def test_a_plan_still_being_written_is_not_named_to_a_neighbour(cast, area):
    plan = PlanFactory(area=area, state="draft")
    action = ActionFactory(priority__plan=plan, title="Not told yet")
    one = ActivityFactory(area=area, action=action, audience="network")
    assert "Not told yet" in cast.member.client.get(address(one)).content.decode()
    assert "Not told yet" not in cast.neighbour.client.get(address(one)).content.decode()


def test_the_stories_that_grew_from_it_are_shown_as_far_as_the_reader_may_see(cast, area, mine):
    for title, state in (("Half told", "draft"), ("Shared by all", "published")):
        made = StoryFactory(
            area=area, title=title, what_changed="x", state=state, audience="network"
        )
        made.activities.add(mine)
    assert "Half told" in cast.member.client.get(address(mine)).content.decode()
    for who in ("trust", "neighbour", "lto"):
        words = getattr(cast, who).client.get(address(mine)).content.decode()
        assert "Shared by all" in words
        assert "Half told" not in words


def test_a_change_keeps_the_entry_and_writes_the_audit_without_words(cast, mine):
    answer = change(
        cast.member,
        mine,
        title="Lunch for forty",
        came="about 40",
        what_happened="Three new faces.",
    )
    assert answer.url == address(mine)
    mine.refresh_from_db()
    assert (mine.title, mine.came, mine.counted, mine.version) == (
        "Lunch for forty",
        40,
        "about",
        2,
    )
    line = AuditLine.objects.get(verb="activity.changed")
    assert line.data == {"fields": ["came", "counted", "title", "what_happened"]}
    assert mine.history.count() == 2


def test_saving_without_a_change_changes_nothing(cast, area):
    one = ActivityFactory(
        area=area, logged_by=cast.member.user, what_happened="One\ntwo", hours=Decimal("2.5")
    )
    change(cast.member, one, what_happened="One\r\ntwo", hours="2.5")
    one.refresh_from_db()
    assert one.version == 1
    assert not AuditLine.objects.filter(verb__startswith="activity").exists()


def test_its_old_part_of_the_plan_can_be_kept_when_the_plan_is_over(cast, area):
    old = ActionFactory(priority__plan=PlanFactory(area=area, state="ended"), title="Long ago")
    ActionFactory(priority__plan=PlanFactory(area=area), title="Just now")
    one = ActivityFactory(area=area, action=old, logged_by=cast.member.user)
    words = cast.member.client.get(address(one, change=True)).content.decode()
    assert f'<option value="{old.pk}" selected>Long ago</option>' in words
    assert "Just now" in words
    change(cast.member, one, action=old.pk, title="Put right")
    one.refresh_from_db()
    assert (one.title, one.action) == ("Put right", old)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_page_without_its_mark_writes_over_nothing(cast, mine, seen):
    page = change(cast.member, mine, title="Mine now", seen=seen)
    assert "Two of you wrote here" in page.content.decode()
    assert Activity.objects.get().title == "Lunch"


def test_a_mistake_keeps_every_word(cast, mine):
    page = change(
        cast.member, mine, title="", on="2999-01-01", what_happened="Denise's words."
    ).content.decode()
    assert "Two things to put right" in page
    assert "Denise&#x27;s words." in page


@pytest.fixture
def public(cast, mine) -> Activity:
    Activity.objects.update(audience="public")
    mine.refresh_from_db()
    publish_activity(mine, by=cast.trust.user)
    return mine


@pytest.mark.parametrize(
    "more",
    [{"what_happened": "More was said."}, {"audience": "programme"}, {"audience": "area"}],
)
def test_a_change_takes_the_public_copy_down_until_it_was_looked_at_again(cast, public, more):
    assert (
        "Everybody can read this now."
        in cast.member.client.get(address(public, change=True)).content.decode()
    )
    answer = change(cast.member, public, **more)
    assert not Publication.objects.exists()
    page = cast.member.client.get(answer.url).content.decode()
    assert "off the open web until Local Trust has looked at it again" in page
    assert AuditLine.objects.filter(verb="publication.taken_down").exists()


def test_saving_without_a_change_leaves_it_public(cast, public):
    change(cast.member, public)
    assert Publication.objects.filter(activity=public).exists()


def test_when_the_copy_cannot_be_taken_down_nothing_is_changed(cast, public, monkeypatch):
    from bigstory.pages.activities import actions

    def broken(**kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions, "take_down_activity", broken)
    with pytest.raises(RuntimeError):
        change(cast.member, public, title="Mine now")
    public.refresh_from_db()
    assert public.title == "Lunch"


def test_keeping_it_to_the_partnership_takes_it_out_of_the_programmes_numbers(cast, area, mine):
    change(cast.member, mine, title="Counted")
    change(cast.member, Activity.objects.get(), audience="programme")
    assert AreaFacts.objects.get(area=area).last_activity_on == mine.on
    change(cast.member, Activity.objects.get(), audience="area")
    assert AreaFacts.objects.get(area=area).last_activity_on is None
