"""A large record holds nothing that the product would not have written itself."""

import pytest

from areas.desk.models.owed import Owed
from areas.models import Area
from bigstory.benchmarks import data
from bigstory.benchmarks.rows import WRITER
from bigstory.benchmarks.tests.conftest import MORE
from bigstory.core.files.refused import Refused
from outcomes.models import ChangeStory, Publication
from outcomes.publishing.actions import area_counts
from outcomes.publishing.actions.copied import COPIED_CHOICES, copied_values, copy_readings_to
from outcomes.publishing.models.gate import why_not
from outcomes.publishing.queries.facts import facts_of
from outcomes.publishing.queries.wording.called import CalledNames
from outcomes.stories.queries.words import chosen_ids

# Taken from the pattern as a whole; of its own circumstances.
NOT_COMPARED = {"lifeline", "told_by", "told_by_is"}


def made():
    return ChangeStory.objects.filter(written_by_name=WRITER).order_by("pk")


def test_as_many_as_were_asked_for(record):
    assert made().count() == MORE
    assert made().filter(publication=None).count() == 0


def test_each_copy_says_what_its_story_says(record):
    for story in made():
        copy = story.publication
        called = CalledNames(story)
        chosen = chosen_ids(story, (*COPIED_CHOICES, "activities", "priorities", "decisions"))
        written = copied_values(story, called, chosen, copy.published_at)
        for name, value in written.items():
            if name not in NOT_COMPARED:
                assert getattr(copy, name) == value, (story, name)
        for name in COPIED_CHOICES:
            kept = sorted(getattr(copy, name).values_list("pk", flat=True))
            assert kept == chosen[name], (story, name)


def test_and_how_it_is_read(record):
    for story in made():
        copy = story.publication
        before = (readings(copy), answers(copy), yes(copy))
        copy_readings_to(copy, story, CalledNames(story))
        assert (readings(copy), answers(copy), yes(copy)) == before


def readings(copy: Publication) -> list:
    copy.refresh_from_db()
    return [entry | {"because": ""} for entry in copy.readings]


def answers(copy: Publication) -> list:
    return sorted(copy.answers.values_list("outcome", "party", "answer"))


def yes(copy: Publication) -> list:
    return sorted(copy.said_yes.values_list("slug", flat=True))


def test_the_gate_would_let_each_of_them_go_as_far_as_it_went(record):
    for story in made():
        assert not why_not(facts_of(story), story.publication.circle), story


def test_what_is_kept_of_the_areas_is_true_and_what_waits_is_owed(record):
    def kept():
        facts = Area.objects.order_by("pk").values_list("facts__public_stories", flat=True)
        return list(facts), Owed.objects.filter(answered=None).count()

    before = kept()
    for area in Area.objects.select_related("programme"):
        area_counts.recount(area)
    assert kept() == before


def test_a_record_that_is_somebody_s_own_is_left_alone(record):
    made().update(written_by_name="Tom")
    before = ChangeStory.objects.count()
    with pytest.raises(Refused, match="a record that is there already"):
        data.grow(1000)
    assert ChangeStory.objects.count() == before
