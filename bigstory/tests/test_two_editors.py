"""Two people who change one thing: what each changed is kept; what both changed is shown to the
later of them, who chooses.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from bigstory.core.db.dated import today
from bigstory.testing.opened import opened, sent_by
from partnerships.models import Interest
from partnerships.tests.factories import (
    ActivityFactory,
    DecisionFactory,
    MeetingFactory,
    PartnershipFactory,
    RegularFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
HEADING = "Two of you wrote here"


def activity(area):
    return ActivityFactory(area=area, title="Lunch", what_happened="Before."), "activity_change"


def regular(area):
    return RegularFactory(area=area, title="Lunch", led_by=""), "regular_change"


def decision(area):
    return DecisionFactory(area=area, title="To cook", because="Before."), "decision_change"


def meeting(area):
    soon = timezone.now() + timedelta(days=9)
    made = MeetingFactory(area=area, what="Lunch", starts_at=soon, about="Before.")
    return made, "meeting_change"


def seat(area):
    group = PartnershipFactory(area=area)
    return SeatFactory(partnership=group, name="Bernadette", role="Before"), "seat_change"


def interest(area):
    group = PartnershipFactory(area=area)
    made = Interest.objects.create(
        seat=SeatFactory(partnership=group), kind="direct", about="Before.", declared_on=today()
    )
    return made, "interest_change"


# What makes the thing; a part one of them changes, another part, and how to read both.
TABLE = [
    (activity, ("title", "Lunch for forty"), ("what_happened", "Two new faces.")),
    (regular, ("title", "Lunch club"), ("led_by", "residents")),
    (decision, ("title", "To cook on Fridays"), ("because", "They asked.")),
    (meeting, ("what", "A walk"), ("about", "The bench.")),
    (seat, ("name", "Bernie"), ("role", "Keeps the minutes")),
    (interest, ("about", "The minibus."), ("what_was_done", "She left the room.")),
]
IDS = [row[0].__name__ for row in TABLE]


@pytest.fixture
def thing(request, area):
    row, view = request.param(area)
    return row, reverse(view, args=[area.slug, row.pk])


@pytest.mark.parametrize(("thing", "hers", "his"), TABLE, ids=IDS, indirect=["thing"])
def test_two_who_change_different_parts_are_not_asked_and_both_are_kept(cast, thing, hers, his):
    row, path = thing
    first = opened(cast.worker.client, path, **dict([hers]))
    second = opened(cast.worker.client, path, **dict([his]))
    for sent in (first, second):
        assert cast.worker.client.post(path, sent).status_code == 302
    row.refresh_from_db()
    assert {name: getattr(row, name) for name, _value in (hers, his)} == dict([hers, his])
    assert row.version == 3


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
@pytest.mark.parametrize(("thing", "other", "part"), TABLE, ids=IDS, indirect=["thing"])
def test_two_who_change_the_same_part_see_both_and_the_later_chooses(
    cast, thing, other, part, choice
):
    row, path = thing
    name, hers = part
    his = "volunteers" if name == "led_by" else "He wrote this."
    first = opened(cast.worker.client, path, **{name: his})
    second = opened(cast.worker.client, path, **dict([other, part]))
    assert cast.worker.client.post(path, first).status_code == 302
    page = cast.worker.client.post(path, second)
    words = page.content.decode()
    assert page.status_code == 200
    assert HEADING in words
    assert escape(hers) in words
    row.refresh_from_db()
    assert (getattr(row, name), row.version) == (his, 2), "nothing is written over unasked"
    assert escape(row.__dict__[name]) in words or row.get_led_by_display() in words
    can_be_both = f'name="keep_{name}" value="both"' in words
    if choice == "both" and not can_be_both:
        assert name in ("led_by", "role")
        return
    sent = sent_by(words, **{f"keep_{name}": choice})
    assert cast.worker.client.post(path, sent).status_code == 302
    row.refresh_from_db()
    kept = {"mine": hers, "theirs": his, "both": f"{his}\n\n{hers}"}
    assert getattr(row, name) == kept[choice]
    assert getattr(row, other[0]) == other[1], "what else she typed is kept"


def test_what_somebody_changed_elsewhere_meanwhile_outlives_the_choice(cast, area):
    row, view = decision(area)
    path = reverse(view, args=[area.slug, row.pk])
    second = opened(cast.member.client, path, because="Hers.")
    his = opened(cast.worker.client, path, because="His.", title="To cook on Fridays")
    cast.worker.client.post(path, his)
    page = cast.member.client.post(path, second).content.decode()
    cast.member.client.post(path, sent_by(page))
    row.refresh_from_db()
    assert (row.title, row.because) == ("To cook on Fridays", "Hers.")


def test_words_made_wrong_while_choosing_come_back_with_the_choice(cast, area):
    row, view = decision(area)
    path = reverse(view, args=[area.slug, row.pk])
    second = opened(cast.member.client, path, because="Hers.", title="Hers")
    cast.worker.client.post(path, opened(cast.worker.client, path, because="His.", title="His"))
    page = cast.member.client.post(path, second).content.decode()
    sent = sent_by(page, keep_because="theirs", title="")
    again = cast.member.client.post(path, sent).content.decode()
    assert HEADING in again
    assert "Say in a sentence what was decided" in again
    cast.member.client.post(path, sent_by(again, title="Made one"))
    row.refresh_from_db()
    assert (row.title, row.because) == ("Made one", "His.")


def test_it_is_saved_once_more_while_somebody_chooses(cast, area):
    row, view = decision(area)
    path = reverse(view, args=[area.slug, row.pk])
    second = opened(cast.member.client, path, because="Hers.")
    for words in ("His.", "His again."):
        if words == "His again.":
            page = cast.member.client.post(path, second).content.decode()
        cast.worker.client.post(path, opened(cast.worker.client, path, because=words))
    page = cast.member.client.post(path, sent_by(page)).content.decode()
    assert "once more while you were choosing" in page
    assert "His again." in page
    row.refresh_from_db()
    assert row.because == "His again."


def test_a_day_and_an_hour_are_one_question_with_two_boxes(cast, area):
    row, view = meeting(area)
    path = reverse(view, args=[area.slug, row.pk])
    day = today() + timedelta(days=20)
    second = opened(cast.member.client, path, at="20:15")
    cast.worker.client.post(path, opened(cast.worker.client, path, day=day.isoformat()))
    page = cast.member.client.post(path, second).content.decode()
    assert HEADING in page
    assert 'value="20:15"' in page
    cast.member.client.post(path, sent_by(page, keep_starts_at="theirs"))
    row.refresh_from_db()
    assert timezone.localtime(row.starts_at).date() == day


NUMBER = {"came": 40, "counted": "exact"}
NOT_COUNTED = {"came": "", "counted": "not_counted"}


@pytest.mark.parametrize(
    ("his", "hers", "choice", "left"),
    [
        (NOT_COUNTED, {"came": 41}, {"came": "mine"}, (41, "exact")),
        (NOT_COUNTED, {"came": 41}, {"came": "theirs"}, (None, "not_counted")),
        ({"counted": "about"}, NOT_COUNTED, {"came": "mine"}, (None, "not_counted")),
        ({"came": 42, "counted": "about"}, {"came": 41}, {"came": "theirs"}, (42, "about")),
        ({"counted": "about"}, {"came": 41}, {"came": "mine"}, (41, "exact")),
    ],
)
def test_a_number_and_how_sure_they_are_of_it_are_one_answer(cast, area, his, hers, choice, left):
    row = ActivityFactory(area=area, title="Lunch", **NUMBER)
    path = reverse("activity_change", args=[area.slug, row.pk])
    mine = opened(cast.worker.client, path, **hers)
    cast.worker.client.post(path, opened(cast.worker.client, path, **his))
    page = cast.worker.client.post(path, mine).content.decode()
    assert HEADING in page
    sent = sent_by(page, **{f"keep_{name}": kept for name, kept in choice.items()})
    assert [name for name in sent if name.startswith("keep_")] == ["keep_came"]
    assert cast.worker.client.post(path, sent).status_code == 302
    row.refresh_from_db()
    assert (row.came, row.counted) == left
