"""Letters on their way: none lost, none sent twice, and no page that waits for a mail server."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from bigstory.core.work import by_hand, lease, watch
from bigstory.core.work import mail as outbox
from bigstory.core.work.mail import MOST_TRIES, drop, it_arrived, post, send_again, send_next
from bigstory.core.work.models import Mail
from bigstory.testing.mail_server import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as travelled:
        yield travelled


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "bigstory.testing.mail_server.Backend"
    MailServer.taken = []
    MailServer.says = None
    return MailServer


def a_letter(**changes) -> Mail:
    return post(
        **{"kind": "login_code", "to": "denise@example.org", "context": {"code": "ABCD"}} | changes
    )


def state(row: Mail) -> str:
    row.refresh_from_db()
    if row.is_in_doubt:
        return "in doubt"
    return "sent" if row.ended else "given up" if row.given_up else "waits"


def test_a_letter_has_its_words_as_text_and_as_simple_html_and_says_why(server):
    row = a_letter(context={"code": "ABCD-<b>"})
    send_next()
    letter = server.taken[0]
    text, html = letter.body, letter.alternatives[0].content
    assert "You get this letter because somebody, most likely you" in text
    assert "<p><strong>ABCD-&lt;b&gt;</strong></p>" in html
    assert "You get this letter because" in html
    assert "style=" not in html
    assert letter.extra_headers["Message-ID"] == row.message_id


def test_its_words_go_once_it_is_sent(server):
    row = a_letter()
    assert "ABCD" in row.text
    send_next()
    row.refresh_from_db()
    assert (row.text, row.html, state(row)) == ("", "", "sent")


def test_codes_go_before_everything_else(server):
    a_letter(kind="first", template="letters/login_code.txt")
    a_letter(code=True)
    send_next()
    assert Mail.objects.exclude(ended=None).get().kind == "login_code"


def test_a_code_that_works_no_more_is_not_sent(server, clock):
    row = a_letter(until=timezone.now() + timedelta(minutes=10))
    clock.shift(601)
    send_next()
    assert (state(row), row.text, server.taken) == ("given up", "", [])
    assert not send_again(row), "there is nothing of it to send"


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (ConnectionRefusedError(), "waits"),
        (TimeoutError(), "waits"),
        (smtplib.SMTPServerDisconnected("gone"), "waits"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "waits"),
        (smtplib.SMTPSenderRefused(550, b"not you", "us@example.org"), "waits"),
        (smtplib.SMTPRecipientsRefused({"d": (450, b"full")}), "waits"),
        (smtplib.SMTPRecipientsRefused({"d": (550, b"nobody here")}), "given up"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_what_the_server_says_before_it_has_the_words(server, answer, then):
    row = a_letter()
    server.says = ("envelope", answer)
    send_next()
    assert state(row) == then
    assert row.handed is None


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (smtplib.SMTPDataError(451, b"later"), "waits"),
        (smtplib.SMTPDataError(554, b"spam"), "given up"),
        (smtplib.SMTPServerDisconnected("gone"), "in doubt"),
        (TimeoutError(), "in doubt"),
        (ConnectionResetError(), "in doubt"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_what_the_server_says_once_it_has_the_words(server, answer, then):
    row = a_letter()
    server.says = ("data", answer)
    send_next()
    assert state(row) == then


def test_what_the_server_says_of_somebody_is_not_kept(server):
    row = a_letter()
    server.says = ("data", smtplib.SMTPDataError(451, b"denise@example.org is away"))
    send_next()
    row.refresh_from_db()
    assert row.fault == "SMTPDataError 451"


def test_whoever_decides_about_a_letter_loads_nothing_that_it_says(server):
    a_letter()
    server.says = ("data", TimeoutError())
    send_next()
    (row,) = by_hand.letters_to_decide()
    assert {"text", "html", "to", "subject"} <= row.get_deferred_fields()
    assert (watch.letters().waiting, watch.letters().in_doubt) == (0, 1)


def test_a_letter_in_doubt_is_sent_by_no_worker_and_waits_for_a_person(server, clock):
    row = a_letter()
    server.says = ("data", TimeoutError())
    send_next()
    server.says = None
    clock.shift(7 * 24 * 3600)
    assert not send_next()
    first = row.message_id
    assert send_again(row)
    assert send_next()
    assert (state(row), row.message_id) == ("sent", first)


def test_a_letter_that_is_being_sent_is_not_sent_again_by_hand(server):
    row = a_letter()
    lease.take(Mail.objects.all())
    assert not send_again(row)
    assert not it_arrived(row)
    assert Mail.objects.get().holder is not None


def test_nobody_need_decide_about_a_letter_that_the_server_has_just_now(server):
    row = a_letter()
    lease.change(lease.take(Mail.objects.all()), handed=timezone.now())
    assert (state(row), watch.letters().in_doubt) == ("waits", 0)


def test_a_letter_that_kills_its_worker_is_not_tried_for_ever(server, clock):
    row = a_letter()
    for _time in range(MOST_TRIES):
        assert lease.take(Mail.objects.all())
        clock.shift(61)
    send_next()
    assert (state(row), server.taken) == ("given up", [])


def test_a_letter_known_to_have_arrived_is_closed(server):
    row = a_letter()
    server.says = ("data", TimeoutError())
    send_next()
    assert it_arrived(row)
    assert (state(row), row.text) == ("sent", "")
    assert not it_arrived(row)
    assert not send_again(row)


def test_a_worker_killed_at_the_door_leaves_the_letter_in_doubt(server, clock):
    row = a_letter()
    server.says = ("data", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        send_next()
    clock.shift(61)
    assert not send_next()
    assert state(row) == "in doubt"
    server.says = None
    assert send_again(row)
    assert send_next()
    assert state(row) == "sent"


def test_a_dead_server_is_asked_for_a_day_and_the_letter_then_waits_for_a_person(server, clock):
    row = a_letter()
    server.says = ("envelope", ConnectionRefusedError())
    began = timezone.now()
    tries = 0
    while state(row) == "waits":
        tries += send_next()
        clock.shift(600)
    assert tries == MOST_TRIES
    assert timezone.now() - began > timedelta(days=1)
    server.says = None
    assert send_again(row)
    send_next()
    assert state(row) == "sent"


def test_the_true_sending_calls_at_the_door_just_before_the_words():
    from bigstory.core.work.sending import Smtp

    called = []
    backend = Smtp(at_the_door=lambda: called.append("door"))
    connection = backend.connection_class.__new__(backend.connection_class)
    connection.putcmd = lambda *words: called.append(words[0])
    connection.getreply = lambda: (554, b"no")
    with pytest.raises(smtplib.SMTPDataError):
        connection.data("words")
    assert called == ["door", "data"]


def test_letters_of_a_month_ago_are_forgotten(server, clock):
    a_letter()
    send_next()
    outbox.forget_old_letters()
    assert Mail.objects.count() == 1
    clock.shift(timedelta(days=31))
    outbox.forget_old_letters()
    assert Mail.objects.count() == 0
    assert mail.outbox == []


def test_a_letter_that_says_what_is_no_longer_true_is_not_tried_again(server, clock):
    waits, tried = a_letter(), a_letter()
    for row in (waits, tried):
        Mail.objects.filter(pk=row.pk).update(about=f"core.mail:{waits.pk}")
    Mail.objects.filter(pk=waits.pk).update(order=9)
    held = lease.take(Mail.objects.all())
    assert held.pk == tried.pk
    drop(about=waits)
    lease.try_later(held, "450", (timedelta(seconds=15),))
    clock.shift(20)
    while send_next():
        pass
    assert server.taken == []
    assert (state(waits), state(tried)) == ("sent", "given up")
    assert (waits.text, tried.text) == ("", "")
