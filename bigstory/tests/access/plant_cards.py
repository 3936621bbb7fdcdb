"""A public story without a photo in each area, and the card that the worker draws of it."""

from areas.models import Area
from bigstory.testing.record import publish
from outcomes.publishing.actions.cards import draw_card


def plant_cards(world, letter: str, area: Area, trust) -> None:
    words = {
        name: world.marked("story", letter, "published", "changestory", name, "public")
        for name in ("title", "what_changed")
    }
    story = publish(area, by=trust, **words)
    draw_card(story.publication.pk)
    world.keep("carded", letter, story)
