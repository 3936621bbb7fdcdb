"""What a copy says follows what was decided and what somebody may be called: a name goes from every
text of it, and comes into none by itself.
"""

import json

import pytest

from bigstory.testing.record import a_photo
from bigstory.tests.mutants import marked
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.people import change_person, remove_person, set_media_people
from outcomes.consent.actions.permissions import record_event
from outcomes.models import (
    Appearance,
    ElsewhereFilm,
    Evidence,
    Outcome,
    Person,
    Publication,
    PublishedMedia,
)
from outcomes.publishing.actions.publications import (
    decide_told,
    publish_story,
    tighten_publication,
)
from outcomes.publishing.queries.wording.whole import findings_in
from outcomes.publishing.tests.heron import Story
from outcomes.stories.actions.readings import add_followup, add_reading, sort

CUT = "…"


@pytest.fixture
def heron(area, cast):
    """Maureen tells it; her own first page names her in no copied text."""
    heron = Story(area, cast)
    heron.story.appearances.update(how="teller")
    heron.maureen.what_they_are = "resident"
    heron.maureen.save(update_fields=["what_they_are"])
    return heron


def says(heron, **words) -> None:
    for name, value in words.items():
        setattr(heron.story, name, value)
    heron.story.save(update_fields=list(words))


def copied(heron) -> str:
    """All that the copy holds in words."""
    copy = Publication.objects.get(story=heron.story)
    values = {name: value for name, value in vars(copy).items() if name != "gate"}
    return json.dumps([values, *copy.published_media.values_list("words")], default=str)


def beside(heron, words: str) -> None:
    """A reading, a sorting and an answer to “is it still true?”."""
    outcome = Outcome.objects.first()
    add_reading(heron.story, outcome=outcome, party="partnership", answer="yes", because=words)
    sort(heron.story, by=heron.cast.evaluator.user, values={}, because=words)
    add_followup(heron.story, answer="still", words=words, party="teller")


def decides(heron, answer: str) -> None:
    answers = {(row.found, row.digest): answer for row in findings_in(heron.story)}
    decide_told(heron.story, answers=answers, by=heron.worker)


class TestANameTakenBack:
    def test_it_goes_from_words_that_nobody_looks_over(self, heron):
        heron.lets_it_go("public", called_by="name")
        heron.publish()
        beside(heron, "Maureen’s way.")
        assert copied(heron).count("Maureen") == 4  # the byline too
        heron.lets_it_go("public", called_by="what_they_are")
        assert heron.circle == "public"
        assert "Maureen" not in copied(heron)

    def test_her_own_first_page_does_not_keep_it_in(self, heron):
        says(heron, told_by="Maureen")
        heron.lets_it_go("public", called_by="name")
        heron.publish()
        heron.lets_it_go("public", called_by="what_they_are")
        assert heron.circle == "public"
        assert "Maureen" not in copied(heron)

    def test_a_name_by_which_they_were_once_called_counts_as_theirs(self, heron):
        says(heron, what_changed="Mo opens the hall.")
        heron.lets_it_go("public", called_by="another", called="Mo")
        assert "Mo opens the hall." in heron.publish().what_changed
        heron.lets_it_go("public", called_by="what_they_are")
        assert heron.circle == "", "until somebody has looked"
        assert heron.publish().what_changed == "Resident opens the hall."

    def test_what_they_are_follows_where_no_name_stands_either(self, heron):
        heron.lets_it_go("public", called_by="what_they_are")
        heron.publish()
        change_person(
            heron.story,
            heron.maureen,
            by=heron.worker,
            values={"what_they_are": "a neighbour"},
        )
        assert Publication.objects.get().told_by_is == "a neighbour"


def test_a_name_allowed_later_comes_into_no_text_by_itself(heron):
    photo = a_photo(heron.story, marked("JPEG"), people="nobody", alt_text="Maureen at the urn.")
    a_film = {"host": "vimeo", "film_id": "1", "title": "Maureen’s film", "people": "nobody"}
    ElsewhereFilm.objects.create(story=heron.story, **a_film)
    heron.lets_it_go("public", called_by="what_they_are")
    heron.publish()
    heron.lets_it_go("public", called_by="name")
    tighten_publication(heron.story, by=None)
    assert PublishedMedia.objects.get(media=photo).words["alt_text"] == "Resident at the urn."
    assert Publication.objects.get().films[0]["title"] == "Resident’s film"


class TestADecisionChanged:
    def test_this_is_not_them_taken_back_takes_the_name_out_at_once(self, heron):
        says(heron, title="Ann, not Maureen", what_changed="Maureen Street has a hall.")
        heron.lets_it_go("public", called_by="what_they_are")
        heron.publish()
        decides(heron, "not_them")
        publish_story(heron.story, by=heron.cast.trust.user)
        assert "Maureen" in copied(heron)
        decides(heron, "replace")
        assert heron.circle == "public"
        assert "Maureen" not in copied(heron)

    def test_what_is_cut_after_all_goes_at_once_and_does_not_come_back_by_itself(self, heron):
        says(heron, what_changed="Sharon sings.")
        heron.publish()
        decides(heron, "cut")
        assert Publication.objects.get().what_changed == f"{CUT} sings."
        decides(heron, "stay")
        assert Publication.objects.get().what_changed == f"{CUT} sings."


class TestWordsThatCameLater:
    def test_a_name_or_a_number_in_them_is_left_out(self, heron):
        heron.publish()
        beside(heron, "Ring Sharon on 01632 960123.")
        assert copied(heron).count(json.dumps(f"Ring {CUT} on {CUT}.")) == 3
        assert "Sharon" not in copied(heron)

    def test_a_name_that_may_stay_in_the_story_may_stay_in_them(self, heron):
        says(heron, what_changed="Sharon sings.")
        heron.publish()
        beside(heron, "Sharon did it.")
        assert copied(heron).count("Sharon did it.") == 3


class TestWhatTheyAre:
    def test_it_does_not_bring_a_name_in(self, heron):
        """“Maureen’s husband”, where Maureen may not be named; and his own name in his."""
        says(heron, what_changed="Bob comes. Wilf too.")
        heron.lets_it_go("public", called_by="what_they_are")
        for name, is_ in (("Bob", "Maureen’s husband"), ("Wilf", "Wilf, baker")):
            person = Person.objects.create(
                area=heron.story.area, name=name, what_they_are=is_, age="adult"
            )
            Appearance.objects.create(story=heron.story, person=person, how="teller")
            record_event(
                person=person,
                story=heron.story,
                use="words",
                how_far="public",
                called_by="what_they_are",
            )
        assert heron.publish().what_changed == "Somebody comes. Somebody too."
        assert not any(name in copied(heron) for name in ("Maureen", "Bob", "Wilf"))


@pytest.mark.parametrize(
    "address", ["https://example.org/maureen-hill/", "https://example.org/maureenhill"]
)
def test_an_address_that_names_somebody_is_left_out(heron, address):
    heron.maureen.name = "Maureen Hill"
    heron.maureen.save(update_fields=["name"])
    heron.lets_it_go("public", called_by="what_they_are")
    for url in (address, "https://example.org/lunch"):
        Evidence.objects.create(story=heron.story, kind="link", words="A page", url=url)
    copy = heron.publish()
    assert [entry.get("url", "") for entry in copy.evidence] == ["", "https://example.org/lunch"]


def test_erasing_somebody_else_lets_no_picture_out(heron, area, cast):
    """Whose yes came after the story was shared."""
    photo = a_photo(heron.story, marked("JPEG"), people="knowable", alt_text="By the urn.")
    in_it = {"people": [heron.maureen.pk], "unknown": 0}
    set_media_people(heron.story, photo, by=heron.worker, **in_it)
    heron.lists_ann()
    ann = Person.objects.get(name="Ann")
    record_event(person=ann, use="words", how_far="public", story=heron.story)
    heron.lets_it_go("area", "media")
    heron.publish()
    heron.lets_it_go("public", "media")
    erase_person(ann, by=cast.trust.user, why="by letter")
    assert heron.circle == "programme"
    assert heron.media() == {}


def test_whoever_was_taken_off_the_list_is_still_looked_for(heron):
    """And not only where theirs is one of the usual first names."""
    heron.maureen.name = "Zebedia Quill"
    heron.maureen.save(update_fields=["name"])
    says(heron, what_changed="Zebedia Quill opens the hall.")
    heron.lets_it_go("area")
    remove_person(heron.story, heron.maureen, by=heron.worker)
    [found] = findings_in(heron.story)
    assert (found.words, found.answers) == ("Zebedia Quill", ("stay", "cut"))
