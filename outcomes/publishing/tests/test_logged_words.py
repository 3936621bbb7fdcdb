"""The words of what was logged for everybody, as the copy holds them: a table of small cases."""

import pytest
from django.db import IntegrityError, transaction

from bigstory.testing.record import tell
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.tests.marked import marks, whole_record
from outcomes.models import Person, TextDecision, UncheckedWords
from outcomes.publishing.actions.activities import decide_logged, publish_activity
from outcomes.publishing.actions.publications import KeptIn
from outcomes.publishing.actions.wording import count_undecided
from outcomes.publishing.queries.activities import all_cleared
from outcomes.publishing.queries.wording.whole import findings_in
from partnerships.tests.factories import ActivityFactory, SeatFactory

Answer = TextDecision.Answer


def logged(area, **words):
    return ActivityFactory(area=area, audience="public", **words)


def answer_all(activity, answer, *, by=None) -> int:
    answers = {(row.found, row.digest): answer for row in findings_in(activity)}
    return decide_logged(activity, answers=answers, by=by)


@pytest.mark.parametrize(
    ("words", "answer", "copied"),
    [
        ("Tea with Maureen.", Answer.STAY, "Tea with Maureen."),
        ("Tea with Maureen.", Answer.CUT, "Tea with …."),
        ("Maureen’s cakes went first.", Answer.CUT, "… cakes went first."),
        ("MAUREEN, and maureen@example.org.", Answer.CUT, "…, and …."),
        ("At 4 Mill Lane, PE26 1JG.", Answer.CUT, "At 4 Mill Lane, …."),
        ("Call 01487 812345.", Answer.CUT, "Call …."),
        ("We met in May. Hope will follow.", Answer.CUT, "We met in May. Hope will follow."),
        ("", Answer.CUT, ""),
    ],
)
def test_the_copy_says_what_was_decided_and_the_log_keeps_its_words(area, words, answer, copied):
    activity = logged(area, title="Tea", what_happened=words)
    assert answer_all(activity, answer) == 0
    assert publish_activity(activity, by=None).what_changed == copied
    activity.refresh_from_db()
    assert activity.what_happened == words


@pytest.mark.parametrize("answer", [Answer.REPLACE, Answer.NOT_THEM, "perhaps"])
def test_nobody_is_on_a_list_so_nothing_is_replaced(area, answer):
    activity = logged(area, what_happened="Tea with Maureen.")
    assert answer_all(activity, answer) == 1
    assert not TextDecision.objects.exists()


def test_what_keeps_it_in_stays_counted(area):
    activity = logged(area, what_happened="Tea with Maureen.")
    with pytest.raises(KeptIn, match="Decide about each"):
        publish_activity(activity, by=None)
    assert UncheckedWords.objects.get(activity=activity).how_many == 1


def test_who_sits_down_later_is_asked_about_before_it_is_shown(area):
    activity = logged(area, what_happened="Zebedee cooked.")
    assert count_undecided(activity) == 0
    SeatFactory(partnership__area=area, name="Zebedee Quill")
    with pytest.raises(KeptIn):
        publish_activity(activity, by=None)


def test_a_decision_of_a_story_is_none_of_what_was_logged_under_the_same_number(area):
    story = tell(area, what_changed="Maureen.", told_by="", out=False)
    activity = logged(area, pk=story.pk, title="Tea", what_happened="Maureen.")
    found = {row.digest for row in findings_in(story)} & {
        row.digest for row in findings_in(activity)
    }
    assert not found


def test_a_decision_is_about_a_story_or_about_what_was_logged(area):
    for of in ({}, {"story": tell(area, out=False), "activity": logged(area)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TextDecision.objects.create(found="name", digest="d", answer="cut", **of)


def test_several_are_cleared_in_as_many_statements_as_one(area, django_assert_num_queries):
    activities = [logged(area, what_happened=f"Tea {n} with Maureen.") for n in range(5)]
    for activity in activities:
        answer_all(activity, Answer.CUT)
    for some in (activities[:1], activities):
        fresh = list(type(activity).objects.filter(pk__in=[each.pk for each in some]))
        with django_assert_num_queries(3):
            assert all("Maureen" not in each.what_happened for each in all_cleared(fresh))


def test_erasing_somebody_takes_them_out_of_what_was_logged_its_copy_and_the_count(area, cast, db):
    john = Person.objects.create(area=area, name="John Zqsmith")
    by_john = {"logged_by_name": "John Zqsmith", "title": "Tea"}
    shown = logged(area, what_happened="John Zqsmith made tea.", **by_john)
    photo = shown.media.create(
        area=area, name="0" * 32, bytes=1, people="nobody", alt_text="The tea of John Zqsmith."
    )
    answer_all(shown, Answer.STAY)
    copy = publish_activity(shown, by=None)
    assert copy.published_media.get().words["alt_text"] == "The tea of John Zqsmith."
    waits = logged(area, what_happened="John Zqsmith sang.", **by_john)
    assert count_undecided(waits) == 1
    ticked = {f"partnerships.activity.what_happened:{pk}" for pk in (shown.pk, waits.pk)} | {
        f"partnerships.mediaitem.alt_text:{photo.pk}"
    }
    ticked |= {f"partnerships.activity.logged_by_name:{pk}" for pk in (shown.pk, waits.pk)}
    erase_person(john, by=cast.trust.user, why="by letter", ticked=ticked)
    assert marks(whole_record(), "zqsmith") == []
    copy.refresh_from_db()
    assert copy.what_changed == "somebody made tea."
    assert copy.published_media.get().words["alt_text"] == "The tea of somebody."
    assert not UncheckedWords.objects.exists()
