"""What search engines and feed readers find: what is for everybody, and nothing else."""

import re
from xml.etree import ElementTree

import pytest

from areas.models import Programme
from bigstory.testing.record import publish, tell
from outcomes.stories.actions.taking_back import withdraw

MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    root = ElementTree.fromstring(answer.content)
    return [each.text.removeprefix("http://testserver") for each in root.iterfind(".//m:loc", MAP)]


def everything_found(client) -> list[str]:
    return [page for part in locations(client, "/sitemap.xml") for page in locations(client, part)]


def test_a_search_engine_is_told_where_the_list_is_and_what_to_leave_alone(cast):
    lines = cast.visitor.client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert {"Disallow: /account/", "Disallow: /mine/"} <= set(lines)
    assert "Disallow: /" not in lines


def test_each_address_in_the_list_opens_for_a_visitor(cast, area, other_area):
    publish(area, "The heron came back")
    found = everything_found(cast.visitor.client)
    assert len(found) == len(set(found)) > 10
    opened = {page: cast.visitor.client.get(page).status_code for page in found}
    assert set(opened.values()) == {200}, opened


def test_only_stories_for_everybody_are_listed_whoever_asks(cast, area):
    shown = publish(area, "The heron came back")
    tell(area, "For the programme", state="published", audience="network")
    tell(area, "Half told", state="draft")
    for who in ("visitor", "member", "trust"):
        stories = locations(getattr(cast, who).client, "/sitemap-stories.xml")
        assert stories == [f"/stories/{shown.pk}/"], who


def test_a_story_stands_with_the_day_it_was_let_out(cast, area):
    story = publish(area, "The heron came back")
    root = ElementTree.fromstring(cast.visitor.client.get("/sitemap-stories.xml").content)
    days = [each.text for each in root.iterfind(".//m:lastmod", MAP)]
    assert days == [story.publication.published_at.date().isoformat()]


def test_a_story_that_is_taken_back_leaves_the_list_at_once(cast, area):
    story = publish(area, "The heron came back")
    withdraw(story, by=cast.member.user)
    assert locations(cast.visitor.client, "/sitemap-stories.xml") == []


def test_the_list_of_stories_takes_as_few_statements_for_many(
    cast, area, django_assert_max_num_queries
):
    for number in range(12):
        publish(area, f"Story {number}")
    with django_assert_max_num_queries(2):
        assert len(locations(cast.visitor.client, "/sitemap-stories.xml")) == 12


def test_feeds_are_announced_where_somebody_would_look(cast, area):
    announced = {
        "/": "/stories/feed/",
        "/stories/": "/stories/feed/",
        f"/areas/{area.slug}/": f"/areas/{area.slug}/stories/feed/",
    }
    for page, feed in announced.items():
        head = cast.visitor.client.get(page).content.decode().partition("</head>")[0]
        links = re.findall(r'<link rel="alternate"[^>]*href="([^"]+)"', head, re.DOTALL)
        assert links == [feed], page
        assert cast.visitor.client.get(feed).status_code == 200


# --- the licence ---
def test_where_no_licence_is_recorded_the_site_says_so(cast, programme):
    page = cast.visitor.client.get("/about/").content.decode()
    assert "No licence is recorded" in page
    assert 'rel="license"' not in page


@pytest.fixture
def licensed(programme):
    Programme.objects.filter(pk=programme.pk).update(
        licence="Open Government Licence v3.0",
        licence_url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        licence_source="Letter of the board, 3 May 2026",
    )


def test_a_licence_is_said_where_it_is_with_who_gave_it(cast, licensed):
    page = cast.visitor.client.get("/about/").content.decode()
    assert "Open Government Licence v3.0" in page
    assert "Letter of the board, 3 May 2026" in page
    assert 'rel="license" href="https://www.nationalarchives.gov.uk/' in page
    foot = cast.visitor.client.get("/").content.decode().partition("<footer")[2]
    assert "Open Government Licence v3.0" in foot
