"""What moving in promises: once, in turn, by who may, remembered, and forgotten in time."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from areas.models import AreaRole
from bigstory.core.db.audit import AuditLine
from bigstory.core.moving import switch
from bigstory.core.moving.models import SentFile, SentRow
from bigstory.core.moving.tasks import (
    LEFT_DAYS,
    UNDO_DAYS,
    forget_old_files,
    move_rows_in,
    take_rows_back,
)
from bigstory.core.work.models import Task
from bigstory.core.work.tasks import MOST_TRIES, do_next
from bigstory.pages.moving.actions import press as press_button
from bigstory.testing.moving import press, sent
from bigstory.testing.workbooks import workbook
from partnerships.models import LtoAppointment, Organisation, Payment

HEAD = ["Area", "LTO", "Date paid", "Amount (£)", "Purpose"]
State = SentFile.State


@pytest.fixture
def raw(area):
    organisation = Organisation.objects.create(name="Harbour Trust")
    LtoAppointment.objects.create(area=area, organisation=organisation)
    return workbook([HEAD, [area.name, "Harbour Trust", "12/3/17", "5.50", "Tea"]])


def test_two_people_with_the_same_rows_one_after_the_other(cast, raw):
    """The second finds them there by now, and is told so instead of doubling them."""
    one = sent("payments", raw, by=cast.trust.user)
    other = sent("payments", raw, by=cast.second_trust.user)
    assert press(one).state == State.IN
    again = press(other)
    assert again.state == State.REHEARSED
    assert "changed since the rehearsal" in again.why[0] or again.figures["counts"]["same"] == 1
    assert Payment.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time by itself")
@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment(cast, raw):
    files = [sent("payments", raw, by=person.user) for person in (cast.trust, cast.second_trust)]
    for file in files:
        file.go(State.GOING_IN, come_from=(State.REHEARSED,))

    def work(pk):
        move_rows_in(pk=pk)
        connection.close()

    threads = [threading.Thread(target=work, args=(file.pk,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Payment.objects.count() == 1
    assert sorted(SentFile.objects.values_list("state", flat=True)) == ["in", "rehearsed"]


def test_pressed_twice_it_goes_in_once(cast, raw):
    file = sent("payments", raw, by=cast.trust.user)
    for _press in range(2):
        cast.trust.client.post(reverse("moving_press", args=[file.pk]))
    assert Task.objects.filter(name="moving.move_in").count() == 1


def test_who_moved_what_in_stands_in_the_audit(cast, raw, area):
    file = press(sent("payments", raw, by=cast.trust.user))
    whole, of_area = AuditLine.objects.filter(verb="moving.moved_in").order_by("pk")
    assert whole.actor == str(cast.trust.user.pk)
    assert whole.target == f"core.sentfile:{file.pk}"
    assert (whole.data["rows"], whole.data["added"]) == (1, 1)
    assert whole.data["checksum"] == file.checksum
    assert (of_area.area, of_area.data["added"]) == (area.slug, 1)


def test_whoever_may_not_any_more_moves_nothing_in(cast, raw):
    file = sent("payments", raw, by=cast.trust.user)
    press_button(file=file, site="", by=cast.trust.user)
    AreaRole.objects.filter(user=cast.trust.user).update(ends=timezone.localdate())
    move_rows_in(pk=file.pk)
    file.refresh_from_db()
    assert file.state == State.REHEARSED
    assert "may not move records in any more" in file.why[0]
    assert not Payment.objects.exists()


def test_what_is_cut_off_halfway_leaves_nothing(cast, raw, monkeypatch):
    """The line of the audit is the last that is written: when it fails, no row is there."""
    file = sent("payments", raw, by=cast.trust.user)
    file.go(State.GOING_IN, come_from=(State.REHEARSED,))

    def cut_off(*_given):
        raise ConnectionError

    monkeypatch.setattr(switch, "_note", cut_off)
    with pytest.raises(ConnectionError):
        move_rows_in(pk=file.pk)
    assert not Payment.objects.exists()
    file.refresh_from_db()
    assert file.state == State.GOING_IN
    monkeypatch.undo()
    move_rows_in(pk=file.pk)
    assert Payment.objects.count() == 1


def test_what_cannot_be_done_is_told_on_its_page(cast, raw, monkeypatch):
    file = sent("payments", raw, by=cast.trust.user)
    cast.trust.client.post(reverse("moving_press", args=[file.pk]))
    monkeypatch.setattr(switch, "_note", lambda *_given: 1 / 0)
    Task.objects.filter(name="moving.move_in").update(tries=MOST_TRIES - 1)
    do_next()
    shown = cast.trust.client.get(reverse("moving_file", args=[file.pk])).content.decode()
    assert "nothing was changed" in shown
    assert "Move this row in" in shown


def test_a_site_on_sqlite_says_how_many_rows_it_takes(cast, raw, settings, area):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets others write meanwhile")
    settings.MOVING_MOST_ROWS_ON_SQLITE = 1
    rows = [[area.name, "Harbour Trust", "12/3/17", n + 1, ""] for n in range(2)]
    file = sent("payments", workbook([HEAD, *rows]), by=cast.trust.user)
    shown = cast.trust.client.get(reverse("moving_file", args=[file.pk])).content.decode()
    assert "it takes 1 rows at" in " ".join(shown.split())
    assert press(file).state == State.REHEARSED
    assert not Payment.objects.exists()


def test_the_file_goes_once_it_is_in_and_its_rows_when_nothing_is_taken_back_any_more(cast, raw):
    file = press(sent("payments", raw, by=cast.trust.user))
    assert file.raw is None
    forget_old_files()
    assert SentRow.objects.exists()
    SentFile.objects.update(moved_at=timezone.now() - timedelta(days=UNDO_DAYS, hours=1))
    forget_old_files()
    assert not SentRow.objects.exists()
    file.refresh_from_db()
    assert (file.name, file.found) == ("ten years.xlsx", {})
    take_rows_back(pk=file.pk, by=cast.trust.user.pk)
    assert Payment.objects.count() == 1


def test_a_file_nobody_moved_in_goes_whole(cast, raw):
    sent("payments", raw, by=cast.trust.user)
    SentFile.objects.update(at=timezone.now() - timedelta(days=LEFT_DAYS, hours=1))
    forget_old_files()
    assert not SentFile.objects.exists()
