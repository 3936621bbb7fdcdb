"""What is written about who sits at the table.

Somebody joins, something about them changes, somebody leaves. Members declare interests: having one
is normal; saying so is the rule. The area sends its yearly review, whose numbers stay as they were,
and Local Trust answers it once. And when somebody is erased, beside the rules of each field, their
chair is empty from that day.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from areas.access import can, require
from areas.desk.actions.letters import tell_area
from areas.desk.actions.owed import keep_owed
from areas.models import Area, AreaRole
from areas.programme.queries import Words
from areas.roles.actions.ending import end_area_role
from bigstory.accounts.roles import May, Role
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.privacy.erasing import Subject
from bigstory.kit.marks import Mark
from bigstory.kit.two_editors import save_merged
from partnerships.log.actions.heard import count_sent
from partnerships.models import Interest, Partnership, PartnershipReview, Review, Seat
from partnerships.table.queries.owed import YEARLY_REVIEWS, thing_of
from partnerships.table.queries.year import Year, year_of

# --- seats ---


@dataclass
class SeatChange:
    """What was saved: the names of the fields that differ, and the member roles that ended with the
    seat.
    """

    seat: Seat
    fields: set[str] = field(default_factory=set)
    ended: list[AreaRole] = field(default_factory=list)


@transaction.atomic
def add_seat(*, area: Area, by, values: dict) -> Seat:
    """Somebody takes a seat. The first one makes the partnership."""
    require(by, May.EDIT_ROSTER, area)
    partnership, created = Partnership.objects.get_or_create(
        area=area,
        defaults={"name": f"{area.short_name} {Words(area.programme.words)['partnership']}"[:120]},
    )
    if created:
        audit.record("partnership.begun", partnership, by=by, area=area.slug)
    seat = Seat.objects.create(partnership=partnership, **values)
    audit.record("seat.added", seat, by=by, area=area.slug, kind=seat.kind)
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, by, seen: Mark, values: dict) -> SeatChange:
    """Save what somebody changed. Raises Conflict where somebody else changed the same.

    A new day of leaving ends the person's membership of the area from that day, in the same
    transaction.
    """
    area = seat.partnership.area
    require(by, May.EDIT_ROSTER, area)
    changed = save_merged(seat, seen=seen, values=values, together=[("joined", "left")])
    if not changed:
        return SeatChange(seat)
    audit.record("seat.changed", seat, by=by, area=area.slug, fields=sorted(changed))
    ended = _end_membership(seat, by) if "left" in changed and seat.left else []
    return SeatChange(seat, changed, ended)


def end_seat(*, seat: Seat, by, seen: Mark, left: date) -> SeatChange:
    """Somebody leaves. Raises Conflict where somebody else wrote another day.

    What they wrote stays theirs; what they could read as a member of this area ends.
    """
    return change_seat(seat=seat, by=by, seen=seen, values={"left": left})


def _end_membership(seat: Seat, by) -> list[AreaRole]:
    if seat.user_id is None or _has_another_seat(seat):
        return []
    leaves = {"user": seat.user, "area": seat.partnership.area, "on": seat.left, "by": by}
    end_area_role(**leaves, role=Role.KEEPER, with_seat=True)
    return end_area_role(**leaves, role=Role.MEMBER, with_seat=True)


def _has_another_seat(seat: Seat) -> bool:
    """Whether the same person still has another seat on this partnership after they leave this
    one.
    """
    others = Seat.objects.filter(partnership=seat.partnership_id, user=seat.user_id).exclude(
        pk=seat.pk
    )
    return others.filter(left=None).exists() or bool(
        seat.left and others.filter(left__gt=seat.left).exists()
    )


# --- interests ---


@transaction.atomic
def add_interest(*, by, values: dict) -> Interest:
    """Declare something for a seat; `values` holds the seat, which is of an area `by` keeps the
    roster of.
    """
    area = values["seat"].partnership.area
    require(by, May.EDIT_ROSTER, area)
    interest = Interest.objects.create(**values)
    audit.record("interest.declared", interest, by=by, area=area.slug, kind=interest.kind)
    return interest


@transaction.atomic
def change_interest(*, interest: Interest, by, seen: Mark, values: dict) -> set[str]:
    """Save what somebody changed, the day it ended included, and return the names of those fields.

    Raises Conflict where somebody else changed the same.
    """
    area = interest.seat.partnership.area
    require(by, May.EDIT_ROSTER, area)
    changed = save_merged(
        interest, seen=seen, values=values, together=[("declared_on", "ended_on")]
    )
    if changed:
        audit.record("interest.changed", interest, by=by, area=area.slug, fields=sorted(changed))
    return changed


# --- the yearly review ---


class RosterChanged(Exception):
    """Somebody put the roster right while this was being read. `now` is the year as it stands."""

    def __init__(self, now: Year):
        super().__init__("The roster changed.")
        self.now = now


class SentAlready(Exception):
    """A review was sent today already: `review`."""

    def __init__(self, review: PartnershipReview):
        super().__init__("Sent today already.")
        self.review = review


class AnsweredAlready(Exception):
    """A colleague answered first; `first` is their answer."""

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
    count_sent([partnership.area])
    audit.record("partnership_review.sent", review, by=by, area=partnership.area.slug)
    keep_owed(YEARLY_REVIEWS, [partnership.area])
    return review


def may_reply(user, review: PartnershipReview) -> bool:
    """Whether this person answers a review. Nobody answers what they sent themselves."""
    return can(user, May.REVIEW_ROSTER, review.partnership.area) and review.sent_by_id != user.pk


def reply(*, review: PartnershipReview, by, words: str, letters: str = "") -> Review:
    """Answer a review, which is done once. `letters` is the address of what is written about it.

    Raises PermissionDenied, and AnsweredAlready where a colleague was first.
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
            area = review.partnership.area
            audit.record("partnership_review.answered", review, by=by, area=area.slug)
            keep_owed(YEARLY_REVIEWS, [area])
            tell_area(thing_of(review), words=words, by=by, page=letters)
    except IntegrityError:
        # The unique link to what is answered decides between two, not a look beforehand.
        raise AnsweredAlready(Review.objects.get(partnership_review=review)) from None
    return answer


# --- when somebody is erased ---


def leave_the_table(subject: Subject, *, by) -> None:
    """End their seats today, or a chair without a name would count as somebody."""
    theirs = Q(user__in=subject.ids("accounts.user")) | Q(pk__in=subject.ids("partnerships.seat"))
    sitting = Seat.objects.filter(theirs).filter(Q(left=None) | Q(left__gt=today()))
    for seat in sitting.select_related("partnership__area"):
        seat.left = max(today(), seat.joined)
        seat.save_if_unchanged(seen=seat.version, fields=["left"])
        audit.record("seat.changed", seat, by=by, area=seat.partnership.area.slug, fields=["left"])
