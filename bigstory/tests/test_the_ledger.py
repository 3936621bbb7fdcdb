"""The ledger of what was closed, and the command that closes it again."""

import fcntl
from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from areas.roles.actions.invitations import invite, withdraw
from bigstory.core.closings import again, ledger, restored
from bigstory.core.closings.models import Closing
from bigstory.core.work.mail import post
from bigstory.core.work.models import Mail
from bigstory.testing.older_copy import closed_again, lost
from bigstory.tests.hidden_inputs import page_of
from outcomes.consent.actions.stops import place_stop
from outcomes.models import ChangeStory, PermissionEvent, Person
from outcomes.publishing.tests.heron import Story


@pytest.fixture
def heron(area, cast):
    heron = Story(area, cast)
    heron.publish()
    return heron


def test_another_row_of_the_same_number_is_left_alone(heron, capsys):
    with lost():
        heron.lets_it_go("nowhere", story=None)
        place_stop(story=heron.story, by=heron.worker)
    later = timezone.now() + timezone.timedelta(minutes=1)
    ChangeStory.objects.filter(pk=heron.story.pk).update(created_at=later)
    Person.objects.filter(pk=heron.maureen.pk).update(key="00000000-0000-4000-8000-000000000001")
    closed_again(capsys)
    assert heron.circle == "public"


def test_one_that_cannot_be_closed_keeps_the_site_shut_and_the_others_closed(
    heron, capsys, monkeypatch
):
    with lost():
        ledger.closed("link", heron.maureen, born=heron.maureen.key)
        place_stop(story=heron.story, by=heron.worker)
    monkeypatch.delitem(again.CLOSES, "link", raising=False)
    monkeypatch.setattr(again, "autodiscover_modules", lambda name: None)
    with pytest.raises(CommandError, match="1 could not be closed, so the site stays shut"):
        call_command("close_again")
    assert heron.circle == ""
    answer = Client().get("/about/")
    assert answer.status_code == 503
    assert "Go to the front page" not in answer.content.decode()


def test_a_form_sent_meanwhile_keeps_its_words_and_health_says_what_it_waits_for(
    heron, cast, area, capsys
):
    with lost():
        place_stop(story=heron.story, by=heron.worker)
    answer = cast.member.client.post(
        reverse("decision_new", args=[area.slug]),
        {"title": "The shed"},
        headers={"Origin": "http://testserver"},
    )
    assert answer.status_code == 503
    assert "The shed" in page_of(answer)
    told = Client().get("/health/")
    assert (told.status_code, told.json()["ledger"]) == (503, "pending")
    closed_again(capsys)
    assert Client().get("/about/").status_code == 200


def test_a_line_that_a_crash_cut_short_shuts_nothing_and_the_next_is_whole(heron):
    place_stop(story=heron.story, by=heron.worker)
    ledger.write_out()
    with open(ledger.place(), "ab") as file:
        file.write(b'{"line": "half a li')
    assert not restored.is_restored()
    heron.lets_it_go("nowhere")
    ledger.write_out()
    lines, _end = ledger.lines_from()
    assert {each.line for each in lines} == set(Closing.objects.values_list("line", flat=True))


def test_a_whole_line_that_cannot_be_read_keeps_the_site_shut_and_is_said(heron, monkeypatch):
    place_stop(story=heron.story, by=heron.worker)
    ledger.write_out()
    whole = ledger.place().read_bytes()
    ledger.place().write_bytes(b"\0" * 40 + b"\n" + whole)
    monkeypatch.setattr(restored, "_last", None)  # as a process that is started
    assert Client().get("/about/").status_code == 503
    assert Client().get("/health/").json()["ledger"] == "lost"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("close_again")
    ledger.place().write_bytes(whole)
    assert Client().get("/about/").status_code == 200


def test_after_any_restore_sessions_end_and_letters_wait(heron, cast, capsys):
    """Nothing was closed since the copy; who was let in then, and what was posted, is as old."""
    post("login_code", to="denise@example.org", context={"code": "1234"})
    assert Session.objects.exists()
    assert "Nothing is to be closed" in closed_again(capsys)
    assert not Session.objects.exists()
    assert not Mail.objects.open().exists()


def test_whoever_erases_waits_for_nobody_who_writes_the_ledger(heron):
    """That one may wait for the transaction in which somebody is erased."""
    place_stop(story=heron.story, by=heron.worker)
    ledger.write_out()
    asks = Thread(target=ledger.must_be_writable, daemon=True)
    with open(ledger.place(), "ab") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        asks.start()
        asks.join(5)
        assert not asks.is_alive()


def test_what_cannot_be_written_is_done_all_the_same_and_written_later(
    heron, settings, tmp_path, django_capture_on_commit_callbacks
):
    there = settings.ERASURE_LEDGER
    settings.ERASURE_LEDGER = tmp_path  # a folder
    with django_capture_on_commit_callbacks(execute=True):
        place_stop(story=heron.story, by=heron.worker)
    assert heron.circle == ""
    told = Client().get("/health/")
    assert (told.status_code, told.json()["ledger"]) == (503, "down")
    assert Client().get("/about/").status_code == 200, "a disk of ours shuts nobody out"
    settings.ERASURE_LEDGER = there
    assert Client().get("/health/").json()["ledger"] == "ok"
    assert not Closing.objects.filter(written_at=None).exists()
    assert "stopped" in there.read_text()


def test_looking_costs_no_statement_at_each_request(heron, django_assert_num_queries):
    place_stop(story=heron.story, by=heron.worker)
    ledger.write_out()
    restored.forget()
    assert not restored.is_restored()
    with django_assert_num_queries(0):
        assert not any(restored.is_restored() for _request in range(50))


def test_a_new_connection_reads_nothing_of_the_ledger_again(
    heron, monkeypatch, django_assert_num_queries
):
    place_stop(story=heron.story, by=heron.worker)
    ledger.write_out()
    assert not restored.is_restored()
    read = []
    from_there = ledger.lines_from
    monkeypatch.setattr(ledger, "lines_from", lambda at: read.append(at) or from_there(at))
    restored.forget()
    with django_assert_num_queries(1):
        assert not restored.is_restored()
    assert read == [ledger.size()]


def test_the_ledger_has_nobody_s_words(heron, cast):
    heron.lets_it_go("area", called_by="another", called="Zqmo")
    rosa = {"email": "zqrosa@example.org", "role": "trust", "area": None}
    letter = invite(**rosa, by=cast.admin.user, address="https://x/{}".format, changes=str)
    withdraw(invitation=letter, by=cast.admin.user)
    ledger.write_out()
    text = ledger.place().read_text().lower()
    assert "maureen" not in text
    assert "zqmo" not in text
    assert "zqrosa" not in text
    assert PermissionEvent.objects.filter(called="Zqmo").exists()
