"""Keeps when we last spoke with an area."""

from collections.abc import Iterable

from areas.desk.queries.contacts import last_spoken_on
from areas.models import Area
from areas.places.actions import claim, keep


def count_contacts(areas: Iterable[Area]) -> None:
    """Keep the day of the last call, visit or mail. In the transaction of the note itself."""
    ids = claim(areas)
    last = last_spoken_on(ids)
    keep({pk: {"last_contact_on": last.get(pk)} for pk in ids})
