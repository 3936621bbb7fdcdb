"""How often somebody tries links that never were: whoever guesses one kind has spent the others."""

from django.http import HttpRequest

from bigstory.core.limits.counting import Counted, count
from bigstory.core.limits.places import place_of

# From one place in ten minutes.
MOST = 30
TEN_MINUTES = 600


def count_wrong_link(request: HttpRequest) -> Counted:
    """Count one more link that never was."""
    return count("wrong links", place_of(request), most=MOST, seconds=TEN_MINUTES)
