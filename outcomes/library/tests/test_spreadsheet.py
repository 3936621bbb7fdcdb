"""The list of stories as a spreadsheet: as shown, as allowed, and nothing in it that runs."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bigstory.core.files.spreadsheet import safe
from bigstory.core.text.clean import clean
from bigstory.testing.record import clear
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import PublicStoryFactory, StoryFactory

TEXTS = (
    "title",
    "told_by",
    "in_short",
    "before",
    "what_changed",
    "for_whom",
    "how_we_know",
)


def titles(client, query: str = "") -> list[str]:
    return [result.title for result in client.get(f"/stories/{query}").context["page"].results]


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
        StoryFactory(area=area, state="published", audience="area")
        assert (
            self.rows(cast.visitor.client)
            == self.rows(cast.trust.client)
            == self.rows(cast.neighbour.client)
            == []
        )
        assert self.rows(cast.member.client) == []
        assert len(self.rows(cast.member.client, f"?area={area.slug}")) == 1
        assert self.rows(cast.neighbour.client, f"?area={area.slug}") == []

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
        assert safe(cell) == f"'{clean(cell)}"

    @pytest.mark.parametrize("cell", ["", "Pudding", "“Quoted”", "2024", "a=b", "5 - 1", None])
    def test_plain_words_stay_as_they_are(self, cell):
        assert safe(cell) == ("" if cell is None else cell)

    def test_no_formula_leaves_by_any_column(self, cast, area):
        story = StoryFactory(
            area=area,
            state="published",
            audience="public",
            **dict.fromkeys(TEXTS, "=HYPERLINK(1)"),
            told_by_is="",
        )
        publish_story(clear(story), by=None)
        for who in ("visitor", "trust"):
            cells = self.rows(getattr(cast, who).client)[0].values()
            assert not [cell for cell in cells if cell.startswith("=")]
            # Without a list of people nobody tells it by name.
            assert len([cell for cell in cells if cell == "'=HYPERLINK(1)"]) == 6

    def test_it_is_sent_as_it_is_read_in_few_statements(self, cast, area):
        for _time in range(30):
            PublicStoryFactory(area=area)
        with CaptureQueriesContext(connection) as asked:
            assert len(self.rows(cast.visitor.client)) == 30
        assert len(asked) <= 6
