"""Stores the follow-ups of the example: whether a story is still true, as its area answered."""

import tomllib
from pathlib import Path

from bigstory.example.store import store
from outcomes.models import ChangeStory, FollowUp

FILE = Path(__file__).parent / "followups.toml"


def store_followups(stories: list[ChangeStory]) -> None:
    """Call it before stories are published: the public copy takes the follow-ups with it.

    Raises KeyError for a title that no story has.
    """
    by_title = {(story.area.slug, story.title): story for story in stories}
    rows = []
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["story"]:
        story = by_title[entry["area"], entry["title"]]
        answers = sorted(entry["answers"], key=lambda answer: answer["on"])
        rows += [
            FollowUp(
                story=story, latest=answer is answers[-1], answered_by=story.written_by, **answer
            )
            for answer in answers
        ]
    store(rows)
