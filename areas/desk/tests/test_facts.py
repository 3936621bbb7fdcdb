"""Priya writes down what kind of place an area is, who governs it, and where it stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from areas.models import Area, AreaCode, LocalAuthority
from areas.places.queries.standing import pathway_of, standing_of

pytestmark = pytest.mark.django_db

TODAY = date.today()
FACTS = {
    "aliases": "Ramsey Million\nThe Fen",
    "settings": ["rural", "seaside"],
    "population": "7,300",
    "population_year": "2021",
    "position": "52.449, -0.107",
    "position_source": "the middle of the map on their website",
}


def facts(area):
    return reverse("area_facts", args=[area.slug])


def seen(page):
    return str(page.context["form"].initial["seen"])


def save(cast, area, **more):
    page = cast.trust.client.get(facts(area))
    return cast.trust.client.post(facts(area), FACTS | {"seen": seen(page)} | more)


def test_the_facts_are_kept_as_people_write_them_and_everybody_reads_them(cast, client, area):
    assert save(cast, area).status_code == 302
    area.refresh_from_db()
    assert (area.aliases, area.settings) == (["Ramsey Million", "The Fen"], ["rural", "seaside"])
    assert (area.population, area.population_year) == (7300, 2021)
    assert (area.latitude, area.longitude) == (Decimal("52.449"), Decimal("-0.107"))
    html = client.get(area.get_absolute_url()).content.decode()
    for words in ("Rural, Seaside", "About 7,300", "(2021)", "Ramsey Million", "on their website"):
        assert words in html


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"position": "-0.107, 52.449"}, "That is not in England."),
        ({"position": "by the church"}, "Write two numbers with a comma between them"),
        ({"position_source": ""}, "Say where the place on the map comes from."),
        ({"population_year": "2199"}, "Write a year that has been"),
        ({"population": "many"}, "Write one number"),
    ],
)
def test_a_slip_gets_a_sentence_and_every_word_stays(cast, area, wrong, said):
    html = save(cast, area, **wrong).content.decode()
    assert said in html
    assert "Ramsey Million\nThe Fen</textarea>" in html
    area.refresh_from_db()
    assert area.settings == []


def test_two_who_change_different_facts_lose_nothing(cast, area):
    first = cast.trust.client.get(facts(area))
    save(cast, area)
    later = {"seen": seen(first), "summary": "A market town.", "aliases": ""}
    cast.trust.client.post(facts(area), later)
    area.refresh_from_db()
    assert (area.summary, area.settings, area.population) == (
        "A market town.",
        ["rural", "seaside"],
        7300,
    )


def test_two_who_change_the_same_fact_see_both(cast, area):
    first = cast.trust.client.get(facts(area))
    save(cast, area)
    page = cast.trust.client.post(facts(area), {"seen": seen(first), "settings": ["urban"]})
    html = page.content.decode()
    assert page.status_code == 200
    assert "Rural, Seaside" in html
    area.refresh_from_db()
    assert area.settings == ["rural", "seaside"]


def test_each_tier_of_government_is_written_down_and_taken_out_again(cast, client, area):
    page = reverse("area_facts_government", args=[area.slug])
    for name, tier in (("Huntingdonshire", "district"), ("Cambridgeshire", "county")):
        cast.trust.client.post(page, {"name": name, "tier": tier})
    assert "Cambridgeshire</bdi> (county)" in client.get(area.get_absolute_url()).content.decode()
    county = LocalAuthority.objects.get(tier="county")
    cast.trust.client.post(reverse("area_facts_government_away", args=[area.slug, county.pk]))
    assert [each.name for each in area.authorities.all()] == ["Huntingdonshire"]
    assert LocalAuthority.objects.count() == 2


def test_a_council_that_is_known_is_the_same_one_in_the_next_area(cast, area, other_area):
    for each, name in ((area, "Enfield"), (other_area, "ENFIELD")):
        page = reverse("area_facts_government", args=[each.slug])
        cast.trust.client.post(page, {"name": name, "tier": "unitary"})
    assert LocalAuthority.objects.count() == 1
    assert Area.objects.filter(authorities__name="Enfield").count() == 2


def test_codes_are_pasted_as_they_come_and_kept_once(cast, area):
    page = reverse("area_facts_codes", args=[area.slug])
    sent = {"scheme": "LSOA", "vintage": "2011", "codes": "E01017949, e01017950\nE01017949"}
    cast.trust.client.post(page, sent)
    answer = cast.trust.client.post(page, sent, follow=True)
    assert "They were here already." in answer.content.decode()
    assert list(AreaCode.objects.values_list("code", "vintage")) == [
        ("E01017949", 2011),
        ("E01017950", 2011),
    ]
    html = cast.trust.client.post(page, sent | {"codes": "E01017949 ?"}).content.decode()
    assert "? is no code." in html


# --- where it stands ---


def steps(area):
    return reverse("area_steps", args=[area.slug])


def test_steps_overlap_and_each_has_its_days(cast, area):
    first, second = (each.step.pk for each in pathway_of(area)[:2])
    assert len(pathway_of(area)) == 7
    sent = {
        "seen": seen(cast.trust.client.get(steps(area))),
        f"step_{first}_status": "underway",
        f"step_{first}_starts": "2014-03-01",
        f"step_{second}_status": "completed",
        f"step_{second}_starts": "2014-06-01",
        f"step_{second}_ends": "2015-01-10",
    }
    cast.trust.client.post(steps(area), sent)
    found = [(each.state, each.stage and each.stage.starts) for each in pathway_of(area)[:3]]
    assert found == [("underway", date(2014, 3, 1)), ("completed", date(2014, 6, 1)), ("", None)]
    html = cast.trust.client.get(reverse("area_desk", args=[area.slug])).content.decode()
    assert "way__step--completed" in html


def test_a_step_cannot_be_done_before_it_began_nor_have_days_and_not_be_taken(cast, area):
    pk = pathway_of(area)[0].step.pk
    mark = seen(cast.trust.client.get(steps(area)))
    days = {f"step_{pk}_starts": "2015-01-10", f"step_{pk}_ends": "2014-06-01", "seen": mark}
    html = cast.trust.client.post(steps(area), days).content.decode()
    assert "Choose under way or completed, or take the days out." in html
    sent = days | {f"step_{pk}_status": "completed"}
    assert "before it began" in cast.trust.client.post(steps(area), sent).content.decode()
    assert not area.stages.exists()


def test_what_is_wrong_with_two_steps_is_told_apart(cast, area):
    first, second = (each.step for each in pathway_of(area)[:2])
    page = cast.trust.client.post(
        steps(area), {f"step_{first.pk}_starts": "2013", f"step_{second.pk}_ends": "spring"}
    )
    words = page.content.decode()
    for step in (first, second):
        assert f"{step.name}: Write the day like this: 12 June 2024." in words


def test_a_step_that_is_not_taken_after_all_is_taken_out(cast, area):
    pk = pathway_of(area)[0].step.pk
    for status in ("underway", ""):
        sent = {"seen": seen(cast.trust.client.get(steps(area))), f"step_{pk}_status": status}
        cast.trust.client.post(steps(area), sent)
    assert not area.stages.exists()


def test_two_who_change_one_step_see_both(cast, area):
    pk = pathway_of(area)[0].step.pk
    first = seen(cast.trust.client.get(steps(area)))
    cast.trust.client.post(steps(area), {"seen": first, f"step_{pk}_status": "underway"})
    page = cast.trust.client.post(steps(area), {"seen": first, f"step_{pk}_status": "completed"})
    assert page.status_code == 200
    assert pathway_of(area)[0].state == "underway"


def stands(cast, area, standing, on):
    page = reverse("area_step_standing", args=[area.slug])
    return cast.trust.client.post(page, {"standing": standing, "on": on.isoformat()})


def test_an_area_is_open_until_something_else_is_said_from_a_day_on(cast, client, area):
    assert standing_of(area).standing == "open"
    stands(cast, area, "closing", TODAY - timedelta(days=90))
    stands(cast, area, "closed", TODAY + timedelta(days=90))
    now = standing_of(area)
    assert (now.standing, now.to_come.standing) == ("closing", "closed")
    assert standing_of(area, TODAY + timedelta(days=90)).standing == "closed"
    page = client.get(reverse("areas"), {"standing": "closing"})
    assert [each.slug for each in page.context["areas"]] == ["ramsey"]
    assert "closing" in client.get(area.get_absolute_url()).content.decode().lower()


def test_what_was_said_by_mistake_is_taken_out(cast, area):
    stands(cast, area, "closed", TODAY)
    row = area.standings.get()
    cast.trust.client.post(reverse("area_step_standing_away", args=[area.slug, row.pk]))
    assert standing_of(area).standing == "open"


@pytest.mark.parametrize("who", ["rep", "member", "evaluator"])
def test_nobody_else_changes_the_facts(cast, area, who):
    for page in (facts(area), steps(area), reverse("area_step_standing", args=[area.slug])):
        assert getattr(cast, who).client.post(page, FACTS).status_code == 403
