"""What visitors may read is a cleared copy: made only when everything allows it, gone when
something does not.
"""

import itertools

import pytest

from areas.models import AreaFacts
from bigstory.core.db.choices import Audience
from bigstory.testing.record import clear
from outcomes.models import ChangeLevel, ChangeStory, Publication
from outcomes.publishing.actions.publications import (
    KeptIn,
    publish_activity,
    publish_story,
    take_down,
)
from outcomes.publishing.models.gate import why_not
from outcomes.publishing.queries.facts import facts_of
from outcomes.stories.actions.telling import withdraw
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory, StoryFactory
from partnerships.tests.factories import ActivityFactory, PlanFactory, PriorityFactory


def test_only_one_way_of_being_lets_a_story_out(area):
    """Every state, audience and answer about the people in it: public means all three say so. (All
    else: test_gate.)
    """
    let_out = []
    every = itertools.product(ChangeStory.State.values, Audience.values, ChangeStory.People.values)
    for state, audience, people in every:
        story = clear(StoryFactory(area=area, state=state, audience=audience, people=people))
        if why_not(facts_of(story)):
            with pytest.raises(KeptIn, match=r"^[A-Z].*\.$"):
                publish_story(story, by=None)
        else:
            publish_story(story, by=None)
            let_out.append((state, audience, people))
    assert let_out == [("accepted", "public", "nobody"), ("published", "public", "nobody")]
    assert Publication.objects.count() == 2


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
        "Maureen, 74, resident",
    )
    assert [level.slug for level in copy.levels.all()] == ["community"]
    assert [outcome.slug for outcome in copy.said_yes.all()] == ["better-place"]
    assert copy.readings[0]["because"] == "It is warm."
    whole = str([getattr(copy, each.attname) for each in copy._meta.concrete_fields])
    assert "Tom Smith" not in whole


def test_publishing_again_brings_the_one_copy_up_to_date(area):
    story = PublicStoryFactory(area=area)
    ChangeStory.objects.filter(pk=story.pk).update(title="A better title")
    publish_story(clear(story), by=None)
    assert Publication.objects.get(story=story).title == "A better title"


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
    take_down(activity=hidden, by=None)
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


def _body(response) -> str:
    return b"".join(response).decode()
