"""Half a year, a year and three years on, the area is asked one question; every answer stays on the
life line.
"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bigstory.testing.record import let_out, publish, tell
from outcomes.models import Appearance, ChangeStory, FollowUp, Person, Publication
from outcomes.publishing.actions.publications import publish_story
from outcomes.stories.actions.readings import add_followup, give_followup
from outcomes.stories.queries.still_true import asked_now, to_ask

TOLD = date(2024, 1, 15)


@pytest.fixture
def lunch(area):
    return tell(area, "Nobody eats alone", told_on=TOLD)


# the day, what was answered before (after how many months), and which round is asked
ROUNDS = [
    (date(2024, 7, 14), [], None),
    (date(2024, 7, 15), [], 6),
    (date(2024, 8, 1), [6], None),
    (date(2025, 1, 14), [6], None),
    (date(2025, 1, 15), [6], 12),
    (date(2025, 1, 15), [], 12),
    (date(2026, 12, 31), [6, 12], None),
    (date(2027, 1, 15), [6, 12], 36),
    (date(2027, 1, 15), [], 36),
    (date(2040, 1, 1), [36], None),
]


@pytest.mark.parametrize(("at", "answered", "asked"), ROUNDS)
def test_it_is_asked_once_a_round_and_a_missed_round_is_not_asked_twice(lunch, at, answered, asked):
    for months in answered:
        add_followup(lunch, answer="still", party="partnership", months=months, on=at)
    assert asked_now(lunch, at) == asked
    assert list(to_ask(ChangeStory.objects.all(), at)) == ([lunch] if asked else [])


@pytest.mark.parametrize("state", ["draft", "returned", "not_used", "withdrawn"])
def test_what_nobody_reads_is_asked_of_nobody(area, state):
    story = tell(area, state=state, told_on=TOLD)
    assert asked_now(story) is None
    assert not to_ask(ChangeStory.objects.all()).exists()


def test_whoever_tells_is_asked_on_their_first_page_until_somebody_said(cast, lunch):
    asked = reverse("story_still", args=[lunch.pk])
    for who in ("member", "worker"):
        assert asked in getattr(cast, who).client.get("/").content.decode()
    for who in ("lto", "rep", "neighbour"):
        assert asked not in getattr(cast, who).client.get("/").content.decode()
    give_followup(lunch, answer="faded", by=cast.member.user)
    assert asked not in cast.member.client.get("/").content.decode()


def test_a_member_answers_and_whoever_reads_the_story_sees_it(cast, lunch):
    page = cast.member.client.get(f"/stories/{lunch.pk}/").content.decode()
    assert "Say how it is now" in page
    sent = {"answer": "grew", "words": "Five tables now."}
    answer = cast.member.client.post(f"/stories/{lunch.pk}/still-true/", sent, follow=True)
    assert "Five tables now." in answer.content.decode()
    for who in ("worker", "trust", "evaluator"):
        assert (
            "Five tables now."
            in getattr(cast, who).client.get(f"/stories/{lunch.pk}/").content.decode()
        ), who
    said = FollowUp.objects.get()
    assert (said.answer, said.party, said.months, said.answered_by) == (
        "grew",
        "partnership",
        12,
        cast.member.user,
    )


def test_whoever_wrote_it_down_answers_for_its_teller(cast, area):
    story = tell(area, told_on=TOLD, written_by=cast.worker.user)
    assert give_followup(story, answer="faded", by=cast.worker.user).party == "teller"
    assert give_followup(story, answer="still", by=cast.member.user).party == "partnership"
    assert [each.answer for each in story.followups.all()] == ["still", "faded"]
    assert story.followups.latest().get().answer == "still"


@pytest.mark.parametrize("who", ["trust", "evaluator", "rep", "neighbour", "lto"])
def test_nobody_else_answers_for_them(cast, lunch, who):
    with pytest.raises(PermissionDenied):
        give_followup(lunch, answer="still", by=getattr(cast, who).user)
    status = (
        getattr(cast, who)
        .client.post(f"/stories/{lunch.pk}/still-true/", {"answer": "still"})
        .status_code
    )
    assert status == (404 if who == "neighbour" else 403)
    assert not FollowUp.objects.exists()


def test_an_answer_is_never_changed_and_sent_twice_is_there_once(cast, lunch):
    form = cast.member.client.get(f"/stories/{lunch.pk}/still-true/").context["form"]
    sent = {"answer": "gone", "words": "", "token": str(form["token"].value())}
    for _turn in range(2):
        cast.member.client.post(f"/stories/{lunch.pk}/still-true/", sent)
    said = FollowUp.objects.get()
    said.answer = "still"
    with pytest.raises(TypeError):
        said.save()


def test_no_answer_is_asked_for_in_a_sentence_and_the_words_stay(cast, lunch):
    page = cast.member.client.post(
        f"/stories/{lunch.pk}/still-true/", {"words": "Still warm."}
    ).content.decode()
    assert "Choose what fits best." in page
    assert "Still warm." in page


def test_visitors_see_the_life_line_without_names_and_find_stories_by_it(cast, area):
    story = publish(area, "The heron came back", told_on=TOLD)
    publish(area, "A bench")
    give_followup(story, answer="grew", words="Two herons.", by=cast.member.user)
    page = cast.visitor.client.get(f"/stories/{story.pk}/").content.decode()
    assert "Two herons." in page
    assert "Denise" not in page
    for client in (cast.visitor.client, cast.trust.client):
        found = client.get("/stories/?lasting=grew").content.decode()
        assert "The heron came back" in found
        assert "A bench" not in found
        assert "The heron came back" not in client.get("/stories/?lasting=gone").content.decode()


def test_only_the_newest_answer_finds_a_story(cast, area):
    story = publish(area, "The heron came back", told_on=TOLD)
    give_followup(story, answer="grew", by=cast.member.user)
    give_followup(story, answer="faded", by=cast.worker.user)
    for client in (cast.visitor.client, cast.trust.client):
        assert "The heron" not in client.get("/stories/?lasting=grew").content.decode()
        facet = {o.key: o.n for o in client.get("/stories/").context["facets"].options["lasting"]}
        assert (facet["grew"], facet["faded"]) == (0, 1)


def test_a_story_published_later_brings_its_life_line(cast, area):
    story = publish(area, told_on=TOLD)
    Publication.objects.all().delete()
    give_followup(story, answer="another_way", words="A choir.", by=cast.member.user)
    copy = publish_story(story, by=cast.trust.user)
    assert (copy.lasting, copy.lifeline[0]["words"]) == ("another_way", "A choir.")


def test_the_copy_says_of_a_listed_person_what_they_may_be_called(cast, area):
    told = tell(area, told_on=TOLD, people="listed", told_by="", out=False)
    stan = Person.objects.create(area=area, name="Stan Pinder", known_as="Pip", age="adult")
    Appearance.objects.create(story=told, person=stan, how="about")
    let_out(told)
    give_followup(told, answer="grew", words="Stan Pinder lays the tables.", by=cast.member.user)
    assert Publication.objects.get(story=told).lifeline[-1]["words"] == "Pip lays the tables."
    page = cast.evaluator.client.get(told.get_absolute_url()).content.decode()
    assert "Pip lays the tables." in page
    assert "Pinder" not in page
