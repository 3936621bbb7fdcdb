"""Telling a story on a phone with a bad signal: nothing typed is lost, nothing is saved twice."""

import re

import pytest
from django.urls import reverse

from outcomes.models import ChangeStory, Outcome, StoryVersion
from outcomes.stories.forms.steps import STEPS
from outcomes.tests.factories import StoryFactory
from outcomes.tests.telling import hidden, let_every_word_stay, tell
from partnerships.tests.factories import ActivityFactory, PlanFactory, PriorityFactory

WORDS = "We stopped asking who was lonely and started asking who could bring a pudding."


@pytest.fixture
def denise(cast):
    return cast.member.client


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="programme", written_by=cast.member.user)


class TestTheFirstPage:
    def test_a_title_and_a_sentence_make_a_draft(self, denise, area, cast):
        page = denise.get(f"/areas/{area.slug}/stories/new/")
        answer = denise.post(
            page.request["PATH_INFO"], hidden(page) | {"title": "Pudding", "what_changed": WORDS}
        )
        story = ChangeStory.objects.get()
        assert answer.url == reverse("story_tell", args=[story.pk, "before"])
        assert (story.state, story.area, story.written_by) == ("draft", area, cast.member.user)
        assert story.told_on is not None

    def test_sent_twice_it_is_one_story(self, denise, area):
        page = denise.get(f"/areas/{area.slug}/stories/new/")
        body = hidden(page) | {"title": "Pudding", "what_changed": WORDS}
        first, second = (denise.post(page.request["PATH_INFO"], body) for _time in "12")
        assert first.url == second.url
        assert ChangeStory.objects.count() == 1

    def test_sent_again_with_more_words_it_changes_that_same_draft(self, denise, area):
        page = denise.get(f"/areas/{area.slug}/stories/new/")
        body = hidden(page) | {"title": "Pudding", "what_changed": WORDS}
        denise.post(page.request["PATH_INFO"], body)
        denise.post(page.request["PATH_INFO"], body | {"what_changed": WORDS + " Fourteen came."})
        assert ChangeStory.objects.get().what_changed == WORDS + " Fourteen came."

    def test_it_begins_from_something_that_was_logged(self, denise, area):
        lunch = ActivityFactory(area=area, title="Lunch for forty-one", audience="area")
        page = denise.get(f"/areas/{area.slug}/stories/new/?activity={lunch.pk}")
        assert "Lunch for forty-one" in page.content.decode()
        denise.post(
            f"/areas/{area.slug}/stories/new/",
            hidden(page) | {"title": "Pudding", "what_changed": WORDS},
        )
        assert list(ChangeStory.objects.get().activities.all()) == [lunch]

    @pytest.mark.parametrize("asked", ["0", "x", "-1", "9" * 40, "¹"])
    def test_an_activity_that_makes_no_sense_is_left_out(self, denise, area, asked):
        page = denise.get(f"/areas/{area.slug}/stories/new/", {"activity": asked})
        body = hidden(page) | {"title": "Pudding", "what_changed": WORDS, "activity": ""}
        assert denise.post(f"/areas/{area.slug}/stories/new/", body).status_code == 302

    def test_another_areas_activity_is_not_taken(self, denise, area, other_area):
        theirs = ActivityFactory(area=other_area, title="Theirs alone", audience="public")
        page = denise.get(f"/areas/{area.slug}/stories/new/?activity={theirs.pk}")
        assert "Theirs alone" not in page.content.decode()
        body = hidden(page) | {"title": "Pudding", "what_changed": WORDS, "activity": theirs.pk}
        denise.post(f"/areas/{area.slug}/stories/new/", body)
        assert not ChangeStory.objects.get().activities.exists()

    def test_without_a_title_every_word_comes_back(self, denise, area):
        answer = denise.post(
            f"/areas/{area.slug}/stories/new/", {"what_changed": WORDS, "told_by": "Maureen"}
        )
        body = answer.content.decode()
        assert answer.status_code == 200
        assert WORDS in body
        assert "Maureen" in body
        assert "Give it a title" in body
        assert not ChangeStory.objects.exists()

    @pytest.mark.parametrize(
        ("who", "status"),
        [("rep", 403), ("lto", 403), ("trust", 403), ("evaluator", 403), ("neighbour", 404)],
    )
    def test_only_the_areas_own_people_begin_one(self, cast, area, who, status):
        client = getattr(cast, who).client
        assert client.get(f"/areas/{area.slug}/stories/new/").status_code == status
        assert (
            client.post(
                f"/areas/{area.slug}/stories/new/", {"title": "x", "what_changed": "y"}
            ).status_code
            == status
        )
        assert not ChangeStory.objects.exists()


class TestEachPage:
    def test_a_whole_story_is_told_page_by_page_and_sent(self, denise, story, area):
        lunch = ActivityFactory(area=area)
        priority = PriorityFactory(plan=PlanFactory(area=area))
        outcome = Outcome.objects.get(slug="better-place")
        tell(denise, story, "what", title="Pudding", what_changed=WORDS)
        tell(denise, story, "before", before="Maureen had a bus at ten.", changed_from="2017")
        makers = [area.programme.makers.first().pk]
        tell(denise, story, "how", makers=makers, activities=[lunch.pk], priorities=[priority.pk])
        tell(denise, story, "hard", what_was_hard="The hall was locked.", kind="mixed")
        tell(
            denise,
            story,
            "questions",
            **{f"answer_{outcome.pk}": "yes", f"because_{outcome.pk}": "The bench."},
        )
        levels = [area.programme.changelevels.first().pk]
        tell(denise, story, "know", how_we_know="We counted.", levels=levels, picture="lunch")
        answer = tell(denise, story, "who", audience="public", people="nobody")
        assert answer.url == reverse("story_tell", args=[story.pk, "check"])
        page = denise.get(answer.url)
        assert "Look at these words" in page.content.decode()
        let_every_word_stay(denise, story)
        page = denise.get(answer.url)
        version = re.search(r'name="version" value="(\d+)"', page.content.decode()).group(1)
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no", "version": version})
        story.refresh_from_db()
        assert (story.state, story.kind, story.changed_from, story.picture) == (
            "sent",
            "mixed",
            2017,
            "lunch",
        )
        words = StoryVersion.objects.get(story=story).words
        assert (words["what_changed"], words["activities"], words["makers"]) == (
            WORDS,
            [lunch.title],
            ["Partnership members"],
        )
        assert [(r["outcome"], r["answer"], r["because"]) for r in words["readings"]] == [
            ("better-place", "yes", "The bench.")
        ]

    @pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
    def test_every_page_opens_by_its_name_and_by_its_number(self, denise, story, step):
        for slug in (step.slug, str(step.number)):
            assert denise.get(f"/stories/{story.pk}/tell/{slug}/").status_code == 200
        assert denise.get(f"/stories/{story.pk}/tell/none/").status_code == 404

    def test_pressing_save_on_a_page_left_alone_changes_nothing(self, denise, story):
        for step in STEPS:
            assert tell(denise, story, step.slug).status_code == 302
        story.refresh_from_db()
        assert story.version == 1

    def test_a_mistake_comes_back_with_every_word_and_saves_nothing(self, denise, story):
        answer = tell(
            denise, story, "before", before=WORDS, changed_from="2020", changed_until="2017"
        )
        body = answer.content.decode()
        assert WORDS in body
        assert "It cannot end before it began" in body
        story.refresh_from_db()
        assert story.before == ""

    @pytest.mark.parametrize("year", ["1066", "20177", "last year", "-5", "9" * 50, "2015-17"])
    def test_a_year_that_is_none_gets_a_sentence(self, denise, story, year):
        answer = tell(denise, story, "before", changed_from=year)
        assert "Write a year with four figures" in answer.content.decode()

    @pytest.mark.parametrize("year", ["2017", "about 2017", "２０１７"])
    def test_a_year_is_taken_as_people_write_it(self, denise, story, year):
        tell(denise, story, "before", changed_from=year)
        story.refresh_from_db()
        assert story.changed_from == 2017

    def test_whoever_says_who_is_in_it_is_kept_with_the_day_and_taking_it_back_is_too(
        self, denise, story, cast
    ):
        tell(denise, story, "who", audience="public", people="nobody")
        story.refresh_from_db()
        assert (story.people_confirmed_by, story.people_confirmed_at is None) == (
            cast.member.user,
            False,
        )
        tell(denise, story, "who", audience="public", people="not_yet")
        story.refresh_from_db()
        assert (story.people_confirmed_by, story.people_confirmed_at) == (None, None)

    def test_words_without_an_answer_ask_for_one_and_are_kept(self, denise, story):
        outcome = Outcome.objects.get(slug="better-place")
        answer = tell(
            denise, story, "questions", **{f"because_{outcome.pk}": "Because of the bench."}
        )
        assert "Because of the bench." in answer.content.decode()
        assert "Now choose yes" in answer.content.decode()
        assert not story.readings.exists()

    def test_more_letters_than_anybody_tells_get_a_sentence_and_stay(self, denise, story):
        answer = tell(denise, story, "before", before="a" * 20_001)
        assert answer.status_code == 200
        assert "That is very long" in answer.content.decode()

    def test_nothing_of_another_area_can_be_chosen(self, denise, story, other_area):
        theirs = ActivityFactory(area=other_area, audience="public")
        plan = PlanFactory(area=other_area)
        for field, value in (
            ("activities", theirs.pk),
            ("priorities", PriorityFactory(plan=plan).pk),
        ):
            assert tell(denise, story, "how", **{field: [value]}).status_code == 200
        assert not story.activities.exists()
        assert not story.priorities.exists()

    def test_it_can_be_left_and_finished_later(self, denise, story):
        answer = tell(denise, story, "before", before="A bus at ten.", later="1")
        assert answer.url == f"/stories/{story.pk}/"
        assert ChangeStory.objects.get().before == "A bus at ten."

    def test_a_worker_of_the_area_may_carry_on_a_members_story(self, cast, story):
        assert tell(cast.worker.client, story, "before", before="A bus at ten.").status_code == 302
