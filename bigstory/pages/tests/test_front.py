"""A visitor opens the front page, the areas, and one area."""

from datetime import date

import pytest
from django.urls import reverse

from areas.models import Area
from bigstory.testing.record import log, publish, tell

pytestmark = pytest.mark.django_db


def page(person, name, *args, **query) -> str:
    response = person.client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_site_says_how_a_story_gets_here(cast):
    html = page(cast.visitor, "home")
    assert "No story is public yet" in html
    assert "Neighbours decided" in html


def test_no_heading_of_the_front_page_stands_over_nothing(cast, area):
    followed = "Followed for years by Our Bigger Story"
    assert followed not in page(cast.visitor, "home")
    Area.objects.update(case_study=True)
    assert followed in page(cast.visitor, "home")


def test_the_front_page_shows_public_stories_and_no_others(cast, area):
    publish(area, "The benches stayed", yes=["better-place"])
    tell(area, "Only for the programme", audience="programme")
    tell(area, "Asked to be public, not looked at yet", audience="public")
    html = page(cast.visitor, "home")
    assert "The benches stayed" in html
    assert "Only for the programme" not in html
    assert "not looked at yet" not in html
    assert "One public story so far" in html


def test_outcomes_are_counted_by_what_tellers_of_public_stories_say(cast, area):
    publish(area, "One", yes=["better-place", "needs-and-action"])
    publish(area, "Two", yes=["better-place"])
    tell(area, "Not public", yes=["better-place"])
    tallies = {t.outcome.slug: t.yes for t in cast.visitor.client.get("/").context["tallies"]}
    assert tallies == {
        "needs-and-action": 1,
        "skills-and-confidence": 0,
        "difference-to-priorities": 0,
        "better-place": 2,
    }


def test_areas_are_found_by_name_region_and_wave(cast, area, other_area):
    assert "Whitley Bay" in page(cast.visitor, "areas")
    assert "Whitley Bay" not in page(cast.visitor, "areas", q="rams")
    assert "Ramsey" not in page(cast.visitor, "areas", region="north-east")
    assert "No area fits that" in page(cast.visitor, "areas", q="atlantis")


def test_a_region_that_never_was_gets_a_sentence(cast):
    assert "Pick one from the list" in page(cast.visitor, "areas", region="mars")


def test_a_visitor_sees_no_log_of_an_area_until_it_was_shown_to_everybody(cast, area):
    log(area, "Kept among ourselves", audience="area")
    log(area, "Asked to be public", audience="public")
    html = page(cast.visitor, "area", area.slug) + page(cast.visitor, "timeline", area.slug)
    assert "Kept among ourselves" not in html
    assert "Asked to be public" not in html


def test_a_member_sees_the_whole_timeline_of_their_area(cast, area):
    log(area, "Kept among ourselves", audience="area", on=date(2019, 5, 4))
    publish(area, "The benches stayed", told_on=date(2021, 6, 1))
    both = page(cast.member, "timeline", area.slug)
    assert both.index("The benches stayed") < both.index("Kept among ourselves")
    one_year = page(cast.member, "timeline", area.slug, year="2019")
    assert "Kept among ourselves" in one_year
    assert "The benches stayed" not in one_year


def test_a_busy_area_shows_one_year_at_a_time(cast, area):
    for n in range(61):
        log(area, f"Lunch {n}", on=date(2019 + n % 2, 5, 4), audience="network")
    context = cast.member.client.get(reverse("timeline", args=[area.slug])).context
    assert {item.on.year for group in context["groups"] for item in group.items} == {2020}
    assert context["year"] == 2020


def test_an_administrator_reads_what_a_visitor_reads(cast, area):
    log(area, "For the programme")
    publish(area, "The benches stayed")
    html = page(cast.admin, "timeline", area.slug)
    assert "The benches stayed" in html
    assert "For the programme" not in html


@pytest.mark.parametrize("year", ["", "soon", "1066", "9" * 40, "٢٠٢٤"])
def test_an_odd_year_shows_the_newest_one(cast, area, year):
    log(area, "Lunch", audience="network")
    assert "Lunch" in page(cast.member, "timeline", area.slug, year=year)


def test_an_area_that_never_was_is_not_found(cast):
    assert cast.visitor.client.get(reverse("area", args=["atlantis"])).status_code == 404


def test_a_good_a_hard_and_an_unexpected_story_stand_beside_each_other(cast, area):
    for kind in ("good", "hard", "unexpected"):
        publish(area, f"An older {kind} one", kind=kind, told_on=date(2020, 1, 1))
        publish(area, f"A {kind} one", kind=kind, told_on=date(2024, 1, 1))
    publish(area, "The newest of all", kind="mixed", picture="bench")
    context = cast.visitor.client.get("/").context
    assert context["lead"].title == "The newest of all"
    beside = [story.title for _kind, story in context["of_each_kind"]]
    assert beside == ["A good one", "A hard one", "A unexpected one"]
    shown = [context["lead"].title, *beside, *(story.title for story in context["newest"])]
    assert len(shown) == len(set(shown))


def test_a_kind_of_which_none_is_public_leaves_no_gap(cast, area):
    publish(area, "The only one", kind="good")
    tell(area, "Hard, for the programme", kind="hard", audience="programme")
    context = cast.visitor.client.get("/").context
    assert context["of_each_kind"] == []
    words = page(cast.visitor, "home")
    assert "That is the only one so far." in words
    assert "on the way" not in words, "nobody knows whether another one comes"


def test_the_front_page_counts_what_is_on_no_map_with_its_region(cast, area, other_area):
    Area.objects.filter(pk=area.pk).update(
        latitude="52.45058", longitude="-0.10932", position_source="GeoNames"
    )
    context = cast.visitor.client.get("/").context
    assert (context["on_map"], context["areas_count"]) == (1, 2)
    assert {str(region): (region.n, region.on_map) for region in context["regions"]} == {
        str(area.region): (1, 1),
        str(other_area.region): (1, 0),
    }
    assert "1 of 2 areas are on the map" in page(cast.visitor, "home")
