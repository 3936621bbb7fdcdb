"""The library: the same search and filters for visitors and for those who read the record."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes.actions.publications import publish_story
from outcomes.exchange.stories_csv import safe
from outcomes.models import ChangeLevel, Outcome
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory, StoryFactory

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


TEXTS = ("title", "told_by", "in_short", "before", "what_changed", "for_whom", "how_we_know")
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


@pytest.fixture(params=["visitor", "member", "trust"])
def reader(cast, request):
    """The library must answer alike from the public copies and from the record."""
    return getattr(cast, request.param).client


@pytest.fixture
def shelf(area, other_area):
    """Three public stories that differ in everything that can be filtered."""
    lunch = StoryFactory(
        area=area, title="Pudding on a Thursday", what_changed="Nobody said lonely.", kind="good", **_public(2024)
    )
    bench = StoryFactory(
        area=other_area,
        title="The bench",
        what_changed="He was lonely after the club shut.",
        kind="mixed",
        **_public(2022),
    )
    bus = StoryFactory(
        area=other_area, title="The last bus", what_changed="It still leaves at two.", kind="hard", **_public(2019)
    )
    for story, level in ((lunch, "individual"), (bench, "community"), (bus, "community")):
        story.levels.add(ChangeLevel.objects.get(slug=level))
    ReadingFactory(story=lunch)
    ReadingFactory(story=bench, party="evaluator", answer="bit")
    ReadingFactory(story=bench, answer="no")
    for story in (lunch, bench, bus):
        publish_story(story, by=None)


def _public(year: int) -> dict:
    return {"state": "published", "audience": "public", "told_on": f"{year}-06-06"}


class TestSearch:
    def test_words_find_stories_and_are_marked(self, reader, shelf):
        page = reader.get("/stories/?q=lonely")
        assert {result.title for result in page.context["page"].results} == {"Pudding on a Thursday", "The bench"}
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
        for name in ("region", "area", "outcome", "level", "kind", "year", "state", "reader", "answer", "page"):
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

    def test_twenty_five_stand_on_a_page(self, reader, area):
        for n in range(26):
            PublicStoryFactory(area=area, title=f"Story {n}")
        assert len(titles(reader)) == 25
        assert len(titles(reader, "?page=2")) == 1
        assert "area=ramsey&amp;page=2" in reader.get("/stories/?area=ramsey").content.decode()


class TestWhoSeesWhat:
    def test_counts_and_lists_hold_only_what_a_person_may_see(self, cast, area):
        for state, audience in (("sent", "programme"), ("published", "partnership"), ("draft", "public")):
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
            "lto": nothing,
            "trust": ({"sent programme"}, 1),
            "member": ({"sent programme", "published partnership"}, 2),
        }

    def test_an_area_can_look_for_its_own_drafts_and_nobody_else_can(self, cast, area):
        StoryFactory(area=area, title="Not ready yet")
        assert titles(cast.member.client, "?state=draft") == ["Not ready yet"]
        for who in ("visitor", "neighbour", "lto", "trust", "evaluator", "admin"):
            assert titles(getattr(cast, who).client, "?state=draft") == [], who

    def test_an_administrator_reads_what_everybody_reads(self, cast, area):
        PublicStoryFactory(area=area, title="For everybody")
        assert titles(cast.admin.client) == ["For everybody"]


class TestItCostsTheSame:
    @pytest.mark.parametrize("query", ["", "?q=table", "?outcome=better-place&level=community&page=1"])
    @pytest.mark.parametrize("who", ["visitor", "member", "trust"])
    def test_for_one_story_and_for_thirty(self, cast, area, query, who):
        client = getattr(cast, who).client

        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/stories/{query}").status_code == 200
            return len(asked)

        def more(n: int) -> None:
            for _time in range(n):
                story = StoryFactory(area=area, state="published", audience="public")
                story.levels.add(ChangeLevel.objects.get(slug="community"))
                ReadingFactory(story=story)
                publish_story(story, by=None)

        more(1)
        one = cost()
        more(29)
        assert cost() == one <= 12


class TestTheSpreadsheet:
    def rows(self, client, query: str = "") -> list[dict]:
        response = client.get(f"/stories/stories.csv{query}")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))

    def test_it_holds_the_list_as_shown(self, reader, shelf):
        for query in ("", "?q=lonely", "?level=community&year=2019"):
            assert [row["Title"] for row in self.rows(reader, query)] == titles(reader, query)

    def test_each_reading_has_a_column(self, reader, shelf):
        row = next(row for row in self.rows(reader) if row["Title"] == "The bench")
        assert row["Better place: An evaluator"] == "A bit"
        assert row["Better place: Whose story it is"] == "No"
        assert row["Better place: Local Trust"] == ""
        assert row["Levels"] == "Community"

    def test_it_holds_nothing_its_reader_may_not_see(self, cast, area):
        StoryFactory(area=area, state="published", audience="partnership")
        assert self.rows(cast.visitor.client) == self.rows(cast.trust.client) == self.rows(cast.neighbour.client) == []
        assert len(self.rows(cast.member.client)) == 1

    @pytest.mark.parametrize(
        "cell",
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "|x",
            "%x",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\u00a0=1",
        ],
    )
    def test_no_cell_becomes_a_formula(self, cell):
        assert safe(cell) == f"'{cell}"

    @pytest.mark.parametrize("cell", ["", "Pudding", "“Quoted”", "2024", "a=b", "5 - 1", None])
    def test_plain_words_stay_as_they_are(self, cell):
        assert safe(cell) == ("" if cell is None else cell)

    def test_no_formula_leaves_by_any_column(self, cast, area):
        story = StoryFactory(
            area=area,
            state="published",
            audience="public",
            **dict.fromkeys(TEXTS, "=HYPERLINK(1)"),
        )
        publish_story(story, by=None)
        for who in ("visitor", "trust"):
            cells = self.rows(getattr(cast, who).client)[0].values()
            assert not [cell for cell in cells if cell.startswith("=")]
            assert len([cell for cell in cells if cell == "'=HYPERLINK(1)"]) == 7

    def test_it_is_sent_as_it_is_read_in_few_statements(self, cast, area):
        for _time in range(30):
            PublicStoryFactory(area=area)
        with CaptureQueriesContext(connection) as asked:
            assert len(self.rows(cast.visitor.client)) == 30
        assert len(asked) <= 6


class TestOutcomes:
    def test_each_outcome_says_how_many_public_stories_say_so_and_by_whose_reading(self, cast, area):
        better, needs = (Outcome.objects.get(slug=slug) for slug in ("better-place", "needs-and-action"))
        for answer in ("yes", "yes", "bit", "no"):
            story = StoryFactory(area=area, state="published", audience="public")
            ReadingFactory(story=story, outcome=better, answer=answer)
            ReadingFactory(story=story, outcome=needs, party="evaluator")
            publish_story(story, by=None)
        ReadingFactory(story=StoryFactory(area=area, state="published", audience="network"), outcome=better)
        page = cast.visitor.client.get("/outcomes/")
        said = {tally.outcome.slug: (tally.yes, tally.bit) for tally in page.context["counts"]}
        assert said["better-place"] == (2, 1)
        assert said["needs-and-action"] == (0, 0)
        by_evaluator = cast.visitor.client.get("/outcomes/?reader=evaluator").context["counts"]
        assert {tally.outcome.slug: tally.yes for tally in by_evaluator}["needs-and-action"] == 4

    def test_an_outcome_shows_its_wording_its_levels_and_its_newest_stories(self, cast, area):
        story = StoryFactory(area=area, state="published", audience="public", title="The bench by the ramp")
        story.levels.add(ChangeLevel.objects.get(slug="community"))
        ReadingFactory(story=story)
        publish_story(story, by=None)
        page = cast.visitor.client.get("/outcomes/better-place/")
        body = page.content.decode()
        assert "People will feel that their area is an even better place to live" in body
        assert "The bench by the ramp" in body
        assert {level.slug: yes for level, yes, _bit in page.context["levels"]}["community"] == 1
        assert "The bench by the ramp" not in cast.visitor.client.get("/outcomes/needs-and-action/").content.decode()

    def test_an_outcome_that_never_was_is_not_found(self, cast, area):
        assert cast.visitor.client.get("/outcomes/none/").status_code == 404
