"""Somebody who may be named outside, what they declared, and a yearly review with its reply."""

from datetime import UTC, date, datetime

from areas.models import Area
from partnerships.models import Interest, Partnership, PartnershipReview, Review, Seat

SENT = datetime(2025, 1, 1, 12, tzinfo=UTC)
NONE = dict.fromkeys(
    ("members", "residents", "votes", "resident_votes", "joined", "left", "stayed"), 0
)


def plant_people(world, letter: str, area: Area, trust) -> None:
    """After the partnership, whose other seats may not be named outside it."""
    partnership = Partnership.objects.get(area=area)
    seat = Seat.objects.create(
        partnership=partnership,
        name="s",
        kind="resident",
        joined=date(2016, 1, 1),
        named_outside=True,
    )
    world.keep("seat", letter, world.plant(seat, "seat", letter, "named"))
    interest = Interest.objects.create(
        seat=seat, kind="direct", about="a", declared_on=date(2024, 1, 1)
    )
    world.keep("interest", letter, world.plant(interest, "interest", letter))
    review = PartnershipReview.objects.create(
        partnership=partnership, since=date(2024, 1, 1), on=date(2025, 1, 1), sent_at=SENT, **NONE
    )
    world.keep("yearly", letter, world.plant(review, "yearly", letter))
    reply = Review.objects.create(
        partnership_review=review, verdict="read", words="w", reviewer=trust, at=SENT
    )
    world.plant(reply, "yearly", letter)
