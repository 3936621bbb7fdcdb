"""What can be moved in of this app."""

from bigstory.core.moving.nouns import register
from outcomes.stories.exchange import Stories

register(Stories())
