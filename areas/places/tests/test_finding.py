"""A place is found by any of its names, however they are written."""

import pytest
from django.urls import reverse

from areas.models import Area
from areas.places.queries.finding import Gazetteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(area, other_area):
    Area.objects.filter(pk=area.pk).update(
        name="Ramsey (Big Local)", local_name="Ramsey Million", aliases=["The Fen"]
    )
    Area.objects.filter(pk=other_area.pk).update(place="Tyne and Wear", name="St Mary’s Bay")


@pytest.mark.parametrize(
    "line", ["ramsey million", "RAMSEY  MILLION", "the fen", "Ramsey", "Ramsey, Cambridgeshire"]
)
def test_each_of_its_names_means_the_area(named, line):
    assert [area.slug for area in Gazetteer().meant_by(line)] == ["ramsey"]


def test_an_apostrophe_is_an_apostrophe(named):
    assert [area.slug for area in Gazetteer().meant_by("st mary's bay")] == ["whitley-bay"]


def test_a_name_that_two_areas_have_is_asked_about_and_not_guessed(named, other_area):
    Area.objects.filter(pk=other_area.pk).update(local_name="The Fen")
    matched = Gazetteer().match(["The Fen"])
    assert matched.areas == []
    assert [len(areas) for _line, areas in matched.unclear] == [2]


@pytest.mark.parametrize("words", ["ramsy", "fen", "million ", "RAMSEY"])
def test_the_search_of_the_areas_forgives(client, named, words):
    page = client.get(reverse("areas"), {"q": words})
    assert [area.slug for area in page.context["areas"]] == ["ramsey"]


def test_a_place_is_found_as_well_as_a_name(client, named):
    page = client.get(reverse("areas"), {"q": "tyne"})
    assert [area.slug for area in page.context["areas"]] == ["whitley-bay"]


def test_the_list_can_be_narrowed_to_a_kind_of_place(client, named, area):
    area.settings = ["rural", "seaside"]
    area.save()
    for kind, found in (("rural", ["ramsey"]), ("urban", []), ("seaside", ["ramsey"])):
        page = client.get(reverse("areas"), {"setting": kind})
        assert [each.slug for each in page.context["areas"]] == found


@pytest.mark.parametrize("words", ["ramsy", "Ramzey", "milion"])
def test_what_is_only_nearly_right_is_asked_about(client, named, words):
    page = client.get(reverse("areas"), {"q": words})
    assert [area.slug for area in page.context["areas"]] == ["ramsey"]
    html = page.content.decode()
    assert "Did you mean" in html
    assert f"Nothing is called “<bdi>{words}</bdi>”." in html


@pytest.mark.parametrize("words", ["ramsey", "the fen", "tyne"])
def test_what_is_called_so_is_not_asked_about(client, named, words):
    assert "Did you mean" not in client.get(reverse("areas"), {"q": words}).content.decode()


def test_what_is_contained_comes_alone_though_others_are_near(client, named, other_area):
    Area.objects.filter(pk=other_area.pk).update(name="Ramsay", local_name="")
    page = client.get(reverse("areas"), {"q": "ramsey"})
    assert [area.slug for area in page.context["areas"]] == ["ramsey"]


def test_nothing_like_it_is_said_plainly(client, named):
    html = client.get(reverse("areas"), {"q": "zzzz"}).content.decode()
    assert "No area fits that" in html
    assert "Did you mean" not in html


def test_the_search_of_the_portfolio_forgives_too(cast, named):
    page = cast.trust.client.get(reverse("portfolio"), {"q": "ramsy"})
    assert page.context["total"] == 1


def test_one_word_of_a_longer_name_is_near(named, other_area):
    Area.objects.filter(pk=other_area.pk).update(name="Lawrence Weston")
    assert [area.slug for area in Gazetteer().like("lawrance")] == ["whitley-bay"]
