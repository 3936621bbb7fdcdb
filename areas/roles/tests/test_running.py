"""Sam keeps the site running: sees what waits and what failed, and decides about it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from areas.roles.views.running import TASKS
from bigstory.core.db.audit import AuditLine
from bigstory.core.work import mail
from bigstory.core.work.models import Mail, Task, Worker
from bigstory.core.work.tasks import DAILY, REGISTERED

PAGE = "running"


@pytest.fixture
def failed(cast):
    letter = mail.post("invitation", to="maureen@example.org", context={"link": "https://x/secret"})
    Mail.objects.filter(pk=letter.pk).update(given_up=timezone.now(), tries=9, fault="Refused")
    letter.refresh_from_db()
    return letter


def _page(cast) -> str:
    return cast.admin.client.get(reverse(PAGE)).content.decode()


def test_nobody_else_sees_it(cast, client):
    for who in ("member", "trust", "evaluator"):
        assert getattr(cast, who).client.get(reverse(PAGE)).status_code == 403
    assert client.get(reverse(PAGE)).status_code == 302


def test_a_letter_that_failed_is_there_without_a_word_of_it(cast, failed):
    page = _page(cast)
    assert "invitation" in page
    assert "Refused" in page
    for private in (failed.to, "secret", failed.subject, failed.text[:30]):
        assert private not in page


def test_what_failed_and_why_is_said_in_plain_words(cast, failed):
    fault = "SMTPRecipientsRefused 550"
    Mail.objects.filter(pk=failed.pk).update(tries=1, fault=fault)
    page = " ".join(_page(cast).split())
    for words in ("An invitation</h3>", "knows no such address", "tried once", fault):
        assert words in page
    assert 'Send it again<span class="vh">: An invitation, ' in page


def test_a_letter_is_sent_again_once_and_the_audit_says_by_whom(cast, failed, mailoutbox):
    for _ in range(2):
        cast.admin.client.post(reverse("running_letter_again", args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.given_up, failed.tries) == (None, 0)
    lines = AuditLine.objects.filter(verb="letter.sent_again")
    assert {line.actor for line in lines} == {str(cast.admin.user.pk)}
    assert "maureen" not in str([line.data for line in lines])
    assert "None failed" in _page(cast)


def test_of_a_letter_in_doubt_one_may_say_that_it_arrived(cast, failed):
    past = timezone.now() - timedelta(minutes=1)
    Mail.objects.filter(pk=failed.pk).update(given_up=None, handed=past, held_until=past)
    assert "It arrived" in _page(cast)
    cast.admin.client.post(reverse("running_letter_arrived", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.ended
    assert failed.text == ""
    assert AuditLine.objects.filter(verb="letter.arrived").count() == 1


def test_a_task_that_was_given_up_is_tried_again(cast):
    task = Task.objects.create(name="film.ready", arguments={"pk": 7}, given_up=timezone.now())
    assert "A film is made ready</h3>" in _page(cast)
    cast.admin.client.post(reverse("running_task_again", args=[task.pk]))
    task.refresh_from_db()
    assert (task.given_up, task.tries) == (None, 0)
    again = cast.admin.client.post(reverse("running_task_again", args=[task.pk]), follow=True)
    assert "decided meanwhile" in again.content.decode()
    assert AuditLine.objects.filter(verb="task.tried_again").count() == 1


def test_whatever_the_worker_does_has_words_of_its_own():
    assert {name for name in REGISTERED if "." in name} <= TASKS.keys()
    assert {each.name for each in DAILY} < TASKS.keys()


def test_a_letter_that_waited_in_an_older_copy_says_so(cast, failed):
    Mail.objects.filter(pk=failed.pk).update(given_up=None)
    call_command("close_again")
    assert "it may have gone before that" in _page(cast)


def test_somebody_who_cannot_sign_in_is_found_by_their_address(cast, client):
    address = cast.member.user.email

    def ask() -> str:
        return cast.admin.client.post(reverse(PAGE), {"address": address}).content.decode()

    def guess() -> None:
        client.post("/account/sign-in/password/", {"login": address, "password": "a guess"})

    for _ in range(4):
        guess()
    assert "No count keeps" in ask()
    guess()
    page = ask()
    assert "Too many tries" in page
    assert "a password: open again in" in page
    assert address not in _page(cast)


def test_it_says_whether_a_worker_is_there_and_what_was_done_last(cast):
    assert "None was ever seen" in _page(cast)
    Worker.objects.create()
    page = _page(cast)
    assert "the worker is running" in page
    assert "Permissions that ran out" in page
    assert "Never yet" in page
