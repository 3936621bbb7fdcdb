"""Feeds and previews show what is public, to everybody alike, and nothing once it is taken back."""

from xml.etree import ElementTree

import pytest

from bigstory.testing.record import publish, tell
from outcomes.models import Publication
from outcomes.stories.actions.taking_back import withdraw

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "no-" in answer["Cache-Control"]
    root = ElementTree.fromstring(answer.content)
    assert root.find("a:updated", ATOM).text
    ids = [each.text for each in root.findall("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids))
    return [each.text for each in root.findall("a:entry/a:title", ATOM)]


@pytest.fixture
def heron(area):
    return publish(
        area, "The heron came back", yes=["better-place"], what_changed="A heron & two <ducks>."
    )


def test_everybody_follows_the_same_stories_whoever_they_are(cast, area, other_area, heron):
    publish(other_area, "A bench")
    tell(area, "Only for the programme", state="published", audience="network")
    feeds = {
        "/stories/feed/": ["A bench", "The heron came back"],
        f"/areas/{area.slug}/stories/feed/": ["The heron came back"],
        "/outcomes/better-place/feed/": ["The heron came back"],
        "/outcomes/skills-and-confidence/feed/": [],
    }
    for address, titles in feeds.items():
        for who in ("visitor", "member", "trust"):
            assert entries(getattr(cast, who).client, address) == titles, (address, who)


def test_each_entry_has_every_word_of_its_story_and_a_summary(cast, area, heron):
    publish(
        area,
        "A bench",
        before="Nowhere to sit.\n\nNot one.",
        what_changed="Four benches & a <table>. " * 20,
        how_we_know="We \U0001f600 sat.",
    )
    feed = ElementTree.fromstring(cast.visitor.client.get("/stories/feed/").content)
    bench, heron = feed.findall("a:entry", ATOM)
    assert heron.find("a:summary", ATOM).text == "A heron &amp; two &lt;ducks&gt;."
    content = bench.find("a:content", ATOM)
    assert content.get("type") == "html"
    assert content.text.startswith(
        '<p dir="auto">Nowhere to sit.</p>\n\n<p dir="auto">Not one.</p><p dir="auto">Four benches '
    )
    assert content.text.count("&amp; a &lt;table&gt;.") == 20
    assert content.text.endswith('<p dir="auto">We \U0001f600 sat.</p>')
    summary = bench.find("a:summary", ATOM).text
    assert summary.endswith("…")
    assert len(summary) < 300


def test_what_is_taken_back_leaves_every_feed_at_once(cast, area, heron):
    withdraw(heron, by=cast.member.user)
    for address in (
        "/stories/feed/",
        f"/areas/{area.slug}/stories/feed/",
        "/outcomes/better-place/feed/",
    ):
        assert entries(cast.visitor.client, address) == []


def test_a_feed_takes_as_few_statements_for_many_stories(
    cast, area, heron, django_assert_max_num_queries
):
    for n in range(5):
        publish(area, f"Story {n}")
    with django_assert_max_num_queries(6):
        assert len(entries(cast.visitor.client, "/stories/feed/")) == 6


def test_a_feed_of_nowhere_is_404(cast):
    assert cast.visitor.client.get("/areas/nowhere/stories/feed/").status_code == 404
    assert cast.visitor.client.get("/outcomes/none/feed/").status_code == 404


def test_other_sites_show_the_public_words_and_the_whole_address(cast, heron):
    page = cast.visitor.client.get(f"/stories/{heron.pk}/").content.decode()
    assert f'<meta property="og:url" content="http://testserver/stories/{heron.pk}/">' in page
    assert '<meta property="og:description" content="A heron &amp; two &lt;ducks&gt;.">' in page
    assert "og:image" not in page


def test_the_record_of_a_story_is_nothing_to_share(cast, area, heron):
    Publication.objects.all().delete()
    assert "og:url" not in cast.member.client.get(f"/stories/{heron.pk}/").content.decode()
    assert cast.visitor.client.get(f"/stories/{heron.pk}/").status_code in (404, 410)
