"""The yearly review of a partnership: sent by the area, its numbers kept as they were, and answered
by Local Trust.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.access import can, require
from bigstory.accounts.roles import May
from bigstory.core import audit
from bigstory.core.models import today
from partnerships.models import Partnership, PartnershipReview, Review
from partnerships.reads.year import Year, year_of


class RosterChanged(Exception):
    """Somebody put the roster right while this was being read. `now` is the year as it stands."""

    def __init__(self, now: Year):
        super().__init__("The roster changed.")
        self.now = now


class SentAlready(Exception):
    """A review was sent today already."""

    def __init__(self, review: PartnershipReview):
        super().__init__("Sent today already.")
        self.review = review


class Answered(Exception):
    """A colleague was quicker."""

    def __init__(self, first: Review):
        super().__init__("Answered already.")
        self.first = first


@transaction.atomic
def send_review(*, partnership: Partnership, by, note: str, seen: str) -> PartnershipReview:
    """Send the year as it stands. `seen` is the fingerprint of what the sender confirmed.

    Raises SentAlready or RosterChanged; then nothing is sent.
    """
    require(by, May.EDIT_ROSTER, partnership.area)
    # Two senders wait for each other here.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    last = partnership.reviews.first()
    if last and last.on >= today():
        raise SentAlready(last)
    year = year_of(partnership, last)
    if year.fingerprint != seen:
        raise RosterChanged(year)
    review = PartnershipReview.objects.create(
        partnership=partnership,
        since=year.since,
        on=year.on,
        note=note,
        sent_by=by,
        sent_by_name=str(by)[:80],
        sent_at=timezone.now(),
        **year.counts,
    )
    audit.record("partnership_review.sent", review, by=by, area=partnership.area.slug)
    return review


def may_reply(user, review: PartnershipReview) -> bool:
    """Nobody answers what they sent themselves."""
    return can(user, May.REVIEW_ROSTER, review.partnership.area) and review.sent_by_id != user.pk


def reply(*, review: PartnershipReview, by, words: str) -> Review:
    """Answer once.

    Raises Answered where a colleague was first, PermissionDenied for who may not.
    """
    if not may_reply(by, review):
        raise PermissionDenied
    try:
        with transaction.atomic():
            answer = Review.objects.create(
                partnership_review=review,
                verdict=Review.Verdict.READ,
                words=words,
                reviewer=by,
                reviewer_name=str(by)[:80],
                at=timezone.now(),
            )
            audit.record(
                "partnership_review.answered", review, by=by, area=review.partnership.area.slug
            )
    except IntegrityError:
        # The unique link to what is answered decides between two, not a look beforehand.
        raise Answered(Review.objects.get(partnership_review=review)) from None
    return answer
