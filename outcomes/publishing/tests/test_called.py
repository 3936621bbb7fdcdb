"""What a copy of a story calls the people on its list."""

import pytest

from bigstory.testing.record import let_out, looked_over, tell
from outcomes.consent.actions.people import change_person
from outcomes.models import ChangeStory, ElsewhereFilm, Evidence, Publication
from outcomes.publishing.actions.copied import COPIED_TEXTS
from outcomes.publishing.queries.wording.called import CalledNames, called
from outcomes.publishing.tests.naming import answer, put_on_the_list, story_of_maureen
from outcomes.tests.factories import ReadingFactory


@pytest.fixture
def story(area):
    return story_of_maureen(area)


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
        ("42", ("", "74")),
        ("", ("", "74")),
    ],
)
def test_a_byline_has_a_name_only_where_they_may_be_called_by_it(story, cast, known_as, byline):
    put_on_the_list(story, cast, known_as=known_as)
    assert CalledNames(story).byline("Maureen", "74") == byline
    # Of nobody on the list only what they are is copied.
    assert CalledNames(story).byline("Pauline", "74") == ("", "74")


# How somebody is called, what was decided, and what a byline of theirs becomes.
BYLINES = [
    ("Maureen", {}, ("Maureen Ferris", "74"), ("Maureen", "74")),
    ("Maureen", {}, (f"Maureen {'x' * 130}", "74"), ("", "74")),
    ("a neighbour", {}, ("Maureen", ""), ("", "A neighbour")),
    ("a neighbour", {"maureen": "cut"}, ("Maureen", ""), ("", "")),
    ("Maureen", {}, ("Maureen", "x" * 120), ("Maureen", "x" * 120)),
    ("Maureen", {}, ("Maureen", "x" * 121), ("Maureen", f"{'x' * 119}…")),
]


@pytest.mark.parametrize(("known_as", "answers", "said", "copied"), BYLINES)
def test_a_byline_is_copied_as_they_may_be_called(story, cast, known_as, answers, said, copied):
    put_on_the_list(story, cast, known_as=known_as)
    answer(story, cast, **answers)
    assert CalledNames(story).byline(*said) == copied


def test_a_field_is_copied_no_longer_than_there_is_room_for(story, cast):
    person = put_on_the_list(story, cast, known_as="somebody who lives near the hall")
    room = ChangeStory._meta.get_field("title").max_length
    story.title = f"{'x' * (room - 8)} Maureen"
    names = CalledNames(story)
    assert names.field(story, "title") == f"{'x' * (room - 8)} somebo…"
    assert [listed.pk for listed in names.names.listed] == [person.pk]


def test_the_names_of_a_story_are_read_once_for_all_its_texts(
    story, cast, django_assert_num_queries
):
    put_on_the_list(story, cast)
    with django_assert_num_queries(5):
        names = CalledNames(story)
        for text in ("Maureen", "Clark", "nobody", "Maureen Clark"):
            names.text(text)


def test_a_name_that_may_not_be_said_any_more_takes_the_copy_away_until_it_is_decided(cast, area):
    sent = tell(area, what_changed="Maureen is in.", told_by="", people="listed", out=False)
    person = put_on_the_list(sent, cast, known_as="Maureen")
    sent.refresh_from_db()
    let_out(looked_over(sent))
    assert Publication.objects.get().what_changed == "Maureen is in."
    values = {"name": "Maureen Clark", "known_as": "", "what_they_are": "cook", "age": "adult"}
    change_person(sent, person, by=cast.worker.user, values=values)
    assert not Publication.objects.exists()
    sent.refresh_from_db()
    assert answer(sent, cast, maureen="replace") == 0
    let_out(looked_over(sent))
    assert Publication.objects.get().what_changed == "Cook is in."


def test_no_text_of_a_copy_says_a_name_that_was_not_allowed(cast, area):
    words = "Then Maureen Clark’s dog, and MAUREEN."
    told = dict.fromkeys(COPIED_TEXTS, words)
    sent = tell(area, **told, told_by="Maureen", told_by_is="friend of Maureen", out=False)
    put_on_the_list(sent, cast, known_as="a neighbour")
    Evidence.objects.create(story=sent, kind="quote", words=words, said_by="Maureen", source=words)
    ReadingFactory(story=sent, because=words)
    ElsewhereFilm.objects.create(
        story=sent, host="vimeo", film_id="1", title=words, transcript=words, people="nobody"
    )
    ChangeStory.objects.filter(pk=sent.pk).update(people="listed")
    sent.refresh_from_db()
    let_out(looked_over(sent))
    copy = Publication.objects.get()
    kept = str([getattr(copy, field.attname) for field in copy._meta.concrete_fields])
    assert "aureen" not in kept.casefold()
    assert "clark" not in kept.casefold()
    assert copy.before == "Then a neighbour’s dog, and a neighbour."
    assert copy.films[0]["title"] == copy.before
    assert copy.readings[0]["because"] == copy.before
