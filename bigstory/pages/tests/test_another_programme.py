"""A site that loaded another programme's file speaks that programme's words."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import strip_tags

from areas.models import Area, Programme, Region
from bigstory.pages.tests.ground import ROOT


@pytest.fixture
def pride_in_place(db):
    call_command("load_framework", ROOT / "outcomes/data/pride-in-place.toml", verbosity=0)
    region = Region.objects.create(slug="north-east", name="North East")
    Area.objects.create(
        programme=Programme.objects.get(),
        slug="elsewhere",
        name="Elsewhere",
        region=region,
        basis="stated",
    )


@pytest.mark.parametrize(
    "path", ["/", "/areas/", "/areas/elsewhere/", "/areas/elsewhere/plan/", "/outcomes/", "/about/"]
)
def test_no_page_speaks_of_big_local(pride_in_place, path):
    page = Client().get(path)
    assert page.status_code == 200
    words = strip_tags(page.content.decode())
    assert "Big Local" not in words
    assert "LTO" not in words


def test_the_front_page_has_its_headline_its_outcomes_and_its_word_for_a_place(pride_in_place):
    words = strip_tags(Client().get("/").content.decode())
    for said in (
        "In the hands of the people who live here.",
        "Thriving places",
        "Residents in control",
        "neighbourhood",
    ):
        assert said in words


def test_each_of_its_three_outcomes_has_a_page(pride_in_place):
    for slug in ("stronger-communities", "thriving-places", "residents-in-control"):
        assert Client().get(f"/outcomes/{slug}/").status_code == 200
