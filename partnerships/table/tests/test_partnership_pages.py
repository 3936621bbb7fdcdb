"""Who decides and who holds the money: numbers and organisations for everybody, names for few."""

from datetime import date

import pytest

from partnerships.tests.factories import (
    LtoAppointmentFactory,
    OrganisationFactory,
    PartnershipFactory,
    SeatFactory,
)

PAGE = "/areas/ramsey/partnership/"
EVERYBODY = (
    *("member", "worker", "lto", "rep", "trust", "evaluator"),
    *("neighbour", "admin", "nobody", "visitor"),
)
INSIDE = ("member", "worker")


def page(person, path=PAGE) -> str:
    return person.client.get(path).content.decode()


@pytest.fixture
def partnership(area):
    group = PartnershipFactory(area=area, name="The Ramsey table")
    SeatFactory(partnership=group, name="Bernadette", role="Chair")
    SeatFactory(partnership=group, name="Wilfred", kind="councillor")
    SeatFactory(partnership=group, name="Gone Gordon", left=date(2020, 1, 1))
    return group


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_how_many_and_few_read_the_names(cast, partnership, who):
    words = page(getattr(cast, who))
    assert "2 at the table, 1 live here." in words
    assert "at least 8 people" in words
    assert "at least 51%" in words
    for name in ("Bernadette", "Wilfred", "Chair"):
        assert (name in words) is (who in INSIDE)
    assert "Gone Gordon" not in words, "who left is on the page of who sat when"


def test_an_area_without_a_partnership_says_so(cast, area):
    assert "No partnership is written down yet" in page(cast.visitor)
    assert "/desk/partnership/" not in page(cast.visitor)


def test_whoever_may_is_led_to_the_one_thing_to_do_next(cast, area):
    assert f"/areas/{area.slug}/desk/partnership/" in page(cast.trust)
    assert f"/areas/{area.slug}/partnership/seats/new/" in page(cast.worker)


def test_a_programme_without_rules_shows_none(cast, area, partnership):
    area.programme.rules.all().delete()
    assert "at least" not in page(cast.visitor)


def test_who_holds_the_money_now_and_before_is_public(cast, area, partnership):
    before = LtoAppointmentFactory(area=area, organisation__name="Old Trust", ends=date(2020, 4, 1))
    now = LtoAppointmentFactory(area=area, organisation__name="New Trust", starts=date(2020, 4, 1))
    words = page(cast.visitor)
    assert "since April 2020" in words
    assert words.index("New Trust") < words.index("Old Trust")
    assert "Ramsey" in page(cast.visitor, f"/organisations/{now.organisation_id}/")
    assert "Held it before for" in page(cast.visitor, f"/organisations/{before.organisation_id}/")


def test_organisations_are_found_by_their_name_or_by_the_place(cast, area):
    LtoAppointmentFactory(area=area, organisation__name="Three Lodes Trust")
    OrganisationFactory(name="Quite Another")
    assert "Three Lodes Trust" in page(cast.visitor, "/organisations/?q=lodes")
    assert "Three Lodes Trust" in page(cast.visitor, "/organisations/?q=ramsey")
    assert "Quite Another" not in page(cast.visitor, "/organisations/?q=ramsey")
    assert "No organisation is called that." in page(cast.visitor, "/organisations/?q=nothing")


@pytest.mark.parametrize("query", ["?q=%00", "?page=x", "?page=99", "?q=%25", "?q=" + "x" * 500])
def test_an_address_that_makes_no_sense_still_opens(cast, query):
    assert cast.visitor.client.get("/organisations/" + query).status_code == 200


@pytest.mark.parametrize("pk", ["1", "999999999999999999999999"])
def test_an_organisation_that_never_was_is_not_found(cast, pk):
    assert cast.visitor.client.get(f"/organisations/{pk}/").status_code == 404


@pytest.mark.parametrize("path", [PAGE, "/organisations/"])
def test_these_pages_cost_the_same_for_one_and_for_thirty(
    cast, area, partnership, path, django_assert_max_num_queries
):
    counts = []
    for _more in range(2):
        LtoAppointmentFactory.create_batch(12, area=area)
        cast.member.client.get(path)
        with django_assert_max_num_queries(12) as queries:
            cast.member.client.get(path)
        counts.append(len(queries))
        SeatFactory.create_batch(30, partnership=partnership)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "led"), [("member", True), ("rep", True), ("neighbour", False), ("visitor", False)]
)
def test_the_questions_about_sturdiness_are_led_to_for_those_who_may_read_them(
    cast, area, who, led
):
    page = getattr(cast, who).client.get(f"/areas/{area.slug}/partnership/")
    assert (f"/areas/{area.slug}/sturdiness/" in page.content.decode()) is led
