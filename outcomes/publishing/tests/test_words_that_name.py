"""What in a story may say who somebody is, shown to a person who decides what becomes of it."""

import pytest

from bigstory.testing.record import tell
from outcomes.consent.actions.people import add_person, change_person, remove_person
from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.actions.wording import count_undecided, decide
from outcomes.publishing.queries.wording.called import CalledNames, called
from outcomes.publishing.queries.wording.story import findings_in, hits_of

Answer = TextDecision.Answer


@pytest.fixture
def story(area):
    return tell(
        area,
        what_changed="Ring Maureen on 01487 812345. Maureen is in.",
        told_by="",
        told_by_is="a resident",
        out=False,
    )


def put_on_the_list(story, cast, name="Maureen Clark", known_as="a neighbour"):
    values = {"name": name, "known_as": known_as, "age": "adult"}
    return add_person(story, by=cast.worker.user, how="about", identifiable=True, values=values)


def answer(story, cast, **answers) -> int:
    """Decide by the words found: Maureen="stay"."""
    chosen = {
        (row.found, row.digest): answers[row.words.split()[0].lower()]
        for row in findings_in(story)
        if row.words.split()[0].lower() in answers
    }
    return decide(story, answers=chosen, by=cast.worker.user)


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
    change_person(story, person, by=cast.worker.user, how="about", identifiable=True, values=values)
    story.refresh_from_db()
    assert story.words_unchecked == 2


def test_it_is_open_in_every_story_they_are_in(story, cast, area):
    person = put_on_the_list(story, cast)
    other = tell(area, "The heron", what_changed="Maureen saw it.", told_by="")
    add_person(other, by=cast.worker.user, how="about", identifiable=True, same=person)
    assert answer(other, cast, maureen="replace") == 0
    story.refresh_from_db()
    values = {"name": "Maureen Clark", "known_as": "the cook", "age": "adult"}
    change_person(story, person, by=cast.worker.user, how="about", identifiable=True, values=values)
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
    other = tell(story.area, what_changed=story.what_changed, told_by="")
    assert count_undecided(other) == 2


# --- what is copied ---

# What was decided about Maureen and the number, and what a copy says.
COPIES = [
    ({}, "Ring a neighbour on 01487 812345. A neighbour is in."),
    ({"maureen": "replace"}, "Ring a neighbour on 01487 812345. A neighbour is in."),
    ({"maureen": "cut"}, "Ring … on 01487 812345. … is in."),
    ({"maureen": "not_them"}, "Ring Maureen on 01487 812345. Maureen is in."),
    ({"maureen": "replace", "01487": "cut"}, "Ring a neighbour on …. A neighbour is in."),
    (
        {"maureen": "replace", "01487": "stay"},
        "Ring a neighbour on 01487 812345. A neighbour is in.",
    ),
]


@pytest.mark.parametrize(("answers", "copied"), COPIES)
def test_a_copy_says_what_was_decided_and_the_record_keeps_its_words(story, cast, answers, copied):
    put_on_the_list(story, cast)
    answer(story, cast, **answers)
    assert called(story, story.what_changed) == copied
    story.refresh_from_db()
    assert story.what_changed == "Ring Maureen on 01487 812345. Maureen is in."


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("Then Maureen’s dog.", "Then a neighbour’s dog."),
        ("Then maureen clark and Maureens dog", "Then a neighbour and a neighbours dog"),
        ("Then Mrs Clark.", "Then a neighbour."),
        ("Ask M Clark! Mauréen?", "Ask M a neighbour! A neighbour?"),
        ("Nobody here.", "Nobody here."),
        ("", ""),
    ],
)
def test_every_spelling_of_a_listed_name_is_called_what_it_may_be(story, cast, text, copied):
    put_on_the_list(story, cast)
    assert called(story, text) == copied


def test_somebody_nobody_asked_is_somebody(story, cast):
    put_on_the_list(story, cast, known_as="")
    assert called(story, "Then Maureen came.") == "Then somebody came."


def test_what_is_copied_fits_where_it_goes(story, cast):
    put_on_the_list(story, cast, known_as="somebody who lives near the hall")
    assert CalledNames(story).text("Maureen eats", most=20) == "Somebody who lives …"


@pytest.mark.parametrize(
    ("known_as", "byline"),
    [
        ("Maureen, 74, resident", ("Maureen", "74")),
        ("Mo", ("Mo", "74")),
        ("a neighbour", ("", "74")),
        ("", ("", "74")),
    ],
)
def test_a_byline_has_a_name_only_where_they_may_be_called_by_it(story, cast, known_as, byline):
    put_on_the_list(story, cast, known_as=known_as)
    assert CalledNames(story).byline("Maureen", "74") == byline
    # Of nobody on the list only what they are is copied.
    assert CalledNames(story).byline("Pauline", "74") == ("", "74")


def test_the_names_of_a_story_are_read_once_for_all_its_texts(
    story, cast, django_assert_num_queries
):
    put_on_the_list(story, cast)
    with django_assert_num_queries(4):
        names = CalledNames(story)
        for text in ("Maureen", "Clark", "nobody", "Maureen Clark"):
            names.text(text)


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
    assert "Use “a neighbour” instead" in page
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
def test_who_else_decides(cast, story, who, status):
    assert getattr(cast, who).client.get(f"/stories/{story.pk}/words/").status_code == status


def test_until_then_the_reviewer_cannot_share_it_with_everybody(cast, area):
    story = tell(area, audience="public", what_changed="Ring Maureen.", told_by="", people="nobody")
    page = cast.trust.client.get(f"/reviews/{story.pk}/").content.decode()
    assert f'href="/stories/{story.pk}/words/"' in page
    assert 'value="published"' not in page
