"""After a step back was undone, a story goes further only when somebody lets it."""

import pytest

from bigstory.testing.record import clear, looked_over, tell
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, Person, Publication, Use
from outcomes.publishing.actions.publications import publish_story
from outcomes.review.actions import publish
from outcomes.stories.actions.telling import send


@pytest.fixture
def maureen(area):
    return Person.objects.create(area=area, name="Maureen Hill", age="adult")


@pytest.fixture
def story(area, cast, maureen):
    """All areas read it."""
    told = tell(area, state="draft", audience="network", people="listed", told_by="")
    Appearance.objects.create(story=told, person=maureen, how="teller")
    record_event(person=maureen, use=Use.WORDS, how_far="network", by=cast.worker.user)
    send(looked_over(told), by=cast.member.user)
    publish(told, by=cast.trust.user, words="Thank you.")
    assert Publication.objects.get().circle == "network"
    return told


def says(cast, maureen, how_far: str) -> None:
    record_event(person=maureen, use=Use.WORDS, how_far=how_far, by=cast.worker.user)


def presses(person, story) -> int:
    return person.client.post(f"/stories/{story.pk}/share/").status_code


def button(person, story) -> bool:
    return (
        f"/stories/{story.pk}/share/" in person.client.get(f"/stories/{story.pk}/").content.decode()
    )


def test_local_trust_lets_it_go_to_all_areas_again_and_not_before(cast, story, maureen):
    says(cast, maureen, "programme")
    assert not button(cast.trust, story)
    says(cast, maureen, "public")
    assert Publication.objects.get().circle == "programme", "a yes widens nothing by itself"
    assert button(cast.trust, story)
    assert not button(cast.member, story)
    presses(cast.trust, story)
    assert Publication.objects.get().circle == "network", "as far as the area chose, no further"


def test_its_area_lets_the_programme_read_it_again(cast, story, maureen):
    says(cast, maureen, "area")
    assert not Publication.objects.exists()
    assert cast.trust.client.get(f"/stories/{story.pk}/").status_code == 404
    says(cast, maureen, "network")
    assert button(cast.member, story)
    presses(cast.member, story)
    assert Publication.objects.get().circle == "programme"


def test_where_somebody_allows_less_than_the_area_chose_it_goes_as_far_as_they_do(
    cast, area, maureen
):
    told = tell(area, state="published", audience="public", people="listed", told_by="", out=False)
    Appearance.objects.create(story=told, person=maureen, how="teller")
    says(cast, maureen, "public")
    publish_story(clear(told), by=cast.trust.user)
    says(cast, maureen, "programme")
    says(cast, maureen, "network")
    assert Publication.objects.get().circle == "programme"
    assert button(cast.trust, told)
    presses(cast.trust, told)
    assert Publication.objects.get().circle == "network"
    assert not button(cast.trust, told)


@pytest.mark.parametrize(
    ("who", "status"), [("evaluator", 403), ("lto", 403), ("rep", 403), ("neighbour", 404)]
)
def test_nobody_else_does(cast, story, maureen, who, status):
    assert presses(getattr(cast, who), story) == status


def test_pressed_where_it_goes_no_further_it_says_so(cast, story):
    assert presses(cast.member, story) == 302
    assert Publication.objects.get().circle == "network"
