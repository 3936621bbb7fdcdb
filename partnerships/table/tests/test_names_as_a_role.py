"""A name is shown outside the partnership only if its owner said yes: on every page, in every file,
in the admin.
"""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from bigstory.core.db.dated import today
from partnerships.models import Interest, Seat
from partnerships.table.queries.roster import AS_A_ROLE, shown_name
from partnerships.tests.factories import PartnershipFactory, SeatFactory

INSIDE = ("member", "worker")
OUTSIDE = ("lto", "rep", "trust")
COUNTS_ONLY = ("evaluator", "neighbour", "admin", "nobody")
TABLE = "/areas/ramsey/partnership/"
PAGES = (
    TABLE,
    TABLE + "history/",
    TABLE + "roster.csv",
    TABLE + "interests/",
    TABLE + "review/",
    TABLE + "reviews/",
)


@pytest.fixture
def group(area):
    group = PartnershipFactory(area=area)
    recently = today() - timedelta(days=40)
    SeatFactory(partnership=group, name="Quiet Querida", role="Minds the urn of Querida")
    SeatFactory(partnership=group, name="Quiet Quentin", kind="councillor", joined=recently)
    SeatFactory(partnership=group, name="Quiet Queenie", left=recently)
    SeatFactory(partnership=group, name="Named Nadia", role="Chair", named_outside=True)
    for seat in Seat.objects.all():
        Interest.objects.create(seat=seat, kind="direct", about="The minibus", declared_on=recently)
    return group


def read(person, path) -> str:
    answer = person.client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


@pytest.mark.parametrize(
    ("who", "quiet", "named"),
    [(who, "Quiet Querida", "Named Nadia") for who in INSIDE]
    + [(who, "a resident", "Named Nadia") for who in OUTSIDE]
    + [(who, "a resident", "a resident") for who in COUNTS_ONLY],
)
def test_what_each_reader_calls_somebody(cast, group, who, quiet, named):
    user = getattr(cast, who).user
    seats = {seat.name: seat for seat in Seat.objects.select_related("partnership")}
    assert shown_name(user, seats["Quiet Querida"]) == quiet
    assert shown_name(user, seats["Named Nadia"]) == named


@pytest.mark.parametrize("kind", Seat.Kind.values)
def test_every_kind_of_person_has_words_for_it(cast, group, kind):
    seat = SeatFactory(partnership=group, kind=kind, name="Quiet Quincy")
    assert shown_name(cast.trust.user, seat) == str(AS_A_ROLE[kind])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", [*INSIDE, *OUTSIDE, *COUNTS_ONLY, "visitor"])
def test_a_quiet_name_is_met_on_no_page_outside(cast, group, who, path):
    words = read(getattr(cast, who), path)
    if who not in INSIDE:
        assert "Quiet" not in words
        assert "Querida" not in words, "what they do there may say who they are"
    if who not in (*INSIDE, *OUTSIDE):
        assert "Nadia" not in words


@pytest.mark.parametrize("who", OUTSIDE)
def test_outside_they_read_a_resident_and_a_councillor(cast, group, who):
    words = read(getattr(cast, who), TABLE)
    assert "A resident" in words
    assert "A councillor" in words
    assert "Named Nadia" in words


def test_the_member_of_one_area_is_outside_in_another(cast, other_area):
    group = PartnershipFactory(area=other_area)
    SeatFactory(partnership=group, name="Quiet Quasimodo", named_outside=True)
    for path in PAGES:
        there = path.replace("ramsey", "whitley-bay")
        assert "Quasimodo" not in read(cast.member, there)


def test_the_admin_shows_no_name_at_all(cast, group):
    seat = Seat.objects.get(name="Quiet Querida")
    for path in ("/admin/partnerships/seat/", f"/admin/partnerships/seat/{seat.pk}/change/"):
        page = cast.admin.client.get(path)
        assert page.status_code == 200
        assert "Quiet" not in page.content.decode()
        assert "Nadia" not in page.content.decode()


def rows(person) -> list[list[str]]:
    return list(csv.reader(StringIO(read(person, TABLE + "roster.csv").lstrip("\ufeff"))))


def test_the_file_says_what_the_page_says(cast, group):
    inside = rows(cast.worker)
    outside = rows(cast.trust)
    assert inside[0] == ["Name", "Who they are", "Role", "Has a vote", "Joined", "Left", "Account"]
    assert outside[0] == inside[0][:-1]
    assert {row[0] for row in inside[1:]} == {
        "Quiet Querida",
        "Quiet Quentin",
        "Quiet Queenie",
        "Named Nadia",
    }
    assert {row[0] for row in outside[1:]} == {"a resident", "a councillor", "Named Nadia"}
    assert len(inside) == len(outside) == 5


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+44", "-2", "|calc", "\t=1", " =1"])
def test_a_name_that_looks_like_a_formula_is_words(cast, area, name):
    SeatFactory(partnership=PartnershipFactory(area=area), name=name)
    assert rows(cast.worker)[1][0] == f"'{name}"


def test_an_area_where_nobody_is_written_down_gives_the_headings(cast, area):
    assert len(rows(cast.worker)) == 1


def test_the_years_and_the_bars_keep_those_who_left(cast, group):
    SeatFactory(partnership=group, name="Never Sat", joined=date(2020, 1, 1), left=date(2020, 1, 1))
    words = read(cast.member, TABLE + "history/")
    assert "Quiet Queenie" in words
    assert "Never Sat" not in words
    assert words.count("spell__sat") == 4
    assert "People at the table at the end of each year" in words
