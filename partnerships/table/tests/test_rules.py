"""The programme's rules for a partnership: sums that add up, said honestly, as they were on the
day.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from areas.models import ProgrammeRule
from partnerships.models import PartnershipReview, Seat
from partnerships.table.queries import rules
from partnerships.table.queries.rules import Heads, State, percent, still_missing
from partnerships.table.queries.year import retained, sits, year_between
from partnerships.tests.factories import PartnershipFactory, SeatFactory

BIG_LOCAL = {
    "min_members": Decimal(8),
    "resident_share": Decimal("0.51"),
    "partnership_review_months": Decimal(12),
}
BEGAN = date(2013, 1, 1)


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (Heads(11, 6, 11, 6), "6 of 11 members live here, 54%. The rule is at least 51%."),
        (
            Heads(11, 6, 11, 6),
            "6 of 11 votes are held by residents, 54%. The rule is at least 51%.",
        ),
        (Heads(7, 7, 7, 7), "7 members; the rule is at least 8: find one more."),
        (Heads(5, 5, 5, 5), "5 members; the rule is at least 8: find 3 more."),
        (Heads(1, 1, 1, 1), "1 member; the rule is at least 8: find 7 more."),
        (Heads(0, 0, 0, 0), "0 members; the rule is at least 8: find 8 more."),
        (
            Heads(8, 8, 8, 8),
            "8 members; the rule is at least 8: just enough. If one leaves, there is one too few.",
        ),
        (Heads(9, 9, 9, 9), "9 members. The rule is at least 8."),
        (
            Heads(10, 5, 10, 6),
            (
                "5 of 10 members live here, 50%. The rule is at least 51%. One more resident "
                "would put it right."
            ),
        ),
        (
            Heads(9, 8, 9, 3),
            "3 of 9 votes are held by residents, 33%. The rule is at least 51%. "
            "4 more residents with a vote would put it right.",
        ),
        (
            Heads(9, 9, 0, 0),
            (
                "Nobody at the table has a vote. The rule is that residents hold at least "
                "51% of the votes."
            ),
        ),
    ],
)
def test_each_rule_is_a_sum_in_words(heads, words):
    assert words in [line.words for line in rules.about_people(BIG_LOCAL, heads)]


def states(heads: Heads) -> dict:
    return {line.rule: line.state for line in rules.about_people(BIG_LOCAL, heads)}


def test_exactly_eight_is_just_enough_and_is_among_what_to_sort_out():
    assert states(Heads(8, 8, 8, 8))["min_members"] is State.JUST
    sorted_out = rules.SortOut.of(rules.about_people(BIG_LOCAL, Heads(8, 8, 8, 8)))
    assert [line.rule for line in sorted_out.to_do] == ["min_members"]
    assert [line.rule for line in sorted_out.fine] == ["resident_heads", "resident_votes"]


def test_heads_and_votes_are_two_rules():
    assert states(Heads(10, 6, 10, 5)) == {
        "min_members": State.MET,
        "resident_heads": State.MET,
        "resident_votes": State.NOT_MET,
    }


@pytest.mark.parametrize(
    ("share", "places", "words"),
    [
        (Fraction(509, 1000), 0, "50%"),
        (Fraction(50999, 100000), 0, "50%"),
        (Fraction(51, 100), 0, "51%"),
        (Fraction(6, 11), 0, "54%"),
        (Fraction(507, 1000), 1, "50.7%"),
        (Fraction(5051, 10000), 1, "50.5%"),
        (Fraction(1), 0, "100%"),
        (Fraction(999, 1000), 0, "99%"),
        (Fraction(0), 2, "0.00%"),
    ],
)
def test_a_share_is_never_rounded_up(share, places, words):
    assert percent(share, places) == words


@given(
    whole=st.integers(1, 2000), part=st.integers(0, 2000), rule=st.decimals("0.01", "1", places=4)
)
def test_the_share_as_said_and_the_rule_as_said_agree_on_whether_it_is_met(whole, part, rule):
    some = min(part, whole)
    share = Fraction(rule)
    places = rules.places_of(share)
    part_shown = Decimal(percent(Fraction(some, whole), places).rstrip("%"))
    rule_shown = Decimal(percent(share, places).rstrip("%"))
    assert (
        (part_shown >= rule_shown)
        is (Fraction(some, whole) >= share)
        is (still_missing(some, whole, share) == 0)
    )


@given(
    whole=st.integers(1, 500),
    part=st.integers(0, 500),
    rule=st.sampled_from([Fraction(51, 100), Fraction(1, 2), 0.75]),
)
def test_what_is_said_to_be_missing_puts_it_right_and_one_fewer_would_not(whole, part, rule):
    some = min(part, whole)
    share = Fraction(rule)
    missing = still_missing(some, whole, share)
    assert some + missing >= share * (whole + missing)
    if missing:
        assert some + missing - 1 < share * (whole + missing - 1)


days = st.dates(BEGAN, date(2026, 12, 31))


@st.composite
def rosters(draw) -> list[Seat]:
    """Seats as they might be on any roster: people of every kind, coming and going."""
    seats = []
    for pk in range(draw(st.integers(0, 30))):
        joined = draw(days)
        stay = draw(st.one_of(st.none(), st.integers(0, 4000)))
        left = None if stay is None else joined + timedelta(days=stay)
        kind = draw(st.sampled_from(Seat.Kind.values))
        seats.append(
            Seat(
                pk=pk, name=f"n{pk}", kind=kind, votes=draw(st.booleans()), joined=joined, left=left
            )
        )
    return seats


@given(seats=rosters(), day=days)
def test_the_four_numbers_are_the_rows_counted_one_by_one(seats, day):
    here = [seat for seat in seats if sits(seat, day)]
    heads = Heads.count((seat.kind, seat.votes) for seat in here)
    assert (
        heads.members
        == len(here)
        == sum([seat.kind == kind for seat in here].count(True) for kind in Seat.Kind)
    )
    assert heads.residents + len([s for s in here if s.kind != "resident"]) == heads.members
    assert heads.votes + len([s for s in here if not s.votes]) == heads.members
    assert heads.resident_votes <= min(heads.residents, heads.votes)


@given(seats=rosters(), since=days, length=st.integers(1, 1500))
def test_joined_left_and_stayed_add_up_to_who_was_there_and_who_is(seats, since, length):
    on = since + timedelta(days=length)
    year = year_between(seats, since=since, on=on)
    before = [seat for seat in seats if sits(seat, since)]
    came_and_went = {s.pk for s in year.joined} & {s.pk for s in year.left}
    assert len(before) == len(year.stayed) + len(year.left) - len(came_and_went)
    assert year.heads.members == len(year.stayed) + len(year.joined) - len(came_and_went)
    assert not {s.pk for s in year.stayed} & {s.pk for s in year.joined + year.left}
    counts = year.counts
    sentence = retained(counts["joined"], counts["left"], counts["stayed"], counts["members"])
    assert before == [] or f"{len(before)} who sat here at the start" in sentence


@settings(max_examples=8, deadline=None)
@given(seats=rosters(), day=days)
def test_the_database_counts_the_same_people(django_db_blocker, django_db_setup, seats, day):
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        group = PartnershipFactory()
        Seat.objects.bulk_create(
            Seat(
                partnership=group,
                name=s.name,
                kind=s.kind,
                votes=s.votes,
                joined=s.joined,
                left=s.left,
            )
            for s in seats
        )
        counted = rules.heads_on(group, day)
        transaction.set_rollback(True)
    assert counted == Heads.count((s.kind, s.votes) for s in seats if sits(s, day))


def test_the_rules_of_a_day_are_what_the_programme_says_one_by_one(programme):
    programme.rules.create(name="min_members", value=10, from_date=date(2022, 6, 1))
    programme.rules.create(name="min_members", value=9, from_date=date(2021, 6, 1))
    names = (rules.MEMBERS, rules.SHARE, rules.MONTHS)
    for day in (
        date(2009, 1, 1),
        date(2015, 1, 1),
        date(2021, 6, 1),
        date(2022, 5, 31),
        date(2022, 6, 1),
    ):
        one_by_one = {}
        for name in names:
            try:
                one_by_one[name] = programme.rule(name, at=day)
            except ProgrammeRule.DoesNotExist:
                continue
        assert rules.rules_on(programme, day) == one_by_one
    assert rules.rules_on(programme, date(2009, 1, 1)) == {}


def test_a_rule_that_did_not_exist_on_the_day_has_no_line(programme):
    programme.rules.filter(name="resident_share").update(from_date=date(2016, 1, 1))
    before = rules.about_people(rules.rules_on(programme, date(2015, 12, 31)), Heads(3, 0, 3, 0))
    after = rules.about_people(rules.rules_on(programme, date(2016, 1, 1)), Heads(3, 0, 3, 0))
    assert [line.rule for line in before] == ["min_members"]
    assert [line.rule for line in after] == ["min_members", "resident_heads", "resident_votes"]


NOW = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("formed", "last", "state", "words"),
    [
        (date(2012, 1, 1), None, State.NOT_MET, "No yearly review has been sent from here yet."),
        (None, None, State.NOT_MET, "No yearly review has been sent from here yet."),
        (date(2026, 1, 31), None, State.MET, "The first review is due by 31 January 2027."),
        (date(2012, 1, 1), date(2025, 5, 10), State.NOT_MET, "it was due by 10 May 2026."),
        (date(2012, 1, 1), date(2025, 5, 11), State.JUST, "the next is due by 11 May 2026."),
        (date(2012, 1, 1), date(2026, 4, 1), State.MET, "the next is due by 1 April 2027."),
    ],
)
def test_the_review_is_due_from_the_rule(formed, last, state, words):
    review = PartnershipReview(on=last) if last else None
    (line,) = rules.about_the_review(BIG_LOCAL, SimpleNamespace(formed_on=formed), review, at=NOW)
    assert line.state is state
    assert words in line.words


def test_no_rule_about_reviews_no_line():
    assert rules.about_the_review({}, SimpleNamespace(formed_on=None), None, at=NOW) == []


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2024, 12, 31), -12, date(2023, 12, 31)),
    ],
)
def test_months_end_where_months_end(day, months, then):
    assert rules.months_after(day, months) == then


@pytest.mark.parametrize(
    ("who", "reads"),
    [("member", True), ("worker", True), ("lto", True), ("rep", True), ("trust", True)]
    + [("evaluator", False), ("neighbour", False), ("visitor", False), ("admin", False)],
)
def test_what_to_sort_out_is_told_to_the_area_its_rep_and_local_trust(cast, area, who, reads):
    group = PartnershipFactory(area=area)
    SeatFactory.create_batch(7, partnership=group)
    words = getattr(cast, who).client.get("/areas/ramsey/partnership/").content.decode()
    assert ("7 members; the rule is at least 8: find one more." in words) is reads
    assert ("What to sort out" in words) is reads
