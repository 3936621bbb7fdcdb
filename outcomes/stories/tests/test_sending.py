"""Sending a story: what was looked over is what is sent, and it can be taken back."""

import pytest

from outcomes.models import Appearance, ChangeStory, Guardian, Person, StoryVersion
from outcomes.publishing.queries.wording.whole import findings_in
from outcomes.tests.factories import StoryFactory
from outcomes.tests.telling import let_every_word_stay, tell

WORDS = "We stopped asking who was lonely and started asking who could bring a pudding."


@pytest.fixture
def denise(cast):
    return cast.member.client


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="programme", written_by=cast.member.user)


class TestSending:
    def test_what_was_looked_over_is_what_is_sent(self, denise, cast, story):
        tell(cast.worker.client, story, "before", before="Changed since.")
        answer = denise.post(
            f"/stories/{story.pk}/send/", {"young_or_private": "no", "version": "1"}
        )
        assert answer.url == f"/stories/{story.pk}/tell/check/"
        assert ChangeStory.objects.get().state == "draft"

    def test_a_name_goes_nowhere_before_somebody_decided_about_it(self, denise, story):
        tell(denise, story, "before", before="Ring Stan Pinder on 01487 812345.")
        answer = denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"}, follow=True)
        assert "Look at each before it leaves your partnership." in answer.content.decode()
        assert "01487 812345" in answer.content.decode()
        story.refresh_from_db()
        assert (story.state, StoryVersion.objects.count()) == ("draft", 0)

    def test_what_nobody_decided_about_keeps_it_and_what_is_cut_does_not(self, denise, story):
        let_every_word_stay(denise, story)
        tell(denise, story, "before", before="Ring 01487 812345.")
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        story.refresh_from_db()
        assert story.state == "draft"
        phone = next(each for each in findings_in(story) if each.found == "phone")
        denise.post(f"/stories/{story.pk}/words/", {phone.field_name: "cut"})
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        story.refresh_from_db()
        assert story.state == "sent"

    def test_saying_nobody_is_under_18_makes_nobody_grown_up_for_whom_somebody_answers(
        self, denise, story
    ):
        """The no of whoever answers for them, perhaps in another story, counts as before."""
        people = [Person.objects.create(area=story.area, name=name) for name in ("Stan", "Asha")]
        for person in people:
            Appearance.objects.create(story=story, person=person, how="about")
        Guardian.objects.create(person=people[1], name="Mum")
        let_every_word_stay(denise, story)
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        assert [Person.objects.get(pk=each.pk).age for each in people] == ["adult", "unknown"]
        story.refresh_from_db()
        assert story.state == "draft"

    def test_for_the_partnership_alone_nobody_need_look(self, denise, area):
        story = StoryFactory(area=area, audience="area", before="Ring Stan Pinder on 01487 812345.")
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        story.refresh_from_db()
        assert story.state == "published"

    def test_sent_twice_it_is_sent_once(self, denise, story):
        let_every_word_stay(denise, story)
        for _time in "12":
            denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no", "version": "1"})
        assert StoryVersion.objects.filter(story=story).count() == 1

    def test_a_story_without_words_is_not_sent(self, denise, area):
        story = StoryFactory(area=area, what_changed="  ", audience="programme")
        answer = denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"}, follow=True)
        assert "Say what changed first" in answer.content.decode()
        story.refresh_from_db()
        assert story.state == "draft"

    def test_a_story_for_the_partnership_is_kept_and_nobody_reviews_it(self, denise, area, cast):
        story = StoryFactory(area=area, audience="area")
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        story.refresh_from_db()
        assert (story.state, story.audience) == ("published", "area")
        assert cast.trust.client.get(f"/reviews/{story.pk}/").status_code == 404

    def test_the_question_stands_on_top_until_it_is_sent_again(self, denise, area, cast):
        from outcomes.review.actions import return_

        story = StoryFactory(area=area, state="sent", audience="programme")
        return_(story, by=cast.trust.user, words="Who drives when Alan is away?")
        for address in (
            f"/stories/{story.pk}/",
            f"/stories/{story.pk}/tell/how/",
            f"/stories/{story.pk}/tell/check/",
        ):
            assert "Who drives when Alan is away?" in denise.get(address).content.decode()
        tell(denise, story, "how", how_it_came_about="Tom drives when Alan is away.")
        let_every_word_stay(denise, story)
        denise.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        story.refresh_from_db()
        assert story.state == "sent"
        assert [version.number for version in story.versions.all()] == [2, 1]

    def test_taking_back_asks_first_and_can_be_undone(self, denise, area):
        story = StoryFactory(area=area, state="sent", audience="programme")
        assert (
            "Take this story back?" in denise.get(f"/stories/{story.pk}/withdraw/").content.decode()
        )
        story.refresh_from_db()
        assert story.state == "sent", "opening a page never writes"
        denise.post(f"/stories/{story.pk}/withdraw/")
        denise.post(f"/stories/{story.pk}/take-up/")
        story.refresh_from_db()
        assert story.state == "draft"
