"""One story: the record for those who may see it, the public copy for everybody else, or nothing at
all.
"""

import pytest
from django.utils.html import escape

from bigstory.testing.record import clear, let_out, looked_over
from outcomes.consent.actions.permissions import record_event
from outcomes.models import Appearance, ChangeStory, Outcome, Person
from outcomes.publishing.actions.publications import publish_story
from outcomes.review.actions import publish
from outcomes.tests.factories import PublicStoryFactory, ReadingFactory, StoryFactory
from partnerships.tests.factories import (
    ActionFactory,
    ActivityFactory,
    PlanFactory,
    PriorityFactory,
)

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}"
TEXTS = (
    "title",
    "told_by",
    "told_by_is",
    "in_short",
    "before",
    "what_changed",
    "for_whom",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
)


def body(client, story, page: str = "") -> str:
    return client.get(f"/stories/{story.pk}/{page}").content.decode()


class TestAVisitor:
    @pytest.mark.parametrize("state", [s for s in ChangeStory.State.values if s != "published"])
    def test_meets_a_story_that_is_not_out_as_one_that_never_was(self, cast, area, state):
        story = StoryFactory(area=area, state=state, audience="public")
        assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 404
        assert cast.visitor.client.get("/stories/987654321/").status_code == 404

    def test_reads_the_copy_and_never_the_record(self, cast, area):
        story = PublicStoryFactory(area=area, what_changed="As it was cleared.")
        ChangeStory.objects.filter(pk=story.pk).update(
            what_changed="Changed since, and read by nobody."
        )
        page = body(cast.visitor.client, story)
        assert "As it was cleared." in page
        assert "Changed since" not in page

    def test_a_teller_nobody_listed_is_called_by_what_they_are(self, cast, area):
        page = body(cast.visitor.client, PublicStoryFactory(area=area))
        assert "Told by <b><bdi>74, resident</bdi></b>" in page
        assert "Maureen" not in page

    def test_an_enormous_number_is_no_error(self, cast):
        assert cast.visitor.client.get(f"/stories/{'9' * 40}/").status_code == 404


class TestNames:
    def test_an_evaluator_meets_no_name(self, cast, area):
        story = StoryFactory(area=area, state="sent", audience="programme")
        for address in (
            f"/stories/{story.pk}/",
            f"/stories/{story.pk}/reading/",
            "/stories/",
            "/stories/stories.csv",
        ):
            response = cast.evaluator.client.get(address)
            page = b"".join(response).decode()
            assert "Maureen" not in page, address
            assert story.title in page, address

    @pytest.mark.parametrize("who", ["member", "worker", "rep", "trust"])
    def test_the_area_and_local_trust_read_it(self, cast, area, who):
        story = StoryFactory(area=area, state="sent", audience="programme")
        assert "Maureen, 74, resident" in body(getattr(cast, who).client, story)

    def test_another_area_reads_the_name_its_teller_allowed(self, cast, area):
        story = StoryFactory(
            area=area, state="accepted", audience="network", people="listed", told_by=""
        )
        maureen = Person.objects.create(
            area=area, name="Maureen Hill", what_they_are="resident, 74", age="adult"
        )
        Appearance.objects.create(story=story, person=maureen, how="teller")
        allowed = {"how_far": "network", "called_by": "another", "called": "Mo"}
        record_event(person=maureen, use="words", by=cast.member.user, **allowed)
        looked_over(story)
        publish(story, words="Thank you.", by=cast.trust.user)
        page = body(cast.neighbour.client, story)
        assert "Told by <b><bdi>Mo, resident, 74</bdi></b>" in page
        assert "Maureen" not in page

    def test_no_address_of_anybody_is_ever_shown(self, cast, area):
        cast.trust.user.name = ""
        cast.trust.user.save()
        story = StoryFactory(
            area=area, state="published", audience="network", written_by=cast.worker.user
        )
        ReadingFactory(story=story, party="local_trust", reader=cast.trust.user)
        assert "@example.org" not in body(cast.member.client, story)


class TestReadingsSideBySide:
    def test_parties_that_differ_are_marked(self, cast, area):
        story = StoryFactory(area=area, state="published", audience="network")
        needs = Outcome.objects.get(slug="needs-and-action")
        ReadingFactory(story=story, answer="yes")
        ReadingFactory(
            story=story, party="evaluator", answer="no", because="The priority was transport."
        )
        ReadingFactory(story=story, outcome=needs)
        page = body(cast.member.client, story)
        assert page.count("Read differently") == 1
        assert "The priority was transport." in page
        assert "Not read yet" in page

    def test_what_was_said_before_is_shown_folded(self, cast, area):
        story = StoryFactory(area=area, state="published", audience="network")
        ReadingFactory(story=story, answer="yes", because="It was warm then.", latest=False)
        ReadingFactory(story=story, answer="no")
        assert "It was warm then." in body(cast.member.client, story)

    def test_a_member_adds_the_partnerships_reading(self, cast, area):
        story = StoryFactory(
            area=area, state="published", audience="network", written_by=cast.worker.user
        )
        outcome = Outcome.objects.get(slug="better-place")
        cast.member.client.post(
            f"/stories/{story.pk}/reading/",
            {f"answer_{outcome.pk}": "bit", f"because_{outcome.pk}": "Ask again."},
        )
        reading = story.readings.get()
        assert (reading.party, reading.answer, reading.because) == (
            "partnership",
            "bit",
            "Ask again.",
        )
        assert reading.reader == cast.member.user

    def test_words_without_an_answer_come_back(self, cast, area):
        story = StoryFactory(area=area, state="published", audience="network")
        outcome = Outcome.objects.get(slug="better-place")
        page = cast.evaluator.client.post(
            f"/stories/{story.pk}/reading/", {f"because_{outcome.pk}": "A long reason."}
        )
        assert "A long reason." in page.content.decode()
        assert not story.readings.exists()


class TestWhatItGrewFrom:
    def test_pounds_priority_and_activity_stand_in_a_chain(self, cast, area):
        priority = PriorityFactory(
            plan=PlanFactory(area=area), own_words="Nobody eats alone all week"
        )
        action = ActionFactory(priority=priority, cost=12500)
        story = StoryFactory(area=area, state="published", audience="network")
        story.priorities.add(priority)
        story.activities.add(
            ActivityFactory(area=area, action=action, title="Lunch one", audience="network"),
            ActivityFactory(area=area, action=action, title="Lunch two", audience="network"),
        )
        let_out(story)
        page = body(cast.neighbour.client, story)
        for words in ("£12,500", "Nobody eats alone all week", "Lunch one", "Lunch two"):
            assert words in page

    def test_an_activity_kept_to_the_partnership_leaves_no_trace(self, cast, area):
        action = ActionFactory(priority=PriorityFactory(plan=PlanFactory(area=area)), cost=98765)
        story = StoryFactory(area=area, state="published", audience="network")
        story.activities.add(
            ActivityFactory(area=area, title="Just us", audience="area", action=action)
        )
        for who in ("trust", "evaluator", "neighbour"):
            page = body(getattr(cast, who).client, story)
            assert "Just us" not in page
            assert "98,765" not in page
        assert "Just us" in body(cast.member.client, story)


class TestHostileWords:
    @pytest.fixture
    def story(self, area):
        texts = {name: HOSTILE[:120] if name.startswith("told_by") else HOSTILE for name in TEXTS}
        made = StoryFactory(area=area, state="published", audience="public", **texts)
        ReadingFactory(story=made, because=HOSTILE)
        publish_story(clear(made), by=None)
        return made

    @pytest.mark.parametrize("who", ["visitor", "member", "trust", "evaluator"])
    def test_nothing_that_was_typed_is_run_or_lost(self, cast, story, who):
        client = getattr(cast, who).client
        for address in (
            f"/stories/{story.pk}/",
            "/stories/",
            "/stories/?q=alert",
            "/stories/?q=alert+add",
        ):
            page = client.get(address).content.decode()
            assert "<script>alert" not in page, address
            assert "<img src=x" not in page, address
            assert escape("<script>alert('x')") in page, address

    def test_nor_while_it_is_told_and_reviewed(self, cast, area):
        draft = StoryFactory(area=area, **dict.fromkeys(TEXTS, HOSTILE[:120]))
        sent = StoryFactory(
            area=area, state="sent", audience="programme", **dict.fromkeys(TEXTS, HOSTILE[:120])
        )
        steps = ("what", "before", "how", "questions", "know", "who", "check")
        pages = [cast.member.client.get(f"/stories/{draft.pk}/tell/{step}/") for step in steps]
        pages += [
            cast.trust.client.get(address) for address in ("/reviews/", f"/reviews/{sent.pk}/")
        ]
        for page in pages:
            assert page.status_code == 200
            assert "<script>alert" not in page.content.decode()
            assert "<img src=x" not in page.content.decode()


def test_an_evaluator_meets_no_name_where_a_story_is_shown_with_its_activity(cast, area):
    activity = ActivityFactory(area=area, audience="programme")
    story = StoryFactory(area=area, state="sent", audience="programme")
    story.activities.add(activity)
    page = f"/areas/{area.slug}/activities/{activity.pk}/"
    assert (
        "Told by <bdi>Maureen, 74, resident</bdi>" in cast.worker.client.get(page).content.decode()
    )
    seen = cast.evaluator.client.get(page).content.decode()
    assert "Told by <bdi>74, resident</bdi>" in seen
    assert "Maureen" not in seen
