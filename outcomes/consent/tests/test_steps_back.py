"""A step back on the ladder, by somebody in a story: who reads it from that moment, on its page, in
the library, in a search, in the file and in the feeds.
"""

import pytest
from django.urls import reverse

from bigstory.testing.record import clear, let_out, tell
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Person, Publication
from outcomes.publishing.actions.publications import KeptIn, publish_story

TITLE = "The heron came back"
WORD = "Zqheron"
# Whoever has a browser, from the closest to the story to the farthest.
READERS = ("member", "worker", "rep", "lto", "trust", "evaluator", "neighbour", "visitor")
PARTNERSHIP = ("member", "worker")
AREA = (*PARTNERSHIP, "rep")
PROGRAMME = (*AREA, "lto", "trust", "evaluator")
NETWORK = (*PROGRAMME, "neighbour")
# What somebody in it allows, and who reads it then. Written by hand.
READ_BY = {
    "public": READERS,
    "network": NETWORK,
    "programme": PROGRAMME,
    "area": AREA,
    "nowhere": PARTNERSHIP,
}
# Places made of cleared copies alone: the area's own people find the rest on its page.
OF_COPIES = {answer: READ_BY[answer] for answer in ("public", "network", "programme")}


@pytest.fixture
def stan(area):
    return Person.objects.create(area=area, name="Stan Pell", what_they_are="resident", age="adult")


@pytest.fixture
def story(area, cast, stan):
    """Stan is in it and does not tell it. Everybody reads it."""
    told = tell(
        area,
        TITLE,
        state="published",
        audience="public",
        people="listed",
        what_changed=f"{WORD} on the pond, every morning.",
    )
    Appearance.objects.create(story=told, person=stan, how="about")
    record_event(person=stan, use="words", how_far="public", story=told, by=cast.worker.user)
    publish_story(clear(told), by=cast.trust.user)
    return told


def places(area, story) -> dict[str, str]:
    """Each place where words of the story may stand, by name."""
    return {
        "page": story.get_absolute_url(),
        "library": reverse("stories"),
        "search": f"{reverse('stories')}?q={WORD}",
        "file": reverse("stories_csv"),
        "feed": reverse("stories_feed"),
        "area's feed": reverse("area_feed", args=[area.slug]),
    }


def who_finds(cast, path: str) -> tuple[str, ...]:
    """Everybody in whose answer the story stands."""
    return tuple(who for who in READERS if TITLE in text_of(getattr(cast, who).client, path))


def text_of(client, path: str) -> str:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


@pytest.mark.parametrize("answer", READ_BY)
def test_from_that_moment_it_is_read_by_those_still_allowed_and_by_nobody_else(
    cast, area, story, stan, answer
):
    record_event(person=stan, use="words", how_far=answer, story=story, by=cast.member.user)
    expected = {
        "page": READ_BY[answer],
        **dict.fromkeys(("library", "search", "file"), OF_COPIES.get(answer, ())),
        **dict.fromkeys(("feed", "area's feed"), READERS if answer == "public" else ()),
    }
    found = {name: who_finds(cast, path) for name, path in places(area, story).items()}
    assert found == expected


@pytest.mark.parametrize("answer", READ_BY)
def test_the_area_finds_in_its_own_record_what_it_may_still_read(cast, area, story, stan, answer):
    record_event(person=stan, use="words", how_far=answer, story=story)
    path = f"{reverse('stories')}?area={area.slug}"
    found = tuple(who for who in who_finds(cast, path) if who in AREA)
    assert found == (PARTNERSHIP if answer == "nowhere" else AREA)


def test_the_copy_goes_no_further_than_the_answer(story, stan):
    for answer, circle in (("network", "network"), ("programme", "programme")):
        record_event(person=stan, use="words", how_far=answer, story=story)
        assert Publication.objects.get(story=story).circle == circle
    record_event(person=stan, use="words", how_far="area", story=story)
    assert not Publication.objects.exists()


def test_its_page_says_what_has_to_be_done_for_somebody_who_wants_to_be_taken_out(
    cast, story, stan
):
    says = "Somebody in it wants to be taken out."
    assert says not in text_of(cast.member.client, story.get_absolute_url())
    record_event(person=stan, use="words", how_far="nowhere", story=story)
    page = text_of(cast.member.client, story.get_absolute_url())
    assert says in page
    assert reverse("story_people", args=[story.pk]) in page


def test_a_visitor_who_kept_the_link_learns_only_that_it_is_not_shown(cast, story, stan):
    record_event(person=stan, use="words", how_far="network", story=story)
    answer = cast.visitor.client.get(story.get_absolute_url())
    assert answer.status_code == 410
    assert TITLE not in answer.content.decode()


@pytest.mark.parametrize("who", ["evaluator", "trust", "lto"])
def test_at_our_area_only_the_programme_finds_nothing_where_it_was(cast, story, stan, who):
    record_event(person=stan, use="words", how_far="area", story=story)
    assert getattr(cast, who).client.get(story.get_absolute_url()).status_code in (404, 410)


def test_a_story_never_public_was_never_there_once_it_is_the_areas_again(cast, area, stan):
    told = tell(area, TITLE, people="listed")
    Appearance.objects.create(story=told, person=stan, how="about")
    for who in ("evaluator", "trust", "lto"):
        assert getattr(cast, who).client.get(told.get_absolute_url()).status_code == 200
    record_event(person=stan, use="words", how_far="area", story=told)
    for who in ("evaluator", "trust", "lto"):
        assert getattr(cast, who).client.get(told.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("back", ["network", "programme", "area", "nowhere"])
def test_a_yes_that_arrives_later_widens_nothing_by_itself(cast, story, stan, back):
    record_event(person=stan, use="words", how_far=back, story=story)
    circle = Publication.objects.filter(story=story).values_list("circle", flat=True).first()
    record_event(person=stan, use="words", how_far="public", story=story)
    assert Publication.objects.filter(story=story).values_list("circle", flat=True).first() == (
        circle
    )
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 410
    publish_story(story, by=cast.trust.user)
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 200


def test_nowhere_asks_for_a_cut_and_goes_back_out_only_once_he_is_off_the_list(cast, story, stan):
    record_event(person=stan, use="words", how_far="nowhere", story=story)
    story.refresh_from_db()
    assert (story.state, story.to_be_cut) == ("published", True)
    with pytest.raises(KeptIn, match="wants to be taken out"):
        publish_story(story, by=cast.trust.user)
    cast.member.client.post(reverse("story_person", args=[story.pk, stan.pk]), {"remove": "1"})
    story.refresh_from_db()
    assert not story.to_be_cut
    assert not Publication.objects.exists(), "it comes back only when somebody publishes it"
    with pytest.raises(KeptIn):
        publish_story(story, by=cast.trust.user)
    cast.member.client.post(reverse("story_people", args=[story.pk]), {"do": "confirm", "seen": ""})
    publish_story(story, by=cast.trust.user)
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 200


def test_no_answer_of_one_person_outweighs_the_step_back_of_another(cast, area, story, stan):
    asha = Person.objects.create(area=area, name="Asha", age="adult")
    Appearance.objects.create(story=story, person=asha, how="name")
    record_event(person=asha, use="words", how_far="programme", story=story)
    record_event(person=stan, use="words", how_far="public", story=story)
    assert Publication.objects.get(story=story).circle == "programme"


def test_pictures_stay_behind_while_the_words_go_on(cast, story, stan):
    """Media have their own answer: a no to them leaves the words where they are."""
    record_event(person=stan, use="media", how_far="nowhere", story=story)
    assert Publication.objects.get(story=story).circle == "public"


def test_a_no_to_all_stories_reaches_each_of_them(cast, area, story, stan):
    other = tell(area, "The bench", people="listed")
    Appearance.objects.create(story=other, person=stan, how="name")
    let_out(other)
    record_event(person=stan, use="words", how_far="area")
    assert not Publication.objects.exists()


def test_a_no_about_one_story_leaves_the_others_alone(area, story, stan):
    other = tell(area, "The bench", people="listed")
    Appearance.objects.create(story=other, person=stan, how="name")
    let_out(other)
    record_event(person=stan, use="words", how_far="area", story=other)
    assert list(Publication.objects.values_list("story", flat=True)) == [story.pk]


def test_what_its_area_chose_stays_chosen(story, stan):
    """A step back narrows the copy, and not what the area wants: asked again, it may go on."""
    record_event(person=stan, use="words", how_far="programme", story=story)
    assert ChangeStory.objects.get(pk=story.pk).audience == "public"


def test_local_trust_learns_what_is_missing_and_no_word_of_it(cast, area, story, stan):
    record_event(person=stan, use="words", how_far="area", story=story, by=cast.worker.user)
    queue = cast.trust.client.get(reverse("reviews")).content.decode()
    page = cast.trust.client.get(reverse("review", args=[story.pk]))
    told = page.content.decode()
    assert page.status_code == 200
    assert "1 story was sent and cannot be read now" in queue
    assert "Somebody in it did not allow it to go so far." in told
    assert not any(word in queue + told for word in (TITLE, WORD, "Stan"))


def test_a_reply_that_was_being_written_is_kept_to_copy(cast, story, stan):
    record_event(person=stan, use="words", how_far="area", story=story, by=cast.worker.user)
    answer = cast.trust.client.post(
        reverse("review", args=[story.pk]), {"verdict": "published", "words": "Thank you all."}
    )
    assert answer.status_code == 409
    assert "Thank you all." in answer.content.decode()


@pytest.mark.parametrize("who", ["evaluator", "lto", "neighbour", "visitor"])
def test_nobody_else_learns_that_it_was_sent(cast, story, stan, who):
    record_event(person=stan, use="words", how_far="area", story=story, by=cast.worker.user)
    answer = getattr(cast, who).client.get(reverse("review", args=[story.pk]))
    assert answer.status_code in (302, 404)
