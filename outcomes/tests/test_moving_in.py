"""Stories come in from a spreadsheet, and wait with their area."""

import pytest

from bigstory.core.moving.models import SentFile
from bigstory.core.moving.tasks import take_rows_back
from bigstory.testing.moving import press, sent
from bigstory.testing.workbooks import workbook
from outcomes.models import ChangeStory

HEAD = ["Area", "Title", "Date", "Told by", "Change"]


@pytest.fixture
def moved(area, cast):
    raw = workbook([HEAD, [area.name, "The bench", "12/3/17", "Maureen", "People sit there"]])
    return press(sent("stories", raw, by=cast.trust.user)), raw


def test_a_story_stands_at_our_area_until_it_is_sent(moved, cast):
    story = ChangeStory.objects.get()
    assert (story.state, story.audience, story.people) == ("draft", "area", "not_yet")
    assert ChangeStory.objects.visible_to(cast.member.user).exists()
    for reader in (cast.trust, cast.evaluator, cast.neighbour, cast.lto):
        assert not ChangeStory.objects.visible_to(reader.user).exists()


def test_what_the_area_wrote_on_is_neither_changed_nor_taken_back(moved, cast):
    file, raw = moved
    story = ChangeStory.objects.get()
    story.what_changed = "Thirty people sit there"
    story.save_if_unchanged(seen=1, fields=["what_changed"])
    assert sent("stories", raw, by=cast.trust.user).figures["counts"]["same"] == 1
    file.go(SentFile.State.GOING_OUT, come_from=(SentFile.State.IN,))
    take_rows_back(pk=file.pk, by=cast.trust.user.pk)
    assert ChangeStory.objects.get().what_changed == "Thirty people sit there"


def test_it_is_taken_back_whole(moved, cast):
    file, _raw = moved
    file.go(SentFile.State.GOING_OUT, come_from=(SentFile.State.IN,))
    take_rows_back(pk=file.pk, by=cast.trust.user.pk)
    assert not ChangeStory.objects.exists()
