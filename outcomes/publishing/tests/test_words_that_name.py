"""What in a story may say who somebody is, shown to a person who decides what becomes of it."""

import pytest

from bigstory.testing.record import tell
from outcomes.consent.actions.people import add_person, change_person, remove_person
from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.actions.wording import count_undecided, decide
from outcomes.publishing.queries.wording.whole import findings_in, hits_of
from outcomes.publishing.tests.naming import answer, put_on_the_list, story_of_maureen

Answer = TextDecision.Answer


@pytest.fixture
def story(area):
    return story_of_maureen(area)


def words_of(story, **words):
    ChangeStory.objects.filter(pk=story.pk).update(**words)
    story.refresh_from_db()


def test_each_is_decided_once_however_often_it_stands_there(story, cast):
    assert count_undecided(story) == 2
    stay = {(hit.found, hit.digest): Answer.STAY for hit in hits_of(story)}
    assert decide(story, answers=stay, by=cast.worker.user) == 0
    words_of(story, before="Maureen’s again, MAUREEN, on 01487 812346.")
    assert count_undecided(story) == 1  # the other number is new


def test_a_decision_is_about_its_own_words_and_no_others(story, cast):
    assert answer(story, cast, maureen="stay") == 1
    words_of(story, what_changed="Ring Pauline. She is in.")
    assert count_undecided(story) == 1


def test_whoever_is_put_on_the_list_is_open_again_and_so_is_whoever_is_taken_off(story, cast):
    answer(story, cast, maureen="stay")
    person = put_on_the_list(story, cast)
    story.refresh_from_db()
    assert story.words_unchecked == 2
    assert answer(story, cast, maureen="replace") == 1
    remove_person(story, person, by=cast.worker.user)
    story.refresh_from_db()
    assert story.words_unchecked == 1  # the name has its first answer again: it may stay


@pytest.mark.parametrize(
    "values",
    [{"known_as": "a resident"}, {"name": "Maureen Hill", "known_as": "the cook"}],
)
def test_a_new_name_or_another_thing_to_be_called_opens_it_again(story, cast, values):
    person = put_on_the_list(story, cast)
    assert answer(story, cast, maureen="replace") == 1
    story.refresh_from_db()
    values = {"name": "Maureen Clark", "age": "adult"} | values
    change_person(story, person, by=cast.worker.user, values=values)
    story.refresh_from_db()
    assert story.words_unchecked == 2


def test_it_is_open_in_every_story_they_are_in(story, cast, area):
    person = put_on_the_list(story, cast)
    other = tell(area, "The heron", what_changed="Maureen saw it.", told_by="")
    add_person(other, by=cast.worker.user, how="about", identifiable=True, same=person)
    assert answer(other, cast, maureen="replace") == 0
    story.refresh_from_db()
    values = {"name": "Maureen Clark", "known_as": "the cook", "age": "adult"}
    change_person(story, person, by=cast.worker.user, values=values)
    other.refresh_from_db()
    assert other.words_unchecked == 1


def test_whoever_stands_as_they_may_be_called_is_nothing_to_decide(story, cast):
    put_on_the_list(story, cast, known_as="Maureen, resident")
    assert [row.found for row in findings_in(story)] == ["phone"]


@pytest.mark.parametrize(
    ("listed", "wrong"), [(True, Answer.STAY), (False, Answer.REPLACE), (False, Answer.NOT_THEM)]
)
def test_a_listed_name_cannot_simply_stay_and_nobody_else_is_replaced(story, cast, listed, wrong):
    if listed:
        put_on_the_list(story, cast)
    assert answer(story, cast, maureen=wrong) == 2
    assert not TextDecision.objects.exists()


def test_a_decision_says_nothing_by_itself(story, cast):
    put_on_the_list(story, cast)
    answer(story, cast, maureen="replace")
    answer(story, cast, **{"01487": "cut"})
    kept = str(list(TextDecision.objects.values()))
    assert TextDecision.objects.count() == 2
    assert not any(words in kept for words in ("Maureen", "neighbour", "812345"))
    other = tell(story.area, what_changed=story.what_changed, told_by="", out=False)
    assert count_undecided(other) == 2


# --- the page ---


def page_of(client, story) -> str:
    return client.get(f"/stories/{story.pk}/words/").content.decode()


def test_a_worker_sees_each_where_it_stands_and_decides(cast, story):
    address = f"/stories/{story.pk}/words/"
    page = page_of(cast.worker.client, story)
    assert "<mark>01487 812345</mark>" in page
    assert page.count("<mark>Maureen</mark>") == 2
    assert "It may stay" in page
    assert f'href="/stories/{story.pk}/people/new/"' in page
    names = {
        found.found: found.field_name for found in cast.worker.client.get(address).context["found"]
    }
    sent = cast.worker.client.post(address, {names["name"]: "stay"}, follow=True)
    assert "1 is left to decide" in sent.content.decode()
    sent = cast.worker.client.post(address, {names["phone"]: "cut"}, follow=True)
    assert "Nothing that we found is left to decide." in sent.content.decode()
    assert set(TextDecision.objects.values_list("decided_by", flat=True)) == {cast.worker.user.pk}


def test_for_somebody_on_the_list_it_offers_what_they_may_be_called(cast, story):
    put_on_the_list(story, cast)
    words_of(story, what_changed="Maureen is in.")
    page = page_of(cast.worker.client, story)
    assert "Use “<bdi>a neighbour</bdi>” instead" in page
    assert "Cut it" in page
    assert "This is not them" in page
    assert "It may stay" not in page


def test_it_says_what_it_looked_for_and_never_that_everything_was_decided(cast, story):
    put_on_the_list(story, cast)
    page = page_of(cast.worker.client, story)
    assert "We looked for names, phone numbers, postcodes and e-mail addresses." in page
    assert "Every word" not in page


def test_where_there_is_nothing_to_decide_one_can_go_on(cast, story):
    words_of(story, what_changed="It is so.", words_unchecked=3)
    page = page_of(cast.worker.client, story)
    assert "There is nothing to decide." in page
    sent = cast.worker.client.post(f"/stories/{story.pk}/words/")
    assert sent.status_code == 302
    assert sent["Location"] != f"/stories/{story.pk}/words/"
    story.refresh_from_db()
    assert story.words_unchecked == 0


def test_nonsense_decides_nothing(cast, story):
    cast.worker.client.post(f"/stories/{story.pk}/words/", {"name-x": "stay", "phone-": "perhaps"})
    assert not TextDecision.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("trust", 200), ("evaluator", 403), ("rep", 403), ("neighbour", 404)]
)
def test_who_else_decides(cast, area, who, status):
    sent = tell(area, what_changed="Ring Maureen.", told_by="")
    assert getattr(cast, who).client.get(f"/stories/{sent.pk}/words/").status_code == status
