"""How far a story goes is its cleared copy and the copy's circle: made when its area sends it,
widened when Local Trust publishes it, and by nothing else.
"""

import itertools

import pytest

from areas.models import AreaFacts
from bigstory.core.db.choices import Audience
from bigstory.testing.record import clear, decide_words
from outcomes.consent.actions.people import confirm_list
from outcomes.models import ChangeLevel, ChangeStory, OncePublic, Publication
from outcomes.publishing.actions.activities import publish_activity, take_down_activity
from outcomes.publishing.actions.publications import (
    KeptIn,
    publish_story,
    share,
    take_down,
    tighten_publication,
)
from outcomes.publishing.models.gate import may_go
from outcomes.publishing.queries.facts import facts_of
from outcomes.review.actions import accept, publish, set_aside
from outcomes.stories.actions.taking_back import withdraw
from outcomes.stories.actions.telling import answer_before_sending, send
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory, StoryFactory
from partnerships.tests.factories import ActivityFactory, PlanFactory, PriorityFactory

PROGRAMME = ["member", "worker", "rep", "lto", "trust", "evaluator"]
# Who reads a copy, by its circle.
READERS = {
    "": [],
    "programme": PROGRAMME,
    "network": [*PROGRAMME, "neighbour"],
    "public": [*PROGRAMME, "neighbour", "admin", "nobody", "visitor"],
}
EVERYBODY = READERS["public"]


def readers(cast, story) -> list[str]:
    """Those who read the copy of a story, of all the cast."""
    copies = {who: Publication.objects.visible_to(getattr(cast, who).user) for who in EVERYBODY}
    return [who for who in EVERYBODY if copies[who].filter(story=story).exists()]


def circle_of(story) -> str:
    copy = Publication.objects.filter(story=story).first()
    return copy.circle if copy else ""


@pytest.fixture
def draft(area, cast):
    """A story in order, which its area tells for everybody."""

    def make(audience="public", **more):
        writer = cast.member.user
        told = StoryFactory(area=area, audience=audience, written_by=writer, **more)
        decide_words(told)
        answer_before_sending(told, by=writer, young_or_private="no")
        confirm_list(told, by=cast.worker.user, seen=[])
        told.refresh_from_db()
        return told

    return make


@pytest.mark.parametrize("audience", ["programme", "network", "public"])
def test_sending_makes_a_copy_for_the_programme_and_no_more(draft, cast, audience):
    story = draft(audience)
    assert readers(cast, story) == []
    send(story, by=cast.member.user)
    assert circle_of(story) == "programme"
    assert readers(cast, story) == PROGRAMME


def test_what_is_kept_to_its_area_has_no_copy(draft, cast):
    story = draft("area")
    send(story, by=cast.member.user)
    assert readers(cast, story) == []
    for circle in ("programme", "network", "public"):
        with pytest.raises(KeptIn):
            share(story, by=cast.trust.user, circle=circle)


@pytest.mark.parametrize("audience", ["programme", "network", "public"])
def test_publishing_widens_it_to_those_its_area_chose(draft, cast, audience):
    story = draft(audience)
    send(story, by=cast.member.user)
    publish(story, by=cast.trust.user, words="Thank you.")
    assert circle_of(story) == audience
    assert readers(cast, story) == READERS[audience]


@pytest.mark.parametrize("answer", [accept, set_aside])
def test_an_answer_that_publishes_nothing_leaves_it_with_the_programme(draft, cast, answer):
    story = draft()
    send(story, by=cast.member.user)
    answer(story, by=cast.trust.user, words="Thank you.")
    assert readers(cast, story) == PROGRAMME
    assert tighten_publication(story, by=None) == "programme"


def test_a_draft_that_is_not_in_order_does_not_become_a_copy(draft, cast):
    story = draft()
    with pytest.raises(KeptIn, match="not been sent"):
        share(story, by=cast.member.user, circle="programme")
    assert not Publication.objects.exists()


def test_only_the_ways_of_being_the_gate_allows_let_a_story_out(area):
    """Every state, audience and answer about the people in it, for each circle."""
    circles = ("programme", "network", "public")
    let_out = {circle: [] for circle in circles}
    every = itertools.product(ChangeStory.State.values, Audience.values, ChangeStory.People.values)
    for state, audience, people in every:
        story = StoryFactory(area=area, state=state, audience=audience, people=people)
        story = clear(story)
        Publication.objects.all().delete()
        for circle in circles:
            if may_go(facts_of(story), circle):
                share(story, by=None, circle=circle)
                let_out[circle].append((state, audience, people))
            else:
                with pytest.raises(KeptIn, match=r"^[A-Z].*\.$"):
                    share(story, by=None, circle=circle)
    sent = ("sent", "accepted", "published", "not_used")
    everyone = tuple(ChangeStory.People.values)
    assert {circle: set(ways) for circle, ways in let_out.items()} == {
        "programme": set(itertools.product(sent, circles, everyone)),
        "network": {("published", "network", "nobody"), ("published", "public", "nobody")},
        "public": {("published", "public", "nobody")},
    }


def test_publishing_again_brings_the_one_copy_up_to_date(area):
    story = PublicStoryFactory(area=area)
    ChangeStory.objects.filter(pk=story.pk).update(title="A better title")
    publish_story(clear(story), by=None)
    assert Publication.objects.get(story=story).title == "A better title"


def test_only_what_was_public_is_remembered_as_once_public(draft, cast):
    story = draft("network")
    send(story, by=cast.member.user)
    publish(story, by=cast.trust.user, words="Thank you.")
    assert not OncePublic.objects.exists()
    story = draft("public")
    send(story, by=cast.member.user)
    assert not OncePublic.objects.exists()
    publish(story, by=cast.trust.user, words="Thank you.")
    assert OncePublic.objects.get().number == story.pk


def test_the_copy_holds_the_words_and_nobody_who_wrote_them_down(area, cast):
    story = StoryFactory(
        area=area,
        state="published",
        audience="public",
        before="A bus at ten.",
        written_by_name="Tom Smith",
    )
    story.levels.add(ChangeLevel.objects.get(slug="community"))
    ReadingFactory(story=story, because="It is warm.")
    copy = publish_story(clear(story), by=cast.trust.user)
    assert (copy.title, copy.before, copy.byline) == (
        story.title,
        "A bus at ten.",
        "74, resident",
    ), "nobody asked her whether her name may stand there"
    assert [level.slug for level in copy.levels.all()] == ["community"]
    assert [outcome.slug for outcome in copy.said_yes.all()] == ["better-place"]
    assert copy.readings[0]["because"] == "It is warm."
    whole = str([getattr(copy, each.attname) for each in copy._meta.concrete_fields])
    assert "Tom Smith" not in whole


def test_taking_a_story_back_empties_every_page_and_search_at_once(cast, area):
    story = PublicStoryFactory(
        area=area, title="The heron came back", what_changed="A heron stands in the pond."
    )
    visitor = cast.visitor.client
    addresses = [
        "/stories/",
        "/stories/?q=heron",
        "/stories/stories.csv",
        "/outcomes/better-place/",
    ]
    ReadingFactory(story=story)
    publish_story(clear(story), by=None)
    for address in addresses:
        assert "heron came back" in _body(visitor.get(address)), address
    withdraw(story, by=cast.member.user)
    for address in addresses:
        assert "heron came back" not in _body(visitor.get(address)), address
    assert visitor.get(f"/stories/{story.pk}/").status_code == 410, (
        "it was there, and is not any more"
    )
    assert not Publication.objects.exists()


def test_the_number_of_public_stories_follows(cast, area):
    story = PublicStoryFactory(area=area)
    assert AreaFacts.objects.get(area=area).public_stories == 1
    withdraw(story, by=cast.member.user)
    assert AreaFacts.objects.get(area=area).public_stories == 0


def test_a_story_names_only_roots_that_are_public_themselves(area):
    shown, hidden = (
        ActivityFactory(area=area, audience="public", title=t)
        for t in ("Shown lunch", "Hidden lunch")
    )
    endorsed = PriorityFactory(plan=PlanFactory(area=area), own_words="Nobody eats alone")
    drafted = PriorityFactory(
        plan=PlanFactory(area=area, state="draft"), own_words="Not agreed yet"
    )
    story = StoryFactory(area=area, state="published", audience="public")
    story.activities.add(shown, hidden)
    story.priorities.add(endorsed, drafted)
    publish_activity(shown, by=None)
    copy = publish_story(clear(story), by=None)
    assert [each["title"] for each in copy.grew_from["activities"]] == ["Shown lunch"]
    assert [each["words"] for each in copy.grew_from["priorities"]] == ["Nobody eats alone"]
    publish_activity(hidden, by=None)
    copy.refresh_from_db()
    assert len(copy.grew_from["activities"]) == 2
    take_down_activity(activity=hidden, by=None)
    copy.refresh_from_db()
    assert [each["title"] for each in copy.grew_from["activities"]] == ["Shown lunch"]


def test_narrowing_an_activity_hides_it_at_once_although_the_log_knows_nothing_of_copies(
    cast, area
):
    activity = ActivityFactory(area=area, audience="public", title="Lunch at Mill Lane")
    story = StoryFactory(area=area, state="published", audience="public")
    story.activities.add(activity)
    publish_activity(activity, by=None)
    publish_story(clear(story), by=None)
    assert "Lunch at Mill Lane" in _body(cast.visitor.client.get(f"/stories/{story.pk}/"))
    type(activity).objects.filter(pk=activity.pk).update(audience="area")
    assert "Lunch at Mill Lane" not in _body(cast.visitor.client.get(f"/stories/{story.pk}/"))
    assert not Publication.objects.activities().exists()
    assert not Publication.objects.visible_to(None).filter(activity=activity).exists()


@pytest.mark.parametrize("audience", ["area", "programme", "network"])
def test_an_activity_that_is_not_for_everybody_is_not_shown_to_them(area, audience):
    with pytest.raises(KeptIn):
        publish_activity(ActivityFactory(area=area, audience=audience), by=None)


@pytest.mark.parametrize(
    ("came", "counted", "words"),
    [
        (41, "exact", "41 people came"),
        (1, "exact", "1 person came"),
        (40, "about", "About 40 people came"),
    ],
)
def test_how_many_came_is_told_in_words(area, came, counted, words):
    activity = ActivityFactory(area=area, audience="public", came=came, counted=counted)
    assert publish_activity(activity, by=None).came == words


def test_taking_down_what_was_never_up_does_nothing(area):
    assert take_down(story=StoryFactory(area=area), by=None) is False
    assert take_down_activity(activity=ActivityFactory(area=area), by=None) is False
    assert tighten_publication(StoryFactory(area=area), by=None) == ""


def _body(response) -> str:
    return b"".join(response).decode()
