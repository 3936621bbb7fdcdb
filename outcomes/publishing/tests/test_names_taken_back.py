"""Somebody who may no longer be called by a name is not, in the same transaction; a name they allow
later comes when somebody publishes it.
"""

import pytest

from outcomes.models import Evidence, Publication
from outcomes.publishing.tests.heron import Story


@pytest.fixture
def heron(area, cast):
    """She tells it."""
    heron = Story(area, cast)
    heron.story.appearances.update(how="teller")
    heron.maureen.what_they_are = "resident"
    heron.maureen.save(update_fields=["what_they_are"])
    return heron


def byline(heron) -> tuple[str, str]:
    copy = Publication.objects.get(story=heron.story)
    return copy.told_by, copy.told_by_is


def test_a_name_taken_back_is_gone_at_once(heron):
    heron.lets_it_go("public", called_by="name")
    heron.publish()
    assert byline(heron) == ("Maureen", "resident")
    heron.lets_it_go("public", called_by="what_they_are")
    assert byline(heron) == ("", "resident")
    assert heron.circle == "public"


def test_another_name_takes_the_place_of_the_first(heron):
    heron.lets_it_go("public", called_by="name")
    heron.publish()
    heron.lets_it_go("public", called_by="another", called="Mo")
    assert byline(heron) == ("Mo", "resident")


def test_a_name_allowed_later_waits_for_whoever_publishes(heron):
    heron.lets_it_go("public", called_by="what_they_are")
    heron.publish()
    heron.lets_it_go("public", called_by="name")
    assert byline(heron) == ("", "resident")
    heron.publish()
    assert byline(heron) == ("Maureen", "resident")


def test_a_step_back_that_says_nothing_of_the_name_leaves_it(heron):
    heron.lets_it_go("public", called_by="name")
    heron.publish()
    heron.lets_it_go("network")
    assert byline(heron) == ("Maureen", "resident")
    assert heron.circle == "network"


def test_where_she_is_named_in_it_nobody_beyond_reads_it_until_somebody_looked_it_over(heron):
    Evidence.objects.create(
        story=heron.story, kind="quote", words="It stood there.", said_by="Maureen"
    )
    heron.lets_it_go("public", called_by="name")
    heron.publish()
    heron.lets_it_go("public", called_by="what_they_are")
    assert heron.circle == ""
    copy = heron.publish()
    assert "Maureen" not in str([copy.told_by, copy.evidence])
