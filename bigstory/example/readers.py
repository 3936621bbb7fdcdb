"""Stores what readers of the example wrote about public stories, and who wishes to be forgotten:
what waits on the page of stops and messages.
"""

import tomllib
from pathlib import Path

from bigstory.accounts.models import User
from bigstory.example.store import moment, store
from bigstory.example.when import day_of
from outcomes.consent.actions.links import ask_to_be_forgotten, digest_of
from outcomes.models import ChangeStory, Flag, PersonLink, new_secret

FILE = Path(__file__).parent / "readers.toml"
WORDS = ("what", "words", "contact", "answer")


def store_readers(stories: list[ChangeStory], trust: User) -> None:
    """Call it after the stories are public. Neither stops a story; the wish is of today, as it is
    made by the product's own action.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    by_title = {story.title: story for story in stories}
    entries = [entry for entry in told["messages"] if entry["story"] in by_title]
    flags = [_message(by_title[entry["story"]], entry, trust) for entry in entries]
    days = {id(flag): entry["at"] for flag, entry in zip(flags, entries, strict=True)}
    store(flags, at=lambda flag: moment(day_of(days[id(flag)]), 21, 10))
    for entry in told["wishes"]:
        if story := by_title.get(entry["story"]):
            person = story.appearances.get(how="teller").person
            store([PersonLink(person=person, digest=digest_of(new_secret()))])
            ask_to_be_forgotten(person=person, words=entry["words"])


def _message(story: ChangeStory, entry: dict, trust: User) -> Flag:
    answered = {}
    if "answered" in entry:
        at = moment(day_of(entry["answered"]), 11, 20)
        answered = {"answered_by": trust, "answered_at": at}
    words = {name: entry[name] for name in WORDS if name in entry}
    return Flag(story=story, **words, **answered)
