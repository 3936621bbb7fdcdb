"""A story as it was sent: what a reviewer reads, whatever was changed later."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from outcomes.framework.queries import chosen
from outcomes.media.queries import Film, films_as_sent, shown_beyond
from outcomes.models import ChangeStory, StoryVersion
from outcomes.publishing.queries.names import byline
from outcomes.stories.queries.evidence import Proof, proofs_as_sent
from partnerships.models import MediaItem

PARTS = (
    "title",
    "told_by",
    "told_by_is",
    "in_short",
    "before",
    "what_changed",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
)


@dataclass
class SentStory:
    """What a reviewer reads. Of photos, name and alternative text; parts and facts have a heading
    and words.
    """

    title: str
    byline: str
    in_short: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    photos: list[dict] = field(default_factory=list)
    recordings: list[MediaItem] = field(default_factory=list)
    films: list[Film] = field(default_factory=list)


def as_sent(story: ChangeStory, version: StoryVersion | None) -> SentStory:
    """From the kept version; from the story itself where none was kept, as in records brought in
    from elsewhere.
    """
    words = version.words if version else {}
    text = {name: words.get(name, getattr(story, name)) or "" for name in (*PARTS, "for_whom")}
    if version and "told_by_is" not in words:
        text["told_by_is"] = ""  # sent when a byline was one text
    names = words if version else chosen(story)
    parts = [
        ("", text["before"]),
        (_("What changed") if text["before"] else "", text["what_changed"]),
        (_("How it came about"), text["how_it_came_about"]),
        (_("What was hard"), text["what_was_hard"]),
        (_("How they know"), text["how_we_know"]),
    ]
    facts = [
        (_("For whom"), text["for_whom"]),
        (_("Where the change is"), ", ".join(names.get("levels", []))),
        (_("What sort of change"), ", ".join(names.get("kinds", []))),
        (_("Who made it happen"), ", ".join(names.get("makers", []))),
        (_("What helped"), ", ".join(names.get("drivers", []))),
        (_("What stood in the way"), ", ".join(names.get("barriers", []))),
        (_("The people in it"), story.get_people_display()),
    ]
    return SentStory(
        title=text["title"],
        byline=byline(text["told_by"], text["told_by_is"]),
        in_short=text["in_short"],
        parts=[(heading, body) for heading, body in parts if body],
        facts=[(label, body) for label, body in facts if body],
        proofs=proofs_as_sent(words.get("evidence", [])),
        films=films_as_sent(words.get("films", [])),
        **_still_there(story, words.get("photos", []), words.get("recordings", [])),
    )


def _still_there(story: ChangeStory, photos: list[dict], recordings: list[dict]) -> dict:
    """What was taken away since is gone for the reviewer too; a photo in which parts are covered
    waits. One statement, and none where nothing was sent.
    """
    if not photos and not recordings:
        return {}
    items = shown_beyond(MediaItem.objects.filter(in_story__story=story, unready=""))
    here = {str(item.name): item for item in items}
    return {
        "photos": [photo for photo in photos if photo["name"] in here],
        "recordings": [
            _as_heard(here[sent["name"]], sent) for sent in recordings if sent["name"] in here
        ],
    }


def _as_heard(item: MediaItem, sent: dict) -> MediaItem:
    """With the words that stood beside it when it was sent."""
    item.alt_text = sent["alt_text"]
    item.transcript = sent["transcript"]
    return item
