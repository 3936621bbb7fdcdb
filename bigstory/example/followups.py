"""Stores what areas of the example answered when they were asked whether a story is still true."""

import tomllib
from pathlib import Path

from bigstory.example.store import store
from outcomes.models import ChangeStory, FollowUp

FILE = Path(__file__).parent / "followups.toml"


def store_followups(stories: list[ChangeStory]) -> None:
    """Before stories are published: the public copy takes the life line with it.

    A title nobody told is a KeyError.
    """
    told = {(story.area.slug, story.title): story for story in stories}
    rows = []
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["story"]:
        story = told[entry["area"], entry["title"]]
        answers = sorted(entry["answers"], key=lambda each: each["on"])
        rows += [
            FollowUp(story=story, latest=each is answers[-1], answered_by=story.written_by, **each)
            for each in answers
        ]
    store(rows)
