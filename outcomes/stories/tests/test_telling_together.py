"""Saved as somebody types, and two who write the same story: nothing is lost, nobody writes over
anybody.
"""

import re

import pytest
from django.test import Client

from bigstory.core.db.unsaved import Unsaved
from bigstory.kit.typed import mark_of
from bigstory.testing.opened import opened, sent_by
from bigstory.testing.record import looked_over
from outcomes.models import ChangeStory, Hold, Outcome
from outcomes.tests.factories import StoryFactory
from outcomes.tests.telling import hidden, tell

WORDS = "We stopped asking who was lonely and started asking who could bring a pudding."


@pytest.fixture
def denise(cast):
    return cast.member.client


@pytest.fixture
def story(area, cast):
    return StoryFactory(area=area, audience="programme", written_by=cast.member.user)


class TestSavedAsYouType:
    def save(self, client, address, **typed):
        return client.post(address, typed, headers={"X-Autosave": "1"}).json()

    def test_a_page_is_saved_as_it_is_typed_and_then_for_good(self, denise, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        answer = self.save(denise, address, seen=seen, before="A bus")
        assert answer["saved"]
        assert re.fullmatch(r"Saved at \d\d\.\d\d", answer["says"])
        denise.post(address, {"seen": answer["seen"], "before": "A bus at ten."})
        assert ChangeStory.objects.get().before == "A bus at ten."

    def test_a_stop_that_stands_over_it_is_told_while_she_types(self, cast, denise, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        Hold.objects.create(area=story.area, placed_by=cast.worker.user)
        answer = self.save(denise, address, seen=seen, before="A bus")
        assert answer["saved"]
        assert "It is stopped for now" in answer["says"]

    def test_signed_out_she_is_told_so_with_a_way_in_that_leaves_the_page(self, story):
        address = f"/stories/{story.pk}/tell/before/"
        answer = Client().post(address, {"before": "A bus"}, headers={"X-Autosave": "1"})
        assert answer.status_code == 401
        assert "you are signed out" in answer.json()["says"]
        assert answer.json()["link"]["url"] == "/account/sign-in/"
        assert not Unsaved.objects.exists()

    def test_signed_in_again_elsewhere_her_page_gets_a_token_and_nobody_elses_does(
        self, cast, story
    ):
        address = f"/stories/{story.pk}/tell/before/"
        old = {"before": "A bus", "csrfmiddlewaretoken": "a" * 64}
        old["writer"] = mark_of(cast.member.user.pk)
        for person, stops in ((cast.member, False), (cast.worker, True)):
            browser = Client(enforce_csrf_checks=True)
            browser.force_login(person.user, backend="areas.roles.sign_in.RoleBackend")
            seen = hidden(browser.get(address))["seen"]
            answer = browser.post(address, old | {"seen": seen}, headers={"X-Autosave": "1"})
            assert answer.status_code == 403
            assert answer.json().get("stop", False) is stops
            assert ("token" in answer.json()) is not stops
            if not stops:
                new = old | {"seen": seen, "csrfmiddlewaretoken": answer.json()["token"]}
                saved = browser.post(address, new, headers={"X-Autosave": "1"})
                assert saved.json()["saved"]

    def test_when_its_answer_was_lost_on_the_way_nobody_is_asked_to_choose(self, denise, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        self.save(denise, address, seen=seen, before="A bus")
        assert denise.post(address, {"seen": seen, "before": "A bus at ten."}).status_code == 302
        assert ChangeStory.objects.get().before == "A bus at ten."

    def test_what_is_in_order_is_kept_although_something_else_is_not(self, denise, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        answer = self.save(
            denise, address, seen=seen, before="A bus at ten.", changed_from="last year"
        )
        assert answer["saved"]
        assert "apart from" in answer["says"]
        assert ChangeStory.objects.get().before == "A bus at ten."

    def test_a_new_story_is_a_draft_before_it_has_a_title(self, denise, area):
        address = f"/areas/{area.slug}/stories/new/"
        fields = hidden(denise.get(address))
        answer = self.save(denise, address, **fields, what_changed=WORDS)
        story = ChangeStory.objects.get()
        assert answer["url"] == f"/stories/{story.pk}/tell/what/"
        assert story.title == WORDS[:60]
        body = {"seen": answer["seen"], "what_changed": WORDS, "title": "Pudding"}
        denise.post(answer["url"], body)
        assert ChangeStory.objects.get().title == "Pudding"

    def test_nothing_typed_yet_makes_no_draft(self, denise, area):
        address = f"/areas/{area.slug}/stories/new/"
        assert not self.save(denise, address, **hidden(denise.get(address)))["saved"]
        assert not ChangeStory.objects.exists()

    def test_it_never_writes_over_somebody_else(self, denise, cast, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        tell(cast.worker.client, story, "before", before="Tom wrote this.")
        answer = self.save(denise, address, seen=seen, before="Denise wrote that.")
        assert not answer["saved"]
        assert ChangeStory.objects.get().before == "Tom wrote this."


class TestTwoEditors:
    def write_together(self, denise, cast, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        tell(cast.worker.client, story, "before", before="Tom wrote this.")
        return denise.post(
            address, {"seen": seen, "before": "Denise wrote that.", "changed_from": "2017"}
        )

    def test_the_later_one_sees_both_texts(self, denise, cast, story):
        body = self.write_together(denise, cast, story).content.decode()
        assert "Tom wrote this." in body
        assert "Denise wrote that." in body
        assert ChangeStory.objects.get().before == "Tom wrote this."

    @pytest.mark.parametrize(
        ("keep", "kept"),
        [
            ("mine", "Denise wrote that."),
            ("theirs", "Tom wrote this."),
            ("both", "Tom wrote this.\n\nDenise wrote that."),
        ],
    )
    def test_and_chooses(self, denise, cast, story, keep, kept):
        page = self.write_together(denise, cast, story)
        body = sent_by(page.content.decode(), keep_before=keep)
        assert denise.post(f"/stories/{story.pk}/tell/before/", body).status_code == 302
        told = ChangeStory.objects.get()
        assert told.before == kept
        assert told.changed_from == 2017

    def test_two_who_write_different_pages_do_not_disturb_each_other(self, denise, cast, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        tell(cast.worker.client, story, "know", how_we_know="We counted.")
        assert denise.post(address, {"seen": seen, "before": "A bus."}).status_code == 302
        told = ChangeStory.objects.get()
        assert (told.before, told.how_we_know) == ("A bus.", "We counted.")

    def test_answers_to_the_plain_questions_are_compared_too(self, denise, cast, story):
        outcome = Outcome.objects.get(slug="better-place")
        address = f"/stories/{story.pk}/tell/questions/"
        seen = hidden(denise.get(address))["seen"]
        tell(cast.worker.client, story, "questions", **{f"answer_{outcome.pk}": "no"})
        body = denise.post(address, {"seen": seen, f"answer_{outcome.pk}": "yes"}).content.decode()
        assert "Two of you wrote here" in body
        assert '<p dir="auto">No.</p>' in body
        assert [reading.answer for reading in story.readings.latest()] == ["no"]
        denise.post(address, sent_by(body))
        assert [reading.answer for reading in story.readings.latest()] == ["yes"]

    def test_two_who_answer_different_questions_do_not_disturb_each_other(
        self, denise, cast, story
    ):
        one, other = Outcome.objects.in_use().filter(programme=story.area.programme)[:2]
        address = f"/stories/{story.pk}/tell/questions/"
        hers = opened(denise, address, **{f"answer_{one.pk}": "yes"})
        tell(cast.worker.client, story, "questions", **{f"answer_{other.pk}": "no"})
        assert denise.post(address, hers).status_code == 302
        answers = {reading.outcome_id: reading.answer for reading in story.readings.latest()}
        assert answers == {one.pk: "yes", other.pk: "no"}

    @pytest.mark.parametrize(
        ("step", "hers", "his"),
        [
            ("what", ("for_whom", "my dad"), ("title", "Pudding")),
            ("before", ("before", "A bus."), ("changed_until", 2024)),
            ("hard", ("what_was_hard", "The hall."), ("kind", "mixed")),
            ("know", ("how_we_know", "We counted."), ("in_short", "A lunch.")),
            ("who", ("audience", "network"), ("people", "nobody")),
        ],
    )
    def test_two_who_write_different_parts_of_one_page_are_not_asked(
        self, denise, cast, story, step, hers, his
    ):
        address = f"/stories/{story.pk}/tell/{step}/"
        first = opened(cast.worker.client, address, **dict([his]))
        second = opened(denise, address, **dict([hers]))
        assert cast.worker.client.post(address, first).status_code == 302
        assert denise.post(address, second).status_code == 302
        told = ChangeStory.objects.get()
        assert {name: getattr(told, name) for name, _value in (hers, his)} == dict([hers, his])

    def test_of_two_years_one_chosen_from_each_must_still_follow_one_another(
        self, denise, cast, story
    ):
        ChangeStory.objects.update(changed_from=2015, changed_until=2018)
        address = f"/stories/{story.pk}/tell/before/"
        hers = opened(denise, address, changed_until=2016)
        his = opened(cast.worker.client, address, changed_from=2019, changed_until=2020)
        cast.worker.client.post(address, his)
        body = denise.post(address, hers).content.decode()
        chosen = sent_by(body, keep_changed_from="theirs", keep_changed_until="mine")
        again = denise.post(address, chosen).content.decode()
        assert "It cannot end before it began." in again
        denise.post(address, sent_by(again, changed_until=2021))
        told = ChangeStory.objects.get()
        assert (told.changed_from, told.changed_until) == (2019, 2021)

    def test_whose_story_it_is_stays_as_somebody_else_chose_it_meanwhile(self, denise, cast, story):
        address = f"/stories/{story.pk}/tell/what/"
        hers = opened(denise, address, for_whom="my dad")
        his = opened(cast.worker.client, address, whose="somebody_elses", told_by="Alan")
        cast.worker.client.post(address, his)
        assert denise.post(address, hers).status_code == 302
        listed = story.appearances.get(how="teller")
        assert (ChangeStory.objects.get().told_by, listed.person.name) == ("Alan", "Alan")

    def test_words_written_while_a_colleague_sent_it_are_shown_to_copy(self, denise, cast, story):
        address = f"/stories/{story.pk}/tell/before/"
        seen = hidden(denise.get(address))["seen"]
        looked_over(story)
        cast.worker.client.post(f"/stories/{story.pk}/send/", {"young_or_private": "no"})
        answer = denise.post(address, {"seen": seen, "before": "Too late, but not lost."})
        assert answer.status_code == 409
        assert "Too late, but not lost." in answer.content.decode()
        assert ChangeStory.objects.get().before == ""
