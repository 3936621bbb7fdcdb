"""Which public story has a card, and what stands on it: words of its cleared copy alone."""

import hashlib
import json
from dataclasses import asdict

from bigstory.core.db.choices import Audience
from bigstory.core.files.cards.apart import Card
from outcomes.models import Publication
from partnerships.models import MediaItem

# As static/css/core/tokens.css has them, by the number of an outcome.
COLOURS = {1: "#2f4fa2", 2: "#8a2a66", 3: "#96430f", 4: "#0a666e"}
SITE = "Big Story"


def wants_card(copy: Publication) -> bool:
    """Whether it is a story for everybody without a photo for everybody."""
    if copy.story_id is None or copy.circle != Audience.PUBLIC:
        return False
    photos = copy.published_media.filter(
        circle=Audience.PUBLIC, media__kind=MediaItem.Kind.PHOTO, media__unready=""
    )
    return not photos.exists()


def card_of(copy: Publication) -> Card:
    """The title, the area, and the outcomes to which its teller says yes. No name but those that
    the copy itself says.
    """
    yes = copy.said_yes.order_by("number")
    return Card(
        title=copy.title,
        place=f"{copy.area.short_name}, {copy.area.region}",
        site=SITE,
        bands=[(COLOURS[outcome.number], outcome.name) for outcome in yes],
    )


def digest_of(card: Card) -> str:
    return hashlib.sha256(json.dumps(asdict(card)).encode()).hexdigest()
