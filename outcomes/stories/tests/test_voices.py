"""One helper, many voices: the next teller's story begins with the same roots, and each stands for
itself.
"""

import re

import pytest

from outcomes.models import ChangeStory
from outcomes.tests.factories import StoryFactory
from outcomes.tests.telling import hidden
from partnerships.models import Decision
from partnerships.tests.factories import ActivityFactory, PlanFactory, PriorityFactory

TYPED = {
    "title": "I cook",
    "what_changed": "I had never cooked for forty.",
    "told_by": "Jean",
    "told_by_is": "cook",
}


@pytest.fixture
def story(area):
    told = StoryFactory(
        area=area, title="I eat", told_by="Ken", told_by_is="71, resident", audience="network"
    )
    told.activities.add(ActivityFactory(area=area, title="First lunch"))
    told.priorities.add(PriorityFactory(plan=PlanFactory(area=area)))
    told.decisions.add(
        Decision.objects.create(area=area, title="Try it", on="2024-01-01", raised_by="resident")
    )
    return told


def record_another(person, story, **typed):
    page = person.client.get(f"/areas/{story.area.slug}/stories/new/?beside={story.pk}")
    person.client.post(f"/areas/{story.area.slug}/stories/new/", hidden(page) | TYPED | typed)
    return ChangeStory.objects.order_by("pk").last()


def test_the_next_tellers_story_grew_from_the_same_and_says_nothing_for_them(cast, story):
    page = cast.worker.client.get(
        f"/areas/{story.area.slug}/stories/new/?beside={story.pk}"
    ).content.decode()
    assert "Another voice beside “<bdi>I eat</bdi>”." in page
    another = record_another(cast.worker, story)
    for roots in ("activities", "priorities", "decisions"):
        assert set(getattr(another, roots).all()) == set(getattr(story, roots).all()) != set()
    assert (another.byline, another.before, another.audience) == ("Jean, cook", "", "programme")


def test_all_of_a_round_stand_beside_each_other_and_are_found_from_each(cast, story):
    first = record_another(cast.worker, story)
    second = record_another(cast.worker, story, title="I drive")
    assert len(set(ChangeStory.objects.values_list("round", flat=True))) == 1
    for each in (story, first, second):
        page = cast.member.client.get(f"/stories/{each.pk}/voices/").content.decode()
        assert [title in page for title in ("I eat", "I cook", "I drive")] == [True] * 3
        assert (
            "2 others told about the same thing"
            in cast.member.client.get(f"/stories/{each.pk}/").content.decode()
        )


def test_a_reader_hears_only_the_voices_that_are_theirs_to_hear(cast, story):
    record_another(cast.worker, story)
    ChangeStory.objects.filter(pk=story.pk).update(state="sent", audience="programme")
    assert "I cook" not in cast.trust.client.get(f"/stories/{story.pk}/voices/").content.decode()
    assert (
        "told about the same thing"
        not in cast.trust.client.get(f"/stories/{story.pk}/").content.decode()
    )


def test_a_voice_of_another_area_is_not_taken(cast, story, other_area):
    theirs = StoryFactory(area=other_area, title="Theirs alone")
    page = cast.worker.client.get(f"/areas/{story.area.slug}/stories/new/?beside={theirs.pk}")
    assert "Theirs alone" not in page.content.decode()
    cast.worker.client.post(
        f"/areas/{story.area.slug}/stories/new/", hidden(page) | TYPED | {"beside": theirs.pk}
    )
    theirs.refresh_from_db()
    assert theirs.round is None
    assert ChangeStory.objects.order_by("pk").last().round is None


@pytest.mark.parametrize("asked", ["0", "x", "-1", "9" * 40, "¹"])
def test_a_number_that_makes_no_sense_is_left_out(cast, story, asked):
    assert (
        cast.worker.client.get(
            f"/areas/{story.area.slug}/stories/new/", {"beside": asked}
        ).status_code
        == 200
    )


def test_a_story_alone_says_so_and_offers_to_record_another(cast, story):
    page = cast.member.client.get(f"/stories/{story.pk}/").content.decode()
    assert "Was somebody else there?" in page
    assert re.search(rf'href="[^"]*stories/new/\?beside={story.pk}"', page)
    assert cast.member.client.get(f"/stories/{story.pk}/voices/").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("rep", 200), ("neighbour", 404), ("trust", 404), ("visitor", 302)]
)
def test_the_round_is_read_by_those_who_read_the_story(cast, story, who, status):
    assert getattr(cast, who).client.get(f"/stories/{story.pk}/voices/").status_code == status


def test_the_chain_can_be_walked_from_the_story_to_each_thing_it_grew_from(cast, story):
    page = cast.member.client.get(f"/stories/{story.pk}/").content.decode()
    decision = story.decisions.get()
    activity = story.activities.get()
    for path in (
        decision.get_absolute_url(),
        f"/areas/{story.area.slug}/activities/{activity.pk}/",
    ):
        assert f'href="{path}"' in page
        assert f'href="/stories/{story.pk}/"' in cast.member.client.get(path).content.decode()
