"""Any order of sendings, answers, questions, messages and wishes: what is owed is what is open."""

from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from areas.desk.actions.letters import write_letter
from areas.desk.actions.owed import keep_all_owed
from areas.desk.queries.owed import things_of, to_answer, with_waiting
from areas.models import Area, Owed
from areas.tests.factories import AreaFactory
from bigstory.accounts.models import User
from bigstory.testing.record import looked_over, publish
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.links import ask_to_be_forgotten
from outcomes.consent.actions.reports import answer_flag, report_story
from outcomes.models import Appearance, Person
from outcomes.review.actions import accept, return_, set_aside
from outcomes.stories.actions.taking_back import withdraw
from outcomes.stories.actions.telling import send as send_story
from outcomes.tests.factories import StoryFactory
from partnerships.money.actions.reports import answer_report, open_report, send_report
from partnerships.plan.actions.sending import endorse, send_back, take_back
from partnerships.plan.actions.sending import send as send_plan
from partnerships.table.actions.roster import reply, send_review
from partnerships.table.queries.year import year_of
from partnerships.tests.factories import LtoAppointmentFactory, PartnershipFactory, SeatFactory
from partnerships.tests.sending import a_plan

LETTERS_ABOUT = ("plan", "change", "spend_report", "yearly_review", "story")
PICK = st.integers(0, 50)
numbers = iter(range(1, 10_000))


class Desk(RuleBasedStateMachine):
    """What waits is also kept here in a plain set, of (kind, about, thing, who owes it)."""

    @initialize()
    def begin(self):
        n = next(numbers)
        self.area = AreaFactory(programme=self.programme, slug=f"o-{n}", name=f"O {n}")
        self.member = self._somebody("worker", self.area)
        self.trust = self._somebody("trust", None)
        self.group = PartnershipFactory(area=self.area)
        SeatFactory(partnership=self.group)
        self.holder = LtoAppointmentFactory(area=self.area).organisation
        self.halves = iter([date(year, month, 1) for year in range(2001, 2200) for month in (1, 7)])
        self.waits = set()
        self.plan = None
        self.version = None
        self.stories = {}
        self.reports = {}
        self.reviews = {}
        self.flags = {}
        self.wishes = {}

    def _somebody(self, role, area) -> User:
        user = User.objects.create_user(f"o{next(numbers)}@example.org", name=role.title())
        user.area_roles.create(role=role, area=area)
        return user

    def _add(self, kind: str, thing: int) -> None:
        self.waits.add((kind, kind, thing, "trust"))

    def _end(self, kind: str, thing: int) -> None:
        self.waits.discard((kind, kind, thing, "trust"))

    # --- plans
    @precondition(lambda self: self.version is None)
    @rule(kind=st.sampled_from(["first", "variation"]))
    def plan_is_sent(self, kind):
        if self.plan is None:
            self.plan = a_plan(self.area, number=next(numbers), kind=kind)
        self.version = send_plan(self.plan, by=self.member)
        self._add("change" if self.plan.kind == "variation" else "plan", self.version.pk)

    @precondition(lambda self: self.version is not None)
    @rule(how=st.sampled_from(["endorse", "send_back", "take_back"]))
    def plan_comes_back(self, how):
        if how == "take_back":
            take_back(self.plan, by=self.member)
        else:
            deed = endorse if how == "endorse" else send_back
            deed(self.version, by=self.trust, words="We read it.")
        self._end("change" if self.plan.kind == "variation" else "plan", self.version.pk)
        self.version = None
        if how == "endorse":
            self.plan = None
        else:
            self.plan.refresh_from_db()

    # --- money and the table
    @rule()
    def report_is_sent(self):
        half = next(self.halves)
        report = open_report(
            area=self.area, organisation=self.holder, half_year=half, by=self.member
        )
        self.reports[report.pk] = send_report(report=report, note="Nothing.", by=self.member)
        self._add("spend_report", report.pk)

    @precondition(lambda self: self.reports)
    @rule(which=PICK)
    def report_is_answered(self, which):
        pk = self._pick(self.reports, which)
        answer_report(report=self.reports.pop(pk), words="Thank you.", by=self.trust)
        self._end("spend_report", pk)

    @precondition(lambda self: not self.group.reviews.exists())
    @rule()
    def yearly_review_is_sent(self):
        seen = year_of(self.group, None).fingerprint
        review = send_review(partnership=self.group, by=self.member, note="", seen=seen)
        self.reviews[review.pk] = review
        self._add("yearly_review", review.pk)

    @precondition(lambda self: self.reviews)
    @rule(which=PICK)
    def yearly_review_is_answered(self, which):
        pk = self._pick(self.reviews, which)
        reply(review=self.reviews.pop(pk), by=self.trust, words="Thank you.")
        self._end("yearly_review", pk)

    # --- stories
    @rule()
    def story_is_sent(self):
        story = looked_over(StoryFactory(area=self.area, audience="programme"))
        self.stories[story.pk] = send_story(story, by=self.member)
        self._add("story", story.pk)

    @precondition(lambda self: self.stories)
    @rule(which=PICK, deed=st.sampled_from([accept, return_, set_aside, withdraw]))
    def story_is_answered_or_taken_back(self, which, deed):
        pk = self._pick(self.stories, which)
        story = self.stories.pop(pk)
        if deed is withdraw:
            withdraw(story, by=self.member)
        else:
            back = deed(story, by=self.trust, words="We read it.").story
            if deed is return_:
                self.returned = looked_over(back)
        self._end("story", pk)

    @precondition(lambda self: getattr(self, "returned", None))
    @rule()
    def returned_story_is_sent_again(self):
        story, self.returned = self.returned, None
        self.stories[story.pk] = send_story(story, by=self.member)
        self._add("story", story.pk)

    # --- readers and people in stories
    @rule()
    def reader_writes(self):
        story = publish(self.area, f"Public {next(numbers)}", by=None)
        flag = report_story(
            story, place="203.0.113.7", desk="", what="wrong", words="It is not so."
        )
        self.flags[flag.pk] = flag
        self._add("flag", flag.pk)

    @precondition(lambda self: self.flags)
    @rule(which=PICK)
    def reader_is_answered(self, which):
        pk = self._pick(self.flags, which)
        answer_flag(self.flags.pop(pk), by=self.trust, words="Looked at.")
        self._end("flag", pk)

    @rule(listed=st.booleans(), which=PICK)
    def somebody_wants_to_be_forgotten(self, listed, which):
        person = Person.objects.create(area=self.area, name=f"Zq{next(numbers)} Hill", age="adult")
        if listed and self.stories:
            pk = self._pick(self.stories, which)
            Appearance.objects.create(story_id=pk, person=person, how="about")
        self.wishes[ask_to_be_forgotten(person=person).pk] = person
        self._add("subject_request", max(self.wishes))

    @precondition(lambda self: self.wishes)
    @rule(which=PICK)
    def somebody_is_forgotten(self, which):
        pk = self._pick(self.wishes, which)
        erase_person(self.wishes.pop(pk), by=self.trust, why="by letter")
        self._end("subject_request", pk)

    # --- letters
    @rule(which=PICK, ours=st.booleans(), asks=st.booleans(), words=st.sampled_from("abcdef"))
    def somebody_writes(self, which, ours, asks, words):
        sent = sorted((kind, thing) for kind, about, thing, _owes in self.waits if kind == about)
        sent = [key for key in sent if key[0] in LETTERS_ABOUT]
        if not sent:
            return
        key = sent[which % len(sent)]
        by = self.trust if ours else self.member
        things = things_of(by, [key])
        if key not in things:
            return  # Local Trust may not read it now
        write_letter(things[key], words=f"{words}{next(numbers)}", asks=asks, by=by)
        mine, theirs = ("trust", "area") if ours else ("area", "trust")
        self.waits.discard(("question", *key, mine))
        if asks:
            self.waits.add(("question", *key, theirs))

    def _pick(self, things: dict, which: int) -> int:
        return sorted(things)[which % len(things)]

    @invariant()
    def what_is_owed_is_what_is_open(self):
        if not hasattr(self, "area"):
            return
        rows = Owed.objects.open().filter(area=self.area)
        assert set(rows.values_list("kind", "about", "thing", "owes")) == self.waits
        ours = sum(owes == "trust" for *_key, owes in self.waits)
        trust = User.objects.get(pk=self.trust.pk)
        assert to_answer(trust).filter(area=self.area).count() == ours
        counted = with_waiting(Area.objects.filter(pk=self.area.pk), Owed.objects.all()).get()
        assert counted.waiting == ours

    def teardown(self):
        """Written anew from what was sent and answered, it is the same."""
        if hasattr(self, "area"):
            keep_all_owed()
            self.what_is_owed_is_what_is_open()


@pytest.mark.django_db
def test_what_is_owed_is_what_is_open_whatever_is_sent_asked_and_answered(programme):
    Desk.programme = programme
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=quiet,
            database=None,
        ),
    )
