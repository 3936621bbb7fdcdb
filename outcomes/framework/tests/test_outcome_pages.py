"""What everybody may know of an outcome, from public copies alone."""

import html
import re

import pytest

from bigstory.testing.record import clear
from outcomes.models import ChangeLevel, Outcome
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import ReadingFactory, StoryFactory


class TestOutcomes:
    def test_each_outcome_says_how_many_public_stories_say_so_and_by_whose_reading(
        self, cast, area
    ):
        better, needs = (
            Outcome.objects.get(slug=slug) for slug in ("better-place", "needs-and-action")
        )
        for answer in ("yes", "yes", "bit", "no"):
            story = StoryFactory(area=area, state="published", audience="public")
            ReadingFactory(story=story, outcome=better, answer=answer)
            ReadingFactory(story=story, outcome=needs, party="evaluator")
            publish_story(clear(story), by=None)
        ReadingFactory(
            story=StoryFactory(area=area, state="published", audience="network"), outcome=better
        )
        page = cast.visitor.client.get("/outcomes/")
        said = {tally.outcome.slug: (tally.yes, tally.bit) for tally in page.context["counts"]}
        assert said["better-place"] == (2, 1)
        assert said["needs-and-action"] == (0, 0)
        by_evaluator = cast.visitor.client.get("/outcomes/?reader=evaluator").context["counts"]
        assert {tally.outcome.slug: tally.yes for tally in by_evaluator}["needs-and-action"] == 4

    def test_an_outcome_shows_its_wording_its_levels_and_its_newest_stories(self, cast, area):
        story = StoryFactory(
            area=area, state="published", audience="public", title="The bench by the ramp"
        )
        story.levels.add(ChangeLevel.objects.get(slug="community"))
        ReadingFactory(story=story)
        publish_story(clear(story), by=None)
        page = cast.visitor.client.get("/outcomes/better-place/")
        body = page.content.decode()
        assert "People will feel that their area is an even better place to live" in body
        assert "The bench by the ramp" in body
        assert {level.slug: dict(numbers)["yes"] for level, numbers in page.context["levels"]}[
            "community"
        ] == 1
        assert (
            "The bench by the ramp"
            not in cast.visitor.client.get("/outcomes/needs-and-action/").content.decode()
        )

    @pytest.mark.parametrize("who", ["visitor", "member", "evaluator"])
    def test_each_number_leads_to_exactly_its_stories_whoever_looks(self, cast, area, who):
        """Those who sign in read more than is public; a number of public stories still leads to
        those alone.
        """
        for audience, title in (("public", "Zqshown bench"), ("programme", "Zqinside bench")):
            story = StoryFactory(area=area, state="published", audience=audience, title=title)
            story.levels.add(ChangeLevel.objects.get(slug="community"))
            ReadingFactory(story=story)
            if audience == "public":
                publish_story(clear(story), by=None)
        client = getattr(cast, who).client
        page = client.get("/outcomes/better-place/").content.decode()
        links = [html.unescape(link) for link in re.findall(r'<td><a href="([^"]+)">1<', page)]
        assert len(links) == 2, "one by whose reading, one by level"
        for link in links:
            found = client.get(link).content.decode()
            assert "Zqshown bench" in found
            assert "Zqinside bench" not in found

    def test_an_outcome_that_never_was_is_not_found(self, cast, area):
        assert cast.visitor.client.get("/outcomes/none/").status_code == 404
