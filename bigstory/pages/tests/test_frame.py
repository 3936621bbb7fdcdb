"""What frames every page: who is shown which sections, and what that costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import AreaRole

SECTIONS = {
    "visitor": ["Stories", "Areas", "Outcomes", "About"],
    "member": ["Ramsey", "Stories", "Areas", "Outcomes"],
    "worker": ["Ramsey", "Stories", "Areas", "Outcomes"],
    "rep": ["Ramsey", "Stories", "Areas", "Outcomes"],
    "trust": ["Portfolio", "Waiting for us", "Stories", "Areas"],
    "evaluator": ["Stories", "Portfolio", "Areas", "Outcomes"],
    "admin": ["Admin", "Areas"],
    "nobody": ["Stories", "Areas", "Outcomes", "About"],
}


def main_nav(page: str) -> str:
    return re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL).group()


def places(page: str) -> str:
    return re.search(r'<nav class="places".*?</nav>', page, re.DOTALL).group()


def labels(nav: str) -> list[str]:
    return [label.strip() for label in re.findall(r"<a[^>]*>(?:<bdi>)?([^<]+)<", nav)]


@pytest.mark.parametrize(("who", "sections"), SECTIONS.items())
def test_each_person_is_shown_the_sections_that_are_theirs(cast, who, sections):
    page = getattr(cast, who).client.get("/about/").content.decode()
    assert labels(main_nav(page)) == sections


def test_somebody_with_several_areas_chooses_among_them_at_home(cast, area, other_area):
    AreaRole.objects.create(user=cast.rep.user, role="rep", area=other_area)
    page = cast.rep.client.get("/about/").content.decode()
    assert labels(main_nav(page)) == ["My areas", "Stories", "Areas", "Outcomes"]
    home = cast.rep.client.get("/").content.decode()
    assert labels(main_nav(home)) == ["My areas", "Ramsey", "Whitley Bay"]


def test_an_administrator_with_another_role_still_finds_the_admin(cast):
    AreaRole.objects.create(user=cast.admin.user, role="trust")
    page = cast.admin.client.get("/areas/").content.decode()
    assert labels(main_nav(page)) == ["Portfolio", "Waiting for us", "Stories", "Areas", "Admin"]


def test_the_page_we_are_on_is_marked_once(cast):
    page = cast.visitor.client.get("/about/").content.decode()
    assert main_nav(page).count("aria-current") == 1


def test_the_name_plate_says_who_is_signed_in_and_signs_out_by_a_button(cast):
    page = cast.member.client.get("/about/").content.decode()
    assert re.search(r"<bdi>Denise</bdi><span[^>]*>, <bdi>Ramsey</bdi>", page)
    assert re.search(r'<form method="post" action="/account/[^"]+">', page)
    page_of_trust = cast.trust.client.get("/about/").content.decode()
    assert re.search(r"<bdi>Priya</bdi><span[^>]*>, Local Trust", page_of_trust)
    assert "Sign in" in cast.visitor.client.get("/about/").content.decode()


@pytest.mark.parametrize(("who", "most"), [("visitor", 2), ("member", 6), ("trust", 5)])
def test_the_frame_costs_few_questions_to_the_database(cast, who, most):
    """Beyond the page's own outcomes: session, person, roles, own areas, the programme's words."""
    client = getattr(cast, who).client
    with CaptureQueriesContext(connection) as asked:
        client.get("/about/")
    assert len(asked) <= most, [query["sql"] for query in asked]


def test_a_visitor_finds_no_way_to_pages_that_would_refuse_them(cast, area):
    page = cast.visitor.client.get(f"/areas/{area.slug}/").content.decode()
    assert f"/areas/{area.slug}/activities/" not in places(page)
    page = cast.member.client.get(f"/areas/{area.slug}/").content.decode()
    assert f"/areas/{area.slug}/activities/" in places(page)


def test_example_data_says_so_on_every_page_of_its_area_and_nowhere_else(cast, area, settings):
    settings.DEMO = False
    note = "Example data"
    assert note not in cast.visitor.client.get(f"/areas/{area.slug}/").content.decode()
    area.is_example = True
    area.save()
    assert note in cast.visitor.client.get(f"/areas/{area.slug}/").content.decode()
    assert note not in cast.visitor.client.get("/about/").content.decode()
    settings.DEMO = True
    assert note in cast.visitor.client.get("/about/").content.decode()
