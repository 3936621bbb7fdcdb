"""Keeps when we last spoke with an area, or had a letter from it."""

from collections.abc import Iterable
from datetime import date

from areas.desk.queries.contacts import last_spoken_on
from areas.models import Area, AreaFacts
from areas.places.actions import claim, keep


def count_contacts(areas: Iterable[Area]) -> None:
    """Keep the day of the last call, visit or mail. In the transaction of the note itself."""
    ids = claim(areas)
    last = last_spoken_on(ids)
    keep({pk: {"last_contact_on": last.get(pk)} for pk in ids})


def heard_by_letter(area: Area, *, on: date) -> None:
    """Keep that somebody of the area wrote to us on a day. In the transaction of the letter."""
    ids = claim([area])
    last = AreaFacts.objects.filter(pk__in=ids).values_list("last_letter_on", flat=True).get()
    keep({area.pk: {"last_letter_on": max(on, last) if last else on}})
