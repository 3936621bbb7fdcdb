"""Nobody was at a meeting that is still to come: until its day it has what it is about, and no
minutes.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from bigstory.core.db.versioned import Conflict
from bigstory.testing.opened import opened
from bigstory.testing.paper import a_pdf
from partnerships.decisions import actions
from partnerships.models import Meeting
from partnerships.tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TOMORROW, YESTERDAY = NOW + timedelta(days=1), NOW - timedelta(days=1)


def of(meeting, name="meeting_minutes") -> str:
    return reverse(name, args=[meeting.area.slug, meeting.pk])


@pytest.fixture
def to_come(area):
    return MeetingFactory(area=area, starts_at=TOMORROW)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def said_day(meeting) -> str:
    return date_format(timezone.localtime(meeting.starts_at), "l j F Y")


def test_the_page_says_from_which_day_on_and_what_can_be_written_until_then(cast, to_come):
    page = words(cast.member.client.get(of(to_come)))
    assert f"The meeting is on {said_day(to_come)}." in page
    assert f'href="{of(to_come, "meeting_change")}"' in page
    assert "How many were there?" not in page
    assert "Save the minutes" not in page


def test_what_is_sent_all_the_same_is_not_saved_and_comes_back(cast, to_come):
    typed = {"said": "Tea at eight.", "residents": "4", "seen": ""}
    page = words(cast.member.client.post(of(to_come), typed))
    assert f"The meeting is on {said_day(to_come)}." in page
    assert "Tea at eight." in page
    to_come.refresh_from_db()
    assert (to_come.said, to_come.there) == ("", 0)


def test_a_paper_comes_no_earlier(cast, to_come):
    from django.core.files.uploadedfile import SimpleUploadedFile

    paper = SimpleUploadedFile("Minutes.pdf", a_pdf(1), content_type="application/pdf")
    cast.member.client.post(of(to_come), {"said": "", "paper": paper})
    assert not to_come.papers.exists()


def test_on_the_day_itself_somebody_may_begin_to_write(cast, area):
    late = timezone.localtime().replace(hour=23, minute=59)
    tonight = MeetingFactory(area=area, starts_at=late)
    body = opened(cast.member.client, of(tonight), said="The hall is cold.", residents="5")
    assert cast.member.client.post(of(tonight), body).status_code == 302
    tonight.refresh_from_db()
    assert tonight.said == "The hall is cold."


def test_what_it_is_about_is_written_at_any_time(cast, to_come):
    path = of(to_come, "meeting_change")
    body = opened(cast.member.client, path, about="Who has the keys")
    assert cast.member.client.post(path, body).status_code == 302
    to_come.refresh_from_db()
    assert to_come.about == "Who has the keys"


def test_put_off_while_somebody_wrote_its_minutes_nothing_is_saved_and_no_word_lost(cast, area):
    meeting = MeetingFactory(area=area, starts_at=YESTERDAY)
    body = opened(cast.member.client, of(meeting), said="Denise has the keys.", residents="5")
    path = of(meeting, "meeting_change")
    off = opened(cast.worker.client, path, day=TOMORROW.date().isoformat())
    assert cast.worker.client.post(path, off).status_code == 302
    page = words(cast.member.client.post(of(meeting), body))
    assert "Denise has the keys." in page
    assert "Nothing is saved yet" in page
    meeting.refresh_from_db()
    assert meeting.there == 0


def test_a_meeting_with_minutes_is_not_put_off_to_a_day_to_come(cast, area):
    meeting = MeetingFactory(area=area, starts_at=YESTERDAY)
    body = opened(cast.member.client, of(meeting), said="Denise has the keys.", residents="5")
    cast.member.client.post(of(meeting), body)
    path = of(meeting, "meeting_change")
    typed = opened(
        cast.member.client, path, day=TOMORROW.date().isoformat(), place="At the library"
    )
    page = words(cast.member.client.post(path, typed))
    assert "Its minutes are written, so it has been." in page
    assert 'value="At the library"' in page
    meeting.refresh_from_db()
    assert meeting.starts_at == YESTERDAY
    earlier = opened(cast.member.client, path, day=(NOW - timedelta(days=3)).date().isoformat())
    assert cast.member.client.post(path, earlier).status_code == 302


def test_the_row_decides_and_not_the_page(cast, area, to_come):
    """Between the page and the row somebody else may have moved the day."""
    stale = MeetingFactory(area=area, starts_at=YESTERDAY)
    Meeting.objects.filter(pk=stale.pk).update(starts_at=TOMORROW)
    with pytest.raises(actions.NotYet):
        actions.write_minutes(meeting=stale, by=cast.member.user, seen={}, values={"said": "x"})
    Meeting.objects.filter(pk=stale.pk).update(starts_at=YESTERDAY, said="x")
    moved = {"starts_at": TOMORROW}
    with pytest.raises((actions.HasBeen, Conflict)) as refused:
        actions.change_meeting(meeting=stale, by=cast.member.user, seen={}, values=moved)
    assert refused.type is actions.HasBeen
