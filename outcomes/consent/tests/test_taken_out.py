"""Somebody wants to be nowhere in a story: what the area has to do, and that nothing of their name
comes back once they are off its list.
"""

import pytest
from django.urls import reverse

from bigstory.testing.record import clear, tell
from outcomes.consent.actions.links import make_link
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Person, Publication, TextDecision
from outcomes.publishing.actions.publications import publish_story
from outcomes.publishing.queries.wording.called import called
from outcomes.publishing.queries.wording.whole import findings_in
from outcomes.stories.actions.telling import NotReady, send

NAMED = "Derek Peckover carried every chair. Forty people come."
CUT = "Forty people come."


@pytest.fixture
def derek(area):
    return Person.objects.create(
        area=area, name="Derek Peckover", what_they_are="resident", age="adult"
    )


@pytest.fixture
def story(area, cast, derek):
    """He is named in it, and everybody reads it."""
    told = tell(
        area,
        "Open on Mondays",
        state="published",
        audience="public",
        people="listed",
        what_changed=NAMED,
        written_by=cast.member.user,
    )
    Appearance.objects.create(story=told, person=derek, how="name")
    record_event(person=derek, use="words", how_far="public", called_by="name", by=cast.worker.user)
    publish_story(clear(told), by=cast.trust.user)
    return told


def takes_off(cast, story, person) -> str:
    """The worker says that they are not in it. What the page says then."""
    at = reverse("story_person", args=[story.pk, person.pk])
    return cast.worker.client.post(at, {"remove": "1"}, follow=True).content.decode()


def writes(cast, story, words: str) -> None:
    """The member takes the story up and changes its words."""
    cast.member.client.post(reverse("story_take_up", args=[story.pk]))
    story.refresh_from_db()
    at = reverse("story_tell", args=[story.pk, "what"])
    page = cast.member.client.get(at).context["form"]
    typed = {name: page[name].value() or "" for name in page.fields}
    answer = cast.member.client.post(at, typed | {"what_changed": words})
    assert answer.status_code == 302, answer.context["form"].errors
    story.refresh_from_db()


@pytest.mark.parametrize("about_all", [False, True], ids=["of it", "of all their stories"])
def test_he_is_taken_off_the_list_only_once_his_name_stands_in_no_words(
    cast, story, derek, about_all
):
    record_event(person=derek, use="words", how_far="nowhere", story=None if about_all else story)
    assert "“Derek Peckover” stands in the words yet" in takes_off(cast, story, derek)
    assert story.appearances.filter(person=derek).exists()
    writes(cast, story, CUT)
    assert (story.state, story.what_changed) == (ChangeStory.State.DRAFT, CUT)
    assert "Taken off the list" in takes_off(cast, story, derek)
    story.refresh_from_db()
    assert not story.to_be_cut
    assert not story.appearances.exists()


@pytest.mark.parametrize("about_all", [False, True], ids=["of it", "of all their stories"])
def test_his_name_is_looked_for_once_he_is_off_the_list_and_may_not_stay(
    cast, story, derek, about_all
):
    record_event(person=derek, use="words", how_far="nowhere", story=None if about_all else story)
    writes(cast, story, CUT)
    takes_off(cast, story, derek)
    writes(cast, story, f"{CUT} Derek’s chairs are stacked.")
    [finding] = findings_in(story)
    assert finding.found == TextDecision.Found.TAKEN_OUT
    assert finding.answers == ("cut", "not_them")
    page = cast.worker.client.get(reverse("story_words", args=[story.pk])).content.decode()
    assert "“<bdi>Derek</bdi>” looks like the name of somebody who wants to be taken out" in page
    assert "They come off the list once the words themselves say their name no more." in page
    assert 'value="stay"' not in page
    assert 'value="replace"' not in page


def test_no_copy_says_his_name_before_or_after_somebody_cuts_it(cast, story, derek):
    record_event(person=derek, use="words", how_far="nowhere", story=story)
    writes(cast, story, CUT)
    takes_off(cast, story, derek)
    writes(cast, story, f"{CUT} Derek’s chairs are stacked.")
    copied = f"{CUT} … chairs are stacked."
    assert called(story, story.what_changed) == copied
    cast.worker.client.post(reverse("story_people", args=[story.pk]), {"do": "confirm"})
    story.refresh_from_db()
    with pytest.raises(NotReady, match="Some words look like"):
        send(story, by=cast.member.user)
    [finding] = findings_in(story)
    at = reverse("story_words", args=[story.pk])
    cast.worker.client.post(at, {finding.field_name: "cut"})
    send(story, by=cast.member.user)
    assert Publication.objects.get(story=story).what_changed == copied


def test_another_of_the_same_name_may_stay_once_somebody_says_so(cast, area, story, derek):
    record_event(person=derek, use="words", how_far="nowhere", story=story)
    [finding] = findings_in(story)
    at = reverse("story_words", args=[story.pk])
    cast.worker.client.post(at, {finding.field_name: "not_them"})
    assert "Taken off the list" in takes_off(cast, story, derek)
    [finding] = findings_in(story)
    assert (finding.found, finding.answer) == (TextDecision.Found.TAKEN_OUT, "not_them")


def test_he_may_be_named_again_when_he_says_so_himself(cast, story, derek):
    record_event(person=derek, use="words", how_far="nowhere", story=story)
    writes(cast, story, CUT)
    takes_off(cast, story, derek)
    record_event(person=derek, use="words", how_far="public", called_by="name")
    writes(cast, story, NAMED)
    assert [row.found for row in findings_in(story)] == [TextDecision.Found.NAME]


def test_whoever_may_cut_it_finds_it_on_their_first_page(cast, story, derek):
    says = "Somebody wants to be taken out"
    assert says not in cast.member.client.get("/").content.decode()
    record_event(person=derek, use="words", how_far="nowhere", story=story)
    assert says in cast.member.client.get("/").content.decode()
    assert says not in cast.trust.client.get("/").content.decode()
    cast.member.client.post(reverse("story_withdraw", args=[story.pk]))
    assert says not in cast.member.client.get("/").content.decode()


def test_their_own_page_says_that_it_is_they_who_asked(cast, story, derek):
    link = make_link(person=derek, by=cast.worker.user)
    cast.visitor.client.post(
        reverse("mine", args=[link]), {"do": "answer", "story": story.pk, "words": "nowhere"}
    )
    page = cast.visitor.client.get(reverse("mine", args=[link])).content.decode()
    assert "You asked to be taken out." in page
    assert "Somebody in it wants to be taken out" not in page


def test_one_press_takes_it_back_and_up_again_only_where_somebody_is_to_be_cut(cast, story, derek):
    at = reverse("story_take_up", args=[story.pk])
    cast.member.client.post(at)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.PUBLISHED
    record_event(person=derek, use="words", how_far="nowhere", story=story)
    for path in (story.get_absolute_url(), reverse("story_people", args=[story.pk])):
        assert "Take it back and cut their part" in cast.member.client.get(path).content.decode()
    cast.trust.client.post(at)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.PUBLISHED
    cast.member.client.post(at)
    story.refresh_from_db()
    assert story.state == ChangeStory.State.DRAFT
