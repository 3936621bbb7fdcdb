"""Stores what stands behind some stories of the example, beside their words."""

import tomllib
from decimal import Decimal
from pathlib import Path

from bigstory.example.store import moment, store
from outcomes.models import ChangeStory, Evidence

FILE = Path(__file__).parent / "evidence.toml"


def store_evidence(stories: list[ChangeStory]) -> None:
    """Call it before the words are kept as they were sent, for they are kept with it.

    Raises KeyError for a title that no story has.
    """
    by_title = {(story.area.slug, story.title): story for story in stories}
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["story"]
    store(
        (
            _evidence(by_title[entry["area"], entry["title"]], n, values)
            for entry in entries
            for n, values in enumerate(entry["evidence"], 1)
        ),
        added_at=lambda row: moment(row.story.told_on, 19, 10),
    )


def _evidence(story: ChangeStory, order: int, values: dict) -> Evidence:
    number = {"number": Decimal(values["number"])} if "number" in values else {}
    return Evidence(story=story, order=order, added_by=story.written_by, **values | number)
