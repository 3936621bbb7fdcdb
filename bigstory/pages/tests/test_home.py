"""The first page, for each person: their own work, or the way to it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from areas.desk.actions.facts import set_standing
from areas.tests.factories import AreaFactory, AreaRoleFactory
from bigstory.core.db.dated import today
from bigstory.testing.record import clear
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.people import appearance_ids, confirm_list
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Person, StoryReview
from outcomes.publishing.actions.publications import publish_story
from partnerships.models import Award
from partnerships.tests.factories import ActionFactory, ActivityFactory


def page(person, query="") -> str:
    return person.client.get("/" + query).content.decode()


def story(area, **more) -> ChangeStory:
    return ChangeStory.objects.create(
        area=area, **{"title": "The bus came back", "what_changed": "It runs."} | more
    )


def reply_to(one: ChangeStory, words="Thank you for the bus.", **more) -> StoryReview:
    more = {"verdict": "published", "reviewer_name": "Priya", "at": timezone.now()} | more
    return StoryReview.objects.create(story=one, words=words, **more)


@pytest.mark.parametrize(
    ("who", "leads_to"),
    [("trust", "/portfolio/"), ("evaluator", "/stories/"), ("admin", "/admin/")],
)
def test_whoever_works_for_the_whole_programme_is_led_to_their_work(cast, who, leads_to):
    answer = getattr(cast, who).client.get("/")
    assert (answer.status_code, answer.url) == (302, leads_to)


@pytest.mark.parametrize(
    ("who", "logs"), [("member", True), ("worker", True), ("lto", False), ("rep", False)]
)
def test_an_area_person_opens_on_their_area(cast, who, logs):
    words = page(getattr(cast, who))
    assert '<h1 dir="auto">Ramsey</h1>' in words
    assert ('href="/areas/ramsey/log/"' in words) is logs
    assert ('href="/areas/ramsey/stories/new/"' in words) is logs


def test_a_visitor_is_told_what_this_is(cast):
    answer = cast.visitor.client.get("/")
    assert answer.status_code == 200
    assert "pages/front.html" in [template.name for template in answer.templates]


def test_somebody_without_a_role_is_told_whom_to_ask(cast):
    assert "Ask the person who invited you" in page(cast.nobody)


def test_somebody_whose_role_ended_yesterday_is_told_whom_to_ask(cast):
    cast.member.user.area_roles.update(ends=today())
    assert "Ask the person who invited you" in page(cast.member)


def test_the_first_visit_to_an_empty_area_teaches(cast):
    assert "This is where the record of <bdi>Ramsey</bdi> begins." in page(cast.member)


def test_a_member_sees_what_happened_in_their_area_only(cast, area, other_area):
    ActivityFactory(area=area, title="Lunch for forty-one", audience="area")
    ActivityFactory(area=other_area, title="Choir on the links", audience="public")
    words = page(cast.member)
    assert "Lunch for forty-one" in words
    assert "Choir on the links" not in words


def test_what_was_just_logged_comes_first_even_when_it_is_long_ago(cast, area):
    ActivityFactory.create_batch(8, area=area)
    old = ActivityFactory(
        area=area,
        title="Found in the drawer",
        on=today() - timedelta(days=900),
        logged_by=cast.member.user,
    )
    assert "Found in the drawer" not in page(cast.member)
    answer = cast.member.client.get(f"/?logged={old.pk}")
    assert answer.context["lately"][0] == old
    assert "Did something change because of this?" in answer.content.decode()


@pytest.mark.parametrize("logged", ["x", "-1", "9" * 40, "999"])
def test_an_address_that_makes_no_sense_still_opens(cast, area, logged):
    assert cast.member.client.get(f"/?logged={logged}&area=nowhere").status_code == 200


def test_nobody_is_asked_about_an_entry_of_another_area(cast, other_area):
    theirs = ActivityFactory(
        area=other_area, audience="public", title="Theirs", logged_by=cast.neighbour.user
    )
    assert "Theirs" not in page(cast.member, f"?logged={theirs.pk}")


def test_a_story_half_told_waits_for_those_who_may_carry_on(cast, area, other_area):
    story(area, title="Half of it")
    story(area, title="They asked", state="returned")
    story(area, title="Already sent", state="sent")
    story(other_area, title="Somebody else")
    for who in ("member", "worker"):
        half = [one.title for one in getattr(cast, who).client.get("/").context["half_told"]]
        assert half == ["They asked", "Half of it"]
    for who in ("lto", "rep"):
        assert "Half of it" not in page(getattr(cast, who))


def test_what_is_next_comes_from_the_present_plan(cast, area):
    made = {"priority__plan__area": area}
    late = ActionFactory(**made, title="Late", due=today() - timedelta(days=10))
    plan = {"priority": late.priority}
    ActionFactory(**plan, title="Soon")
    ActionFactory(**plan, title="Far off", due=today() + timedelta(days=300))
    ActionFactory(**plan, title="All done", state="done")
    answer = cast.member.client.get("/")
    assert [action.title for action in answer.context["due"]] == ["Late", "Soon"]
    assert "Is it done, or has it changed?" in answer.content.decode()


def test_the_latest_reply_is_shown_with_its_words_to_those_who_may_read_the_story(
    cast, area, other_area
):
    reply_to(story(area, state="published", audience="programme"))
    reply_to(
        story(other_area, state="published", audience="public"), words="Thank you, neighbours."
    )
    for who, reads in (("member", True), ("rep", True), ("lto", False), ("neighbour", False)):
        assert ("Thank you for the bus." in page(getattr(cast, who))) is reads
    assert "Thank you, neighbours." in page(cast.neighbour)
    assert "Thank you, neighbours." not in page(cast.member)


def test_somebody_with_several_areas_sees_all_of_them_and_opens_one(cast, area, other_area):
    AreaRoleFactory(user=cast.rep.user, role="rep", area=other_area)
    ActivityFactory(area=area, title="Lunch for forty-one")
    ActivityFactory(area=other_area, title="Choir on the links")
    words = page(cast.rep)
    assert "My areas</h1>" in words
    for said in ("Ramsey", "Whitley Bay", "Lunch for forty-one", "Choir on the links"):
        assert said in words
    one = page(cast.rep, "?area=whitley-bay")
    assert "Choir on the links" in one
    assert "Lunch for forty-one" not in one


def test_a_member_of_two_areas_comes_back_to_the_one_they_logged_in(cast, area, other_area):
    AreaRoleFactory(user=cast.member.user, role="member", area=other_area)
    sent = {"title": "Lunch", "when": "today", "came": "", "counted": "about", "what_happened": ""}
    answer = cast.member.client.post("/areas/whitley-bay/log/", sent)
    assert answer.url.startswith("/?area=whitley-bay&logged=")


def test_an_area_that_is_not_mine_cannot_be_opened_here(cast, area, other_area):
    ActivityFactory(area=other_area, title="Choir on the links", audience="public")
    assert "Choir on the links" not in page(cast.member, "?area=whitley-bay")


@pytest.mark.parametrize("who", ["member", "rep"])
def test_home_costs_the_same_for_one_of_each_and_for_thirty(
    cast, area, who, django_assert_max_num_queries
):
    person = getattr(cast, who)
    counts = []
    for many in (1, 30):
        for one in AreaFactory.create_batch(many):
            if who == "rep":
                AreaRoleFactory(user=person.user, role="rep", area=one)
            ActivityFactory(area=one)
        mine = ActivityFactory.create_batch(many, area=area, logged_by=person.user)
        ActionFactory.create_batch(many, priority__plan__area=area)
        for number in range(many):
            reply_to(story(area, title=f"Half {number}"), verdict="returned")
        with django_assert_max_num_queries(25) as asked:
            assert person.client.get(f"/?logged={mine[0].pk}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_is_older_than_a_year_is_no_news(cast, area):
    long_ago = timezone.now() - timedelta(days=400)
    ActivityFactory(area=area, title="Opening of the hut", on=long_ago.date())
    reply_to(story(area, state="published", audience="programme"), at=long_ago)
    words = page(cast.member)
    assert "Opening of the hut" not in words
    assert "Thank you for the bus." not in words
    assert "The one in the diary" in words


@pytest.fixture
def erased_from(cast, area) -> ChangeStory:
    """Everybody read it; then somebody in it, who did not tell it, was erased."""
    told = story(area, state="published", audience="public", people="listed")
    stan = Person.objects.create(area=area, name="Stan Hill", age="adult")
    Appearance.objects.create(story=told, person=stan, how="about")
    record_event(person=stan, use="words", how_far="public", by=cast.worker.user)
    told.refresh_from_db()
    reply_to(told, reviewer=cast.trust.user)
    publish_story(clear(told), by=cast.trust.user)
    assert "Shared it:" in page(cast.member)
    erase_person(stan, by=cast.trust.user, why="by letter")
    told.refresh_from_db()
    return told


def test_home_leads_to_the_list_that_has_to_be_looked_over_and_says_who_does_not_read_it(
    cast, erased_from
):
    leads = f'href="/stories/{erased_from.pk}/people/"'
    for who in (cast.member, cast.worker):
        words = page(who)
        assert "Look over who is in it" in words
        assert leads in words
        assert "Shared it:" not in words
        assert "Shared it; fewer may read it now:" in words
        assert leads in page(who, erased_from.get_absolute_url()[1:])
    for who in (cast.lto, cast.rep):
        assert "Look over who is in it" not in page(who)
    confirm_list(erased_from, by=cast.worker.user, seen=appearance_ids(erased_from))
    assert "Look over who is in it" not in page(cast.member)


def test_a_story_that_nobody_else_reads_any_more_is_called_so(cast, area):
    told = story(area, state="published", audience="public")
    reply_to(told)
    assert "Shared it; it is not shown now:" in page(cast.member)


@pytest.fixture
def closed(cast, area) -> str:
    """It had money and time left when it closed, a month ago; the day in words."""
    give_year_to_run(area)
    Award.objects.create(area=area, amount=1_000_000, on=today(), what="The first")
    day = today() - timedelta(days=30)
    set_standing(area=area, by=cast.trust.user, standing="closed", on=day)
    return date_format(day)


def give_year_to_run(area):
    area.ends = today() + timedelta(days=365)
    area.save()


@pytest.mark.parametrize("who", ["member", "lto", "rep"])
def test_the_home_of_an_area_that_closed_says_so(cast, area, closed, who):
    assert f"This area closed on {closed}." in page(getattr(cast, who))
    assert "month left" not in page(getattr(cast, who))
    assert "months left" not in page(getattr(cast, who))


def test_somebody_with_several_areas_sees_which_of_them_closed(cast, closed, other_area):
    for who in (cast.member, cast.rep):
        role = who.user.area_roles.get().role
        AreaRoleFactory(user=who.user, role=role, area=other_area)
        assert page(who).lower().count(f"closed on {closed.lower()}") == 1


def test_an_area_that_closed_has_no_time_left_though_its_programme_has(cast, area, closed):
    for path in ("", f"areas/{area.slug}/money/"):
        words = page(cast.member, path)
        assert f"it closed on {closed}" in words
        assert "0 months" in words
    assert "It closed in" in page(cast.visitor, f"areas/{area.slug}/")
    until = cast.member.client.get(f"/areas/{area.slug}/elements/").context["time"].left
    assert until.closed


def test_the_home_of_an_open_area_says_nothing_of_it(cast, area):
    give_year_to_run(area)
    Award.objects.create(area=area, amount=1_000_000, on=today(), what="The first")
    words = page(cast.member)
    assert "closed on" not in words
    assert "12 months" in words
