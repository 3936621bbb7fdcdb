"""Makes what a partnership says about its people grow."""

from datetime import date, timedelta

from django.utils import timezone

from areas.models import Area
from partnerships.models import Interest, PartnershipReview, Review, Seat

FIRST = date(2016, 1, 1)


def grow_people(area: Area, numbers) -> None:
    """After its seats."""
    seats = list(
        Seat.objects.filter(partnership__area=area, name__in=[f"Seat {n}" for n in numbers])
    )
    Interest.objects.bulk_create(
        Interest(seat=seat, kind="loyalty", about="The parish council", declared_on=FIRST)
        for seat in seats
    )
    reviews = PartnershipReview.objects.bulk_create(
        PartnershipReview(
            partnership_id=seats[0].partnership_id,
            since=FIRST,
            on=FIRST + timedelta(days=n),
            sent_at=timezone.now(),
            members=9,
            residents=6,
            votes=9,
            resident_votes=6,
            joined=1,
            left=1,
            stayed=8,
        )
        for n in numbers
    )
    Review.objects.bulk_create(
        Review(partnership_review=each, verdict="read", words="Thank you.", at=timezone.now())
        for each in reviews
    )
