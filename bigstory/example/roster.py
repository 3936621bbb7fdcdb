"""Stores the roster of each partnership of the example: names, accounts, interests, yearly reviews.

Everything follows from the seats in the files; nothing is drawn by chance, so two loads give the
same.
"""

from datetime import date

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.accounts.roles import Role
from bigstory.accounts.sample import PEOPLE
from bigstory.example.store import moment, store
from bigstory.example.when import day_of
from partnerships.models import Interest, Partnership, PartnershipReview, Review, Seat
from partnerships.table.queries.year import year_between

# Each was said once, at one table; an area takes two of them by its place in the list.
DECLARED = [
    (
        "indirect",
        "My brother-in-law’s van is the one we hire for the fun day.",
        "Left the room while we chose.",
    ),
    (
        "loyalty",
        "I am a trustee of the hall, and the hall asks us for its roof.",
        "Spoke, and did not vote.",
    ),
    (
        "direct",
        "I cut the grass at the allotments for money, and we pay for it.",
        "Two others now get the quotes.",
    ),
    (
        "loyalty",
        "I sit on the parish council, which wants the same field.",
        "Said so at each meeting about it.",
    ),
    (
        "indirect",
        "My daughter runs the café that would do the lunches.",
        "Three cafés were asked; others chose.",
    ),
    ("direct", "I teach the sewing class and would be paid for a second one.", ""),
    (
        "loyalty",
        "I work for the housing association that owns the green.",
        "Answers questions, then steps out.",
    ),
    (
        "indirect",
        "The young man we may take on is my neighbour’s son.",
        "Was not at the interview.",
    ),
]
NOTES = [
    "Two people moved away and one took a job with nights. We are asking at the school gate.",
    "",
    "The same few carry most of it. We would like to hear how others share the keys out.",
    "We have more young people at the table than we ever had, and meetings end at eight now.",
]
REPLIES = [
    "Thank you. We read that people stayed through a hard year. What made the newest one come?",
    (
        "Thank you for looking round the table. We will ask your Rep to bring what two other "
        "areas did about it."
    ),
    "Thank you. The numbers are as they should be, and the note says more than they do.",
]
REVIEWED = (
    date(2022, 5, 18),
    date(2023, 5, 17),
    date(2024, 5, 15),
    date(2025, 5, 14),
    date(2026, 5, 13),
)
# As whom a sample person sits at the table. A Rep has no seat.
KIND = {
    Role.MEMBER: Seat.Kind.RESIDENT,
    Role.WORKER: Seat.Kind.PAID_WORKER,
    Role.LTO: Seat.Kind.LTO,
}
# This one waits for Local Trust, sent so many days before the loading, and these have not looked
# round their table this year.
UNANSWERED = {"ramsey": 9}
NOT_YET = ("birchfield", "whitley-bay", "hanwell-copley-close")


def store_roster(areas: list[Area], people: dict[str, User]) -> None:
    """Call it after the seats. `people` are the sample people by e-mail address."""
    trust = people["trust@example.org"]
    for place, area in enumerate(sorted(areas, key=lambda area: area.slug)):
        partnership = Partnership.objects.filter(area=area).first()
        if partnership is None:
            continue
        seats = list(Seat.objects.filter(partnership=partnership).order_by("joined", "pk"))
        _name(seats, area, people)
        _declare(seats, place)
        _review(partnership, seats, place, trust)


def _name(seats: list[Seat], area: Area, people: dict[str, User]) -> None:
    """Two in three said yes to being named, and the sample people sign in as who they are."""
    sample = [person for person in PEOPLE if person.area == area.slug and person.role in KIND]
    accounts = {(person.name, KIND[person.role]): people[person.email] for person in sample}
    for number, seat in enumerate(seats):
        seat.named_outside = number % 3 != 2 or seat.kind in ("paid_worker", "lto", "councillor")
        seat.user = accounts.pop((seat.name, seat.kind), None) if seat.left is None else None
        seat.save(update_fields=["named_outside", "user"])


def _declare(seats: list[Seat], place: int) -> None:
    """Two a table, one of them over; one table in five has said nothing yet."""
    here = [seat for seat in seats if seat.left is None and seat.kind == Seat.Kind.RESIDENT]
    if place % 5 == 4 or len(here) < 2:
        return
    first = DECLARED[place % len(DECLARED)]
    second = DECLARED[(place + 3) % len(DECLARED)]
    store(
        Interest(
            seat=seat,
            kind=kind,
            about=about,
            what_was_done=done,
            declared_on=max(day, seat.joined),
            ended_on=ended if ended and ended > seat.joined else None,
        )
        for seat, (kind, about, done), day, ended in (
            (here[0], first, date(2025, 9, 10), None),
            (here[1], second, date(2023, 3, 8), date(2024, 2, 14)),
        )
    )


def _review(partnership: Partnership, seats: list[Seat], place: int, trust: User) -> None:
    """One each spring, from the seats as they were, and what Local Trust wrote back."""
    slug = partnership.area.slug
    days = REVIEWED
    if slug in NOT_YET:
        days = REVIEWED[:-1]
    worker = next(
        (seat for seat in seats if seat.kind == Seat.Kind.PAID_WORKER), seats[0] if seats else None
    )
    years = [year_between(seats, since=date(on.year - 1, on.month, on.day), on=on) for on in days]
    sent_on = {year.on: year.on for year in years}
    if slug in UNANSWERED:
        sent_on[days[-1]] = day_of(UNANSWERED[slug])
    reviews = store(
        PartnershipReview(
            partnership=partnership,
            since=year.since,
            on=year.on,
            note=NOTES[(place + year.on.year) % len(NOTES)],
            sent_by=worker.user if worker else None,
            sent_by_name=worker.name if worker else "",
            sent_at=moment(sent_on[year.on], 19, 40),
            **year.counts,
        )
        for year in years
    )
    answered = reviews[:-1] if slug in UNANSWERED else reviews
    store(
        Review(
            partnership_review=review,
            verdict=Review.Verdict.READ,
            words=REPLIES[(place + review.on.year) % len(REPLIES)],
            reviewer=trust,
            reviewer_name=trust.name,
            at=moment(date(review.on.year, 6, 2), 10, 15),
        )
        for review in answered
    )
