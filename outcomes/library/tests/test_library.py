"""The library: the same search and filters for visitors and for those who read the record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bigstory.core.db.dated import today
from bigstory.testing.record import clear, tell
from outcomes.models import ChangeLevel
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory, StoryFactory

READERS = ("visitor", "member", "trust")
HOSTILE = [
    "'",
    '"',
    "*",
    "NEAR(",
    "a OR b",
    "(((",
    "-",
    "🎉",
    "a" * 5000,
    "x " * 2500,
    "\x00",
    "';DROP TABLE outcomes_changestory;--",
    "%",
    "_",
    "\\",
    "title:x",
    "^x",
    "{a b}",
    "col AND NOT",
    "&|!<->",
    ":*",
]


# What each address finds of the three stories of the shelf.
FILTERED = [
    ("?area=ramsey", {"Pudding on a Thursday"}),
    ("?region=north-east", {"The bench", "The last bus"}),
    ("?level=community", {"The bench", "The last bus"}),
    ("?level=community&level=individual", {"Pudding on a Thursday", "The bench", "The last bus"}),
    ("?kind=hard", {"The last bus"}),
    ("?year=2024", {"Pudding on a Thursday"}),
    ("?year=2024&year=2019", {"Pudding on a Thursday", "The last bus"}),
    ("?outcome=better-place", {"Pudding on a Thursday"}),
    ("?outcome=better-place&answer=no", {"The bench"}),
    ("?outcome=better-place&reader=evaluator", set()),
    ("?outcome=better-place&reader=evaluator&answer=bit", {"The bench"}),
    ("?outcome=better-place&reader=anybody&answer=no", {"The bench"}),
    ("?q=lonely&year=2022&level=community&region=north-east&kind=mixed", {"The bench"}),
    ("?q=lonely&year=2019", set()),
]


def titles(client, query: str = "") -> list[str]:
    return [result.title for result in client.get(f"/stories/{query}").context["page"].results]


class TestSearch:
    def test_words_find_stories_and_are_marked(self, reader, shelf):
        page = reader.get("/stories/?q=lonely")
        assert {result.title for result in page.context["page"].results} == {
            "Pudding on a Thursday",
            "The bench",
        }
        assert page.content.decode().count("<mark>lonely</mark>") == 2

    def test_every_word_must_be_there_and_quotes_keep_words_together(self, reader, shelf):
        assert titles(reader, "?q=lonely+club") == ["The bench"]
        assert titles(reader, '?q="said+lonely"') == ["Pudding on a Thursday"]
        assert titles(reader, '?q="lonely+said"') == []

    def test_a_word_is_found_in_its_other_forms_and_without_its_accents(self, reader, area):
        PublicStoryFactory(area=area, title="Café mornings", what_changed="We were meeting.")
        assert titles(reader, "?q=cafe") == ["Café mornings"]
        assert titles(reader, "?q=meet") == ["Café mornings"]

    def test_nothing_that_can_be_typed_breaks_it(self, reader, shelf):
        for q in HOSTILE:
            for path in ("/stories/", "/stories/stories.csv"):
                response = reader.get(path, {"q": q})
                assert response.status_code == 200, q
                assert b"".join(response), q

    def test_nor_anything_in_a_filter(self, reader, shelf):
        for name in (
            "region",
            "area",
            "outcome",
            "level",
            "kind",
            "year",
            "state",
            "reader",
            "answer",
            "page",
        ):
            for value in ("'", "\x00", "none", "9" * 400, "a" * 5000, "２０２４", "🎉"):
                assert reader.get("/stories/", {name: value}).status_code == 200, (name, value)


class TestFilters:
    def test_each_filter_and_all_together(self, reader, shelf):
        for query, found in FILTERED:
            assert set(titles(reader, query)) == found, query

    def test_the_newest_stands_first(self, reader, shelf):
        assert titles(reader) == ["Pudding on a Thursday", "The bench", "The last bus"]

    def test_counts_respect_the_other_filters_and_not_their_own(self, reader, shelf):
        facets = reader.get("/stories/?level=community").context["facets"]
        counted = {name: {o.key: o.n for o in options} for name, options in facets.options.items()}
        assert facets.total == 2
        assert counted["level"] == {"individual": 1, "group": 0, "community": 2, "strategic": 0}
        assert counted["kind"] == {"good": 0, "mixed": 1, "hard": 1, "unexpected": 0}
        assert counted["region"] == {"north-east": 2}
        assert counted["year"] == {"2022": 1, "2019": 1}
        assert counted["outcome"]["better-place"] == 0
        assert reader.get("/stories/").context["facets"].heat == {("better-place", "individual"): 1}

    def test_what_was_chosen_can_be_taken_away_also_when_nothing_is_left(self, reader, shelf):
        page = reader.get("/stories/?q=lonely&area=ramsey&year=2019")
        assert [label for label, _query in page.context["chips"]] == ["“lonely”", "2019", "Ramsey"]
        assert dict(page.context["chips"])["2019"] == "q=lonely&area=ramsey"
        assert "No story matches all of that" in page.content.decode()

    def test_twenty_five_stand_on_a_page(self, cast, area):
        for n in range(26):
            PublicStoryFactory(area=area, title=f"Story {n}")
        for who in READERS:
            client = getattr(cast, who).client
            assert len(titles(client)) == 25
            assert len(titles(client, "?page=2")) == 1
            assert "area=ramsey&amp;page=2" in client.get("/stories/?area=ramsey").content.decode()


class TestWhoSeesWhat:
    def test_counts_and_lists_hold_only_what_a_person_may_see(self, cast, area):
        for state, audience in (
            ("sent", "programme"),
            ("published", "area"),
            ("draft", "public"),
        ):
            StoryFactory(area=area, state=state, audience=audience, title=f"{state} {audience}")
        seen = {
            who: (
                set(titles(getattr(cast, who).client)),
                getattr(cast, who).client.get("/stories/").context["facets"].total,
            )
            for who in ("visitor", "admin", "neighbour", "lto", "trust", "member")
        }
        nothing = (set(), 0)
        assert seen == {
            "visitor": nothing,
            "admin": nothing,
            "neighbour": nothing,
            "lto": ({"sent programme"}, 1),
            "trust": ({"sent programme"}, 1),
            "member": ({"sent programme"}, 1),
        }
        own = f"?area={area.slug}"
        assert set(titles(cast.member.client, own)) == {"sent programme", "published area"}
        assert titles(cast.lto.client, own) == ["sent programme"]

    def test_an_area_can_look_for_its_own_drafts_and_nobody_else_can(self, cast, area):
        StoryFactory(area=area, title="Not ready yet")
        assert titles(cast.member.client, "?state=draft") == ["Not ready yet"]
        for who in ("visitor", "neighbour", "lto", "trust", "evaluator", "admin"):
            assert titles(getattr(cast, who).client, "?state=draft") == [], who

    def test_an_administrator_reads_what_everybody_reads(self, cast, area):
        PublicStoryFactory(area=area, title="For everybody")
        assert titles(cast.admin.client) == ["For everybody"]


class TestItCostsTheSame:
    QUERIES = ("", "?q=table", "?outcome=better-place&level=community&page=1")

    def test_for_one_story_and_for_thirty(self, cast, area):
        def costs() -> dict[tuple[str, str], int]:
            return {
                (who, query): cost(getattr(cast, who).client, query)
                for who in READERS
                for query in self.QUERIES
            }

        def cost(client, query: str) -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/stories/{query}").status_code == 200
            return len(asked)

        def more(n: int) -> None:
            for _time in range(n):
                story = StoryFactory(area=area, state="published", audience="public")
                story.levels.add(ChangeLevel.objects.get(slug="community"))
                ReadingFactory(story=story)
                publish_story(clear(story), by=None)

        more(1)
        one = costs()
        more(29)
        assert costs() == one
        assert max(one.values()) <= 12


class TestStoriesThatAreKeptBack:
    """Others learn how many, and only where there are ten or more; never of a place."""

    def kept(self, area, number: int) -> None:
        day = today() + timedelta(days=30)
        for n in range(number):
            tell(area, f"Zqraw {n}", kind="hard", held_until=day, sent_at=timezone.now())

    @pytest.mark.parametrize(("number", "told"), [(9, False), (10, True), (11, True)])
    def test_others_learn_how_many_where_there_are_ten(self, cast, area, number, told):
        self.kept(area, number)
        for who in ("trust", "evaluator", "neighbour"):
            page = getattr(cast, who).client.get("/stories/").content.decode()
            assert (f"{number} more are kept back" in page) == told
            assert "Zqraw" not in page

    @pytest.mark.parametrize(
        "query", ["area=ramsey", "outcome=better-place", "q=raw", "kind=hard", "shown=public"]
    )
    def test_never_of_a_place_or_a_subject(self, cast, area, query):
        self.kept(area, 12)
        assert "kept back" not in cast.trust.client.get(f"/stories/?{query}").content.decode()

    def test_a_visitor_learns_nothing_of_them(self, cast, area):
        self.kept(area, 12)
        assert "kept back" not in cast.visitor.client.get("/stories/").content.decode()
