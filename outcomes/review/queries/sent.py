"""A story as it was sent: what a reviewer reads, whatever was changed later."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from outcomes.framework.queries import chosen
from outcomes.media.queries.films import Film, films_as_sent, films_of
from outcomes.media.queries.items import media_shown
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
    and words. `kept_in`: how many photos, recordings and films stay in the area.
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
    kept_in: int = 0


def as_sent(user, story: ChangeStory, version: StoryVersion | None) -> SentStory:
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
        **_media(user, story, words),
    )


def _media(user, story: ChangeStory, words: dict) -> dict:
    """Of the photos, recordings and films that were sent: those this reader may see and hear today,
    and how many of the rest are still there. No statement where nothing was sent.
    """
    photos, recordings = words.get("photos", []), words.get("recordings", [])
    films = films_as_sent(words.get("films", []))
    if not (photos or recordings or films):
        return {}
    shown = {str(item.name): item for item in media_shown(user, story) if not item.unready}
    addresses = [film.at for film in films_of(user, story)]
    return {
        "photos": [photo for photo in photos if photo["name"] in shown],
        "recordings": [
            _as_heard(shown[sent["name"]], sent) for sent in recordings if sent["name"] in shown
        ],
        "films": [film for film in films if film.at in addresses],
        "kept_in": _kept_in(story, [*photos, *recordings], shown, films, addresses),
    }


def _kept_in(story: ChangeStory, sent: list[dict], shown: dict, films, addresses) -> int:
    """How many of what was sent are with the story still, and not shown to this reader."""
    names = [each["name"] for each in sent if each["name"] not in shown]
    there = story.media.filter(media__name__in=names).count() if names else 0
    hidden = [film.at for film in films if film.at not in addresses]
    return there + sum(film.at in hidden for film in (story.films.all() if hidden else ()))


def _as_heard(item: MediaItem, sent: dict) -> MediaItem:
    """With the words that stood beside it when it was sent."""
    item.alt_text = sent["alt_text"]
    item.transcript = sent["transcript"]
    return item
