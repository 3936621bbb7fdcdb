"""Minutes on paper: pictures of their pages, for whoever reads what was said."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from bigstory.core.db.audit import AuditLine
from bigstory.testing.paper import a_pdf
from bigstory.testing.recorded import needs
from partnerships.models import MediaItem
from partnerships.tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(area):
    needs("pdftoppm")
    return MeetingFactory(area=area, starts_at=timezone.now() - timedelta(days=2))


def opened(person, meeting) -> dict:
    """What the hidden boxes of their page hold."""
    page = person.client.get(reverse("meeting_minutes", args=[meeting.area.slug, meeting.pk]))
    form = page.context["form"]
    return {"token": str(form["token"].value()), "seen": str(form["seen"].value())}


def send(person, meeting, body: bytes, **typed):
    path = reverse("meeting_minutes", args=[meeting.area.slug, meeting.pk])
    paper = SimpleUploadedFile("Minutes.pdf", body, content_type="application/pdf")
    return person.client.post(path, {"said": "", "paper": paper} | typed)


def seen(person, address: str) -> int:
    answer = person.client.get(address)
    assert not answer.streaming or b"".join(answer.streaming_content)
    return answer.status_code


def stored() -> int:
    return len(default_storage.listdir("photos")[0]) if default_storage.exists("photos") else 0


def test_a_paper_becomes_pictures_of_its_pages_on_the_page_of_the_meeting(cast, met):
    sent = send(cast.member, met, a_pdf(2), **opened(cast.member, met))
    assert sent.url == met.get_absolute_url()
    pages = list(met.papers.order_by("order"))
    assert [page.alt_text for page in pages] == [f"Page {n} of the minutes" for n in (1, 2)]
    shown = cast.member.client.get(met.get_absolute_url()).content.decode()
    for page in pages:
        assert page.address("small") in shown
        assert seen(cast.member, page.address("large")) == 200
    assert not MediaItem.objects.waiting().exists()
    assert AuditLine.objects.filter(verb="meeting.papers", data__added=2).count() == 1


def test_whoever_reads_what_was_said_sees_the_pages_and_nobody_else(cast, met):
    send(cast.member, met, a_pdf(1), **opened(cast.member, met))
    address = met.papers.get().address("small")
    for who in ("member", "worker", "lto", "rep", "trust"):
        assert seen(getattr(cast, who), address) == 200, who
    for who in ("visitor", "nobody", "neighbour", "evaluator", "admin"):
        assert seen(getattr(cast, who), address) == 404, who
    assert address not in cast.evaluator.client.get(met.get_absolute_url()).content.decode()


def test_the_same_paper_sent_twice_from_one_page_is_there_once(
    cast, met, django_capture_on_commit_callbacks
):
    page = opened(cast.member, met)
    for said in ("", "And in words."):
        with django_capture_on_commit_callbacks(execute=True):
            assert send(cast.member, met, a_pdf(2), **page | {"said": said}).status_code == 302
    met.refresh_from_db()
    assert met.said == "And in words."
    assert met.papers.count() == stored() == 2
    send(cast.member, met, a_pdf(2), **opened(cast.member, met) | {"said": met.said})
    assert met.papers.count() == 4, "sent again on purpose"


@pytest.mark.parametrize("body", [b"%PDF-1.4 broken", b"no paper at all", b""])
def test_a_file_that_is_no_paper_is_said_and_the_words_stay(cast, met, body):
    page = send(cast.member, met, body, **opened(cast.member, met) | {"said": "Keys and tea"})
    assert page.context["form"].errors["paper"]
    assert "Keys and tea" in page.content.decode()
    met.refresh_from_db()
    assert (met.said, met.papers.count(), stored()) == ("", 0, 0)


def test_a_drawer_of_papers_is_too_many_for_one_evening(cast, met, monkeypatch):
    monkeypatch.setattr("partnerships.decisions.views.minutes.MOST_PAGES", 2)
    send(cast.member, met, a_pdf(2), **opened(cast.member, met))
    page = send(cast.member, met, a_pdf(1), **opened(cast.member, met))
    assert "Take some away first." in page.content.decode()
    assert met.papers.count() == stored() == 2


def test_where_somebody_else_wrote_meanwhile_no_page_is_left_over(
    cast, met, django_capture_on_commit_callbacks
):
    page = opened(cast.member, met)
    cast.worker.client.post(
        reverse("meeting_minutes", args=[met.area.slug, met.pk]),
        opened(cast.worker, met) | {"said": "His."},
    )
    with django_capture_on_commit_callbacks(execute=True):
        asked = send(cast.member, met, a_pdf(1), **page | {"said": "Hers."})
    assert "Two of you wrote here" in asked.content.decode()
    assert (met.papers.count(), stored()) == (0, 0)


def test_a_page_is_taken_away_at_once_by_those_who_write_and_by_nobody_else(
    cast, met, django_capture_on_commit_callbacks
):
    send(cast.member, met, a_pdf(2), **opened(cast.member, met))
    first, second = met.papers.order_by("order")
    path = reverse("meeting_minutes", args=[met.area.slug, met.pk])
    elsewhere = MeetingFactory(area=met.area)
    for who, status in (("rep", 403), ("evaluator", 403), ("neighbour", 404)):
        assert getattr(cast, who).client.post(path, {"away": first.pk}).status_code == status
    other = reverse("meeting_minutes", args=[met.area.slug, elsewhere.pk])
    assert cast.member.client.post(other, {"away": first.pk}).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        cast.worker.client.post(path, {"away": first.pk})
    assert list(met.papers.all()) == [second]
    assert seen(cast.member, first.address("small")) == 404
    assert stored() == 1
