"""Without a database, or without room on the disk: 503, and what was typed is sent again from the
very page that says so.
"""

import errno
import sqlite3
from contextlib import contextmanager

import pytest
from django.db import Error, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from bigstory.core.outage import is_outage
from bigstory.tests.hidden_inputs import Hidden, page_of, send_again
from partnerships.models import Decision

WORDS = {
    "title": "The shed goes to the bowls club",
    "on": "2026-03-04",
    "because": "Nobody else asked.\r\nIt leaks.",
    "raised_by": "resident",
    "decided_by": "vote",
}


@contextmanager
def no_database():
    """Every statement fails, as it does once the server is gone."""

    def refuse(execute, sql, params, many, context):
        # The transaction around the test goes on.
        if "SAVEPOINT" in sql:
            return execute(sql, params, many, context)
        raise OperationalError("password=hush host=10.0.0.1 is gone")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def book(area):
    return reverse("decision_new", args=[area.slug])


@pytest.fixture
def phone(cast) -> Client:
    """Denise's, which says nothing of a fault but what the site says."""
    client = cast.member.client
    client.raise_request_exception = False
    return client


@pytest.fixture
def decision(phone, book):
    return dict(Hidden(page_of(phone.get(book))).forms[-1][1]) | WORDS


def test_without_a_database_her_words_are_in_the_page_and_are_saved_once_later(
    phone, book, decision
):
    with no_database():
        answer = phone.post(book, decision)
        again = phone.post(book, decision)
    assert (answer.status_code, again.status_code) == (503, 503)
    assert answer.headers["Retry-After"] == "60"
    page = page_of(answer)
    assert "Nothing was saved. What you typed is below; send it again in a minute." in page
    assert "Nobody else asked.<br>It leaks." in page
    assert "hush" not in page
    assert not Decision.objects.exists()
    sent = [send_again(phone, each, book) for each in (page, page_of(again))]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert Decision.objects.get().title == WORDS["title"]


def test_the_page_that_gives_them_back_does_so_again_while_it_lasts(phone, book, decision):
    with no_database():
        page = page_of(phone.post(book, decision))
        answer = send_again(phone, page, book)
    assert answer.status_code == 503
    assert WORDS["title"] in page_of(answer)


@pytest.mark.parametrize("who", ["worker", "visitor"])
def test_nobody_else_reads_them_from_a_page_that_stood_open(cast, book, decision, who):
    client = getattr(cast, who).client
    client.raise_request_exception = False
    with no_database():
        answer = client.post(book, decision)
    assert answer.status_code == 503
    assert "shed" not in page_of(answer)


def test_what_saves_by_itself_hears_that_it_is_for_later(phone, book, decision):
    with no_database():
        typing = phone.post(book, decision, headers={"X-Autosave": "1"})
        waiting = phone.post(book, decision, headers={"X-Kept": "1"})
        photo = phone.post(book, decision, headers={"Sec-Fetch-Mode": "cors"})
    for answer in (typing, waiting, photo):
        assert (answer.status_code, answer.json()["saved"]) == (503, False)
        assert "stop" not in answer.json()


def test_a_page_that_only_reads_asks_nobody_on_the_way_out(phone, area):
    with no_database():
        answer = phone.get(reverse("area", args=[area.slug]))
    assert answer.status_code == 503
    assert "Load this page again in a minute." in page_of(answer)
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_full_disk_costs_no_word(phone, book, decision, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on /srv/hush")

    monkeypatch.setattr("partnerships.decisions.views.decisions.record_decision", full)
    answer = phone.post(book, decision)
    assert answer.status_code == 503
    assert WORDS["title"] in page_of(answer)
    assert "hush" not in page_of(answer)


def test_a_fault_of_ours_is_none_of_these():
    assert is_outage(OSError(errno.EDQUOT, "full"))
    assert is_outage(OperationalError("gone"))
    assert not is_outage(FileNotFoundError(errno.ENOENT, "no such file"))
    assert not is_outage(ValueError("a slip"))
    assert not is_outage(None)


def test_what_led_to_a_fault_is_asked_as_well():
    full = OSError(errno.ENOSPC, "full")
    told, meanwhile = ValueError("not written"), ValueError("not closed either")
    told.__cause__, meanwhile.__context__ = full, full
    assert is_outage(told)
    assert is_outage(meanwhile)


def of_the_server(state: str | None) -> OperationalError:
    told = OperationalError("as the server says")
    told.__cause__ = type("Told", (Exception,), {"pgcode": state})()
    return told


@pytest.mark.parametrize(
    ("state", "gone"),
    [
        (None, True),
        ("08006", True),
        ("53100", True),
        ("57P01", True),
        ("40P01", True),
        ("57014", False),
        ("58P01", False),
    ],
)
def test_a_server_that_will_be_back_is_told_from_one_that_refuses(state, gone):
    assert is_outage(of_the_server(state)) is gone


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_IOERR_WRITE, True),
        (sqlite3.SQLITE_CONSTRAINT, False),
        (sqlite3.SQLITE_CORRUPT, False),
    ],
)
def test_sqlite_that_is_busy_is_told_from_one_that_refuses(code, gone):
    cause = sqlite3.OperationalError("as SQLite says")
    cause.sqlite_errorcode = code
    told = OperationalError("as SQLite says")
    told.__cause__ = cause
    assert is_outage(told) is gone


def test_a_folder_that_is_not_ours_promises_no_minute(phone, book, decision, monkeypatch):
    def refused(*args, **kwargs):
        raise PermissionError(errno.EACCES, "/srv/hush is root's")

    monkeypatch.setattr("partnerships.decisions.views.decisions.record_decision", refused)
    answer = phone.post(book, decision)
    page = page_of(answer)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, None)
    assert "Somebody has to mend something here first." in page
    assert WORDS["title"] in page
    assert "minute" not in page
    typing = phone.post(book, decision, headers={"X-Autosave": "1"})
    assert "minute" not in typing.content.decode()


@pytest.mark.parametrize(
    ("statement", "gone"), [("SELECT * FROM nowhere", True), ("SELEKT", False)]
)
def test_a_table_that_is_gone_is_no_slip_in_a_statement(db, statement, gone):
    with transaction.atomic(), connection.cursor() as cursor:
        failed = None
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except Error as error:
            failed = error
    assert failed is not None
    assert is_outage(failed) is gone
