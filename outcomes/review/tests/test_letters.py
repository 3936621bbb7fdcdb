"""Local Trust asks about something an area sent, and the area answers: the same for all four kinds.

A question stays open until the other side has written back, and each letter goes out by mail.
"""

from datetime import date

import pytest
from django.utils import timezone

from areas.desk.actions.letters import write_letter
from areas.desk.actions.owed import take
from areas.desk.queries.due import after_working_days, due_on
from areas.desk.queries.owed import things_of, to_answer
from areas.models import Letter, Officer, Owed
from areas.tests.factories import AreaRoleFactory
from bigstory.core.db.audit import AuditLine
from bigstory.testing.record import publish, tell
from bigstory.tests.hidden_inputs import page_of
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.reports import report_story
from outcomes.models import Appearance, Person
from outcomes.review.tests.test_the_whole_queue import KINDS, one_of_each

__all__ = ["one_of_each"]
QUESTION = "Who drives on the weeks Alan is away?"
ANSWER = "His sister does, and brings the pudding."
# Who answers for the area, who may read what is written, and who may know of it and not read it.
ANSWERS = {"plan": "member", "spend_report": "lto", "yearly_review": "worker", "story": "member"}
READS = {
    "plan": "member worker lto rep trust",
    "spend_report": "member worker lto rep trust",
    "yearly_review": "member worker lto rep trust",
    "story": "member worker rep trust",
}
EVERYBODY = "member worker lto rep trust evaluator neighbour admin"


@pytest.fixture
def waiting(cast, one_of_each) -> dict:
    """What waits, by kind."""
    rows = cast.trust.client.get("/reviews/").context["waiting"]
    return {item.owed.kind: item for item in rows}


def letters(item) -> str:
    return f"/letters/{item.owed.about}/{item.owed.thing}/"


def ask(cast, item, words=QUESTION):
    return cast.trust.client.post(item.thing.desk, {"verdict": "ask", "words": words, "seen": "1"})


@pytest.mark.parametrize("kind", KINDS)
class TestAQuestion:
    def test_it_stands_on_the_home_of_who_can_answer_and_is_answered_there(
        self, cast, waiting, kind, letters
    ):
        item = waiting[kind]
        assert ask(cast, item).url == "/reviews/"
        person = getattr(cast, ANSWERS[kind])
        home = person.client.get("/")
        (question,) = home.context["questions"]
        assert (question.letter.words, question.thing.title) == (QUESTION, item.thing.title)
        assert page_of(home).count(QUESTION) == 1, "asked once, not told again as a reply"
        typed = {"words": ANSWER, "token": question.token, "next": "/"}
        assert person.client.post(f"/letters/{kind}/{item.owed.thing}/", typed).url == "/"
        assert person.client.get("/").context["questions"] == []
        assert QUESTION not in page_of(person.client.get("/")), "answered, it is no news"
        came_back = cast.trust.client.get("/reviews/").context["came_back"]
        assert [letter.words for _thing, letter in came_back] == [ANSWER]

    def test_it_leaves_what_was_sent_with_local_trust(self, cast, waiting, kind):
        before = to_answer(cast.trust.user).count()
        ask(cast, waiting[kind])
        assert to_answer(cast.trust.user).count() == before
        page = page_of(cast.trust.client.get(waiting[kind].thing.desk))
        assert QUESTION in page
        assert "What was asked and answered so far" in page

    def test_it_goes_out_by_mail_with_its_words_and_so_does_the_answer(
        self, cast, waiting, kind, letters
    ):
        item = waiting[kind]
        person = getattr(cast, ANSWERS[kind])
        ask(cast, item)
        asked = [letter for letter in letters if QUESTION in letter.body]
        assert person.user.email in [to for letter in asked for to in letter.to]
        address = f"/letters/{kind}/{item.owed.thing}/"
        assert address in asked[0].body
        letters.clear()
        person.client.post(address, {"words": ANSWER})
        (answer,) = letters
        assert (answer.to, ANSWER in answer.body) == ([cast.trust.user.email], True)

    def test_only_those_who_read_what_is_sent_read_it(self, cast, waiting, kind):
        ask(cast, waiting[kind])
        for who in EVERYBODY.split():
            page = getattr(cast, who).client.get(letters(waiting[kind]))
            reads = who in READS[kind].split()
            assert (who, QUESTION in page.content.decode()) == (who, reads)
            assert (who, page.status_code in ((200,) if reads else (403, 404))) == (who, True)
            if reads:
                said = "its worker, the LTO, its Rep" if "lto" in READS[kind] else "its worker, its"
                assert f"Read by the partnership, {said}" in " ".join(page_of(page).split())
        visitor = cast.visitor.client.get(letters(waiting[kind]))
        assert visitor.status_code in (302, 404)

    def test_pressed_twice_it_is_asked_once(self, cast, waiting, kind, letters):
        for _time in "12":
            ask(cast, waiting[kind])
        assert Letter.objects.count() == 1
        assert Owed.objects.theirs().open().count() == 1
        assert len({(tuple(one.to), one.body) for one in letters}) == len(letters)

    def test_without_words_nothing_is_asked_and_it_is_said_why(self, cast, waiting, kind):
        page = ask(cast, waiting[kind], words="  ").content.decode()
        assert "A reply is owed" in page
        assert not Letter.objects.exists()


def test_an_area_asks_local_trust_and_it_waits_among_what_is_owed(cast, waiting):
    item = waiting["spend_report"]
    cast.lto.client.post(letters(item), {"words": "When is the next payment?", "asks": "on"})
    rows = cast.trust.client.get("/reviews/?kind=question").context["waiting"]
    assert [(row.owed.kind, row.url) for row in rows] == [("question", letters(item))]
    page = page_of(cast.trust.client.get(letters(item)))
    assert "They wait for an answer from you" in page
    cast.trust.client.post(letters(item), {"words": "On the first of the month."})
    assert not Owed.objects.filter(kind="question").open().exists()


@pytest.mark.parametrize("who", ["rep", "evaluator", "admin"])
def test_whoever_only_reads_writes_no_letter(cast, waiting, who):
    answer = getattr(cast, who).client.post(letters(waiting["plan"]), {"words": "Me too."})
    assert answer.status_code in (403, 404)
    assert not Letter.objects.exists()


def test_nobody_writes_for_local_trust_about_what_they_sent_for_an_area(cast, area):
    AreaRoleFactory(user=cast.member.user, role="trust", area=None)
    story = tell(area, written_by=cast.member.user)
    assert cast.member.client.post(
        f"/letters/story/{story.pk}/", {"words": "All good."}
    ).status_code in (403, 404)


def test_what_was_typed_comes_back_when_the_page_was_used_before(cast, waiting):
    address = letters(waiting["plan"])
    token = cast.member.client.get(address).context["form"]["token"].value()
    cast.member.client.post(address, {"words": "First.", "token": token})
    page = cast.member.client.post(address, {"words": "Second, and longer.", "token": token})
    assert "Second, and longer." in page.content.decode()
    assert [letter.words for letter in Letter.objects.all()] == ["First."]


def test_the_words_of_a_verdict_go_out_by_mail_to_who_sent_it(cast, waiting, letters):
    item = waiting["plan"]
    cast.trust.client.post(item.thing.desk, {"verdict": "endorsed", "words": "It sings."})
    (letter,) = letters
    assert (letter.to, "It sings." in letter.body) == ([cast.member.user.email], True)
    assert letter.subject == f"“{item.thing.title}”: Endorsed"
    assert "\n\nEndorsed.\n\nIt sings." in letter.body, "what was decided stands before the words"


class TestInHand:
    def test_somebody_takes_it_and_leaves_it_again(self, cast, waiting):
        owed = waiting["plan"].owed
        address = f"/reviews/owed/{owed.pk}/take/"
        cast.trust.client.post(address)
        page = page_of(cast.second_trust.client.get("/reviews/"))
        assert "<bdi>Priya</bdi> has it in hand." in page
        cast.trust.client.post(address, {"back": "1"})
        owed.refresh_from_db()
        assert owed.taken_by is None
        verbs = AuditLine.objects.filter(verb__startswith="owed.").order_by("pk")
        assert [line.verb for line in verbs] == ["owed.taken", "owed.given_back"]

    @pytest.mark.parametrize("who", ["member", "rep", "lto", "evaluator", "neighbour", "admin"])
    def test_nobody_else_takes_anything(self, cast, waiting, who):
        owed = waiting["plan"].owed
        answer = getattr(cast, who).client.post(f"/reviews/owed/{owed.pk}/take/")
        assert answer.status_code in (403, 404)
        owed.refresh_from_db()
        assert owed.taken_by is None

    def test_what_was_answered_meanwhile_is_left_as_it_is(self, cast, waiting):
        item = waiting["plan"]
        cast.trust.client.post(item.thing.desk, {"verdict": "endorsed", "words": "It sings."})
        item.owed.refresh_from_db()
        assert take(item.owed, by=cast.second_trust.user).taken_by is None


def test_one_number_stands_on_every_page(cast, area, one_of_each):
    story = publish(area, "The garden")
    report_story(story, place="203.0.113.9", desk="", what="wrong", words="It was not so.")
    said = {"/reviews/": "5 things are waiting for us", "/portfolio/": "5 replies are owed"}
    for address, words in said.items():
        assert words in cast.trust.client.get(address).content.decode()
    (row,) = [row for row in cast.trust.client.get("/portfolio/").context["areas"] if row == area]
    assert row.waiting == 5


def test_a_member_counts_what_they_may_read_and_no_message_of_a_reader(cast, area, other_area):
    AreaRoleFactory(user=cast.member.user, role="member", area=other_area)
    story = tell(area)
    publish(area, "The garden")
    report_story(story, place="203.0.113.9", desk="", what="wrong", words="It was not so.")
    home = cast.member.client.get("/")
    assert {one.slug: one.waiting for one in home.context["areas"]} == {
        "ramsey": 1,
        "whitley-bay": 0,
    }


def test_a_story_that_may_not_be_read_now_still_waits_and_says_no_word_of_itself(cast, area):
    story = tell(area, "Zqwetpaint here", out=False)
    page = cast.trust.client.get("/reviews/")
    (item,) = page.context["waiting"]
    assert item.owed.thing == story.pk
    assert "A story that cannot be read now" in page.content.decode()
    assert "Zqwetpaint" not in page.content.decode()


class TestWhenItIsDue:
    @pytest.mark.parametrize(
        ("day", "days", "due"),
        [
            ("2024-05-28", 10, "2024-06-11"),  # a Tuesday, over two weekends
            ("2024-12-20", 3, "2024-12-27"),  # Christmas and Boxing Day are none
            ("2026-04-02", 1, "2026-04-07"),  # Good Friday and Easter Monday are none
            ("2024-06-01", 1, "2024-06-03"),  # sent on a Saturday
        ],
    )
    def test_bank_holidays_and_weekends_are_no_working_days(self, day, days, due):
        assert after_working_days(date.fromisoformat(day), days) == date.fromisoformat(due)

    def test_a_programme_without_the_rule_promises_no_day(self, programme, area):
        programme.rules.filter(name="reply_working_days").delete()
        assert due_on(programme, timezone.now()) is None


def test_letters_about_a_story_go_with_it(cast, area):
    story = tell(area)
    person = Person.objects.create(area=area, name="Zq Hill", age="adult")
    Appearance.objects.create(story=story, person=person, how="teller")
    thing = things_of(cast.trust.user, [("story", story.pk)])["story", story.pk]
    write_letter(thing, words=QUESTION, asks=True, by=cast.trust.user)
    erase_person(person, by=cast.trust.user, why="by letter")
    assert (Letter.objects.count(), Owed.objects.open().count()) == (0, 0)


def test_a_letter_nobody_has_in_hand_goes_to_the_officer_of_the_area(cast, area, waiting, letters):
    Officer.objects.create(area=area, user=cast.second_trust.user, starts=date(2020, 1, 1))
    address = f"/letters/spend_report/{waiting['spend_report'].owed.thing}/"
    cast.lto.client.post(address, {"words": "When is the next payment?", "asks": "on"})
    (letter,) = letters
    assert letter.to == [cast.second_trust.user.email]
    area.facts.refresh_from_db()
    assert area.facts.last_letter_on == timezone.localdate()


def test_the_desk_of_an_area_says_what_each_side_owes(cast, area, waiting):
    ask(cast, waiting["plan"])
    owed = cast.trust.client.get("/areas/ramsey/desk/").context["owed"]
    assert [(item.owed.kind, item.owed.owes) for item in owed] == [
        *((kind, "trust") for kind in KINDS),
        ("question", "area"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_only_who_may_write_is_offered_to_write_back(cast, waiting, kind, letters):
    """Others at the table read what was written, and are led to all of it."""
    item = waiting[kind]
    ask(cast, item)
    writes = {who for who in ("member", "worker", "lto") if _is_asked(getattr(cast, who), item)}
    assert ANSWERS[kind] in writes
    cast.trust.client.post(f"/letters/{kind}/{item.owed.thing}/", {"words": "One thing more."})
    for who in ("member", "worker", "lto"):
        home = page_of(getattr(cast, who).client.get("/"))
        if "One thing more." in home:
            assert ("Write back" in home) is (who in writes)
            note = home.partition("One thing more.")[2].partition("</div>")[0]
            assert "Priya" in note, "who wrote it stands under it"


def _is_asked(person, item) -> bool:
    questions = person.client.get("/").context["questions"]
    return any(question.thing.pk == item.owed.thing for question in questions)


@pytest.mark.parametrize("kind", KINDS)
def test_an_open_question_stands_once_on_the_home_of_an_adviser(cast, waiting, kind, letters):
    ask(cast, waiting[kind])
    home = cast.rep.client.get("/")
    assert [row.owed.thing for row in home.context["asked"]] == [waiting[kind].owed.thing]
    assert home.context["replies"] == []
