"""Who reads what was logged: the table by hand, and the list of an area."""

from datetime import date, timedelta

import pytest

from bigstory.core.db.dated import today
from partnerships.models import Activity
from partnerships.tests.factories import ActivityFactory

LIST = "/areas/ramsey/activities/"
EVERY = ("area", "programme", "network", "public")

# Written by hand from DESIGN §5, never computed: which audiences each person reads, in the area and
# in another one.
MAY_READ = {
    "member": (EVERY, ("network", "public")),
    "worker": (EVERY, ("network", "public")),
    "lto": (EVERY, ("network", "public")),
    "rep": (EVERY, ("network", "public")),
    "neighbour": (("network", "public"), EVERY),
    "trust": (("programme", "network", "public"), ("programme", "network", "public")),
    "evaluator": (("programme", "network", "public"), ("programme", "network", "public")),
    "admin": ((), ()),
    "nobody": ((), ()),
}


@pytest.fixture
def one_of_each(area, other_area):
    for place in (area, other_area):
        for audience in EVERY:
            ActivityFactory(area=place, audience=audience, title=f"{audience} in {place.slug}")


@pytest.mark.parametrize("who", MAY_READ)
def test_each_person_reads_what_the_table_says(cast, area, other_area, one_of_each, who):
    visible = Activity.objects.visible_to(getattr(cast, who).user)
    for place, audiences in zip((area, other_area), MAY_READ[who], strict=True):
        assert sorted(visible.filter(area=place).values_list("audience", flat=True)) == sorted(
            audiences
        )


def test_a_visitor_reads_none_of_these_rows(cast, one_of_each):
    from django.contrib.auth.models import AnonymousUser

    assert not Activity.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 200),
        ("worker", 200),
        ("lto", 200),
        ("rep", 200),
        ("trust", 200),
        ("evaluator", 200),
        ("neighbour", 200),
        ("admin", 403),
        ("nobody", 404),
        ("visitor", 302),
    ],
)
def test_the_list_shows_each_person_what_they_may_read(cast, one_of_each, who, status):
    answer = getattr(cast, who).client.get(LIST)
    assert answer.status_code == status
    readable = MAY_READ.get(who, ((), ()))[0]
    for audience in EVERY:
        assert (f"{audience} in ramsey" in answer.content.decode()) is (audience in readable)
    assert "in whitley-bay" not in answer.content.decode()


def test_a_role_that_ended_stops_at_the_next_request(cast, one_of_each):
    assert cast.member.client.get(LIST).status_code == 200
    cast.member.user.area_roles.update(ends=today())
    assert cast.member.client.get(LIST).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("member", True),
        ("lto", True),
        ("rep", True),
        ("trust", True),
        ("evaluator", False),
        ("neighbour", False),
    ],
)
def test_names_are_shown_only_to_those_who_may_read_them(cast, area, who, sees):
    ActivityFactory(area=area, audience="network", logged_by_name="Bernadette")
    assert ("Bernadette" in getattr(cast, who).client.get(LIST).content.decode()) is sees


def titles(person, query="") -> list[str]:
    return [one.title for one in person.client.get(LIST + query).context["page"]]


def test_the_list_is_filtered_by_words_year_and_leader(cast, area):
    ActivityFactory(area=area, title="Litter pick", on=date(2024, 5, 2), led_by="residents")
    ActivityFactory(
        area=area,
        title="Lunch",
        what_happened="Picked up nobody",
        on=date(2023, 5, 2),
        led_by="lto",
    )
    assert titles(cast.member) == ["Litter pick", "Lunch"]
    assert titles(cast.member, "?q=pick") == ["Litter pick", "Lunch"]
    assert titles(cast.member, "?q=litter") == ["Litter pick"]
    assert titles(cast.member, "?year=2023") == ["Lunch"]
    assert titles(cast.member, "?led_by=residents") == ["Litter pick"]
    assert titles(cast.member, "?q=litter&year=2023") == []
    assert (
        "Nothing matches that."
        in cast.member.client.get(LIST + "?q=litter&year=2023").content.decode()
    )


@pytest.mark.parametrize(
    "query",
    [
        "?year=never",
        "?year=99999999999999999999",
        "?q=%00",
        "?led_by=x",
        "?page=x",
        "?page=-1",
        "?page=99",
        "?q=%25",
    ]
    + ["?logged=x", "?logged=-1", "?logged=" + "9" * 40, "?logged=٣", "?q=" + "x" * 500],
)
def test_an_address_that_makes_no_sense_still_opens(cast, area, query):
    ActivityFactory(area=area)
    assert cast.member.client.get(LIST + query).status_code == 200


def test_25_stand_on_a_page_under_their_months(cast, area):
    for days in range(30):
        ActivityFactory(area=area, on=date(2024, 6, 15) - timedelta(days=days))
    page = cast.member.client.get(LIST).content.decode()
    assert page.count('class="entry"') == 25
    assert "June 2024" in page
    assert "May 2024" in page
    assert cast.member.client.get(LIST + "?page=2").content.decode().count('class="entry"') == 5


def test_an_empty_list_teaches_a_member_and_only_tells_others(cast):
    assert "The first one takes a minute." in cast.member.client.get(LIST).content.decode()
    assert "for you to read yet" in cast.trust.client.get(LIST).content.decode()


def test_nobody_is_asked_about_what_somebody_else_just_logged(cast, area):
    theirs = ActivityFactory(area=area, logged_by=cast.worker.user)
    question = "Did something change because of this?"
    assert question not in cast.member.client.get(f"{LIST}?logged={theirs.pk}").content.decode()
    assert question in cast.worker.client.get(f"{LIST}?logged={theirs.pk}").content.decode()


def test_the_list_costs_the_same_for_one_entry_and_for_thirty(
    cast, area, django_assert_num_queries
):
    ActivityFactory(area=area, logged_by=cast.worker.user)
    cast.member.client.get(LIST)
    with django_assert_num_queries(10):
        cast.member.client.get(LIST)
    ActivityFactory.create_batch(30, area=area, logged_by=cast.worker.user)
    with django_assert_num_queries(10):
        cast.member.client.get(LIST)
