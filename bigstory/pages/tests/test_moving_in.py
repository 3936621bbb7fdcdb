"""Local Trust moves a spreadsheet in by pages alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bigstory.core.moving.models import Matching, SentFile
from bigstory.core.work.models import Task
from bigstory.core.work.tasks import do_next
from bigstory.testing.workbooks import workbook
from partnerships.models import LtoAppointment, Organisation, Payment

HEAD = ["Area", "LTO", "Date paid", "Amount (£)", "Purpose"]
State = SentFile.State


def work_off():
    while do_next():
        pass


def send(person, noun: str, raw: bytes, name="Payments 2012-2022.xlsx"):
    sent = person.client.post(
        reverse("moving_send", args=[noun]), {"file": SimpleUploadedFile(name, raw)}
    )
    assert sent.status_code == 302, sent.content.decode()
    work_off()
    return SentFile.objects.latest("pk"), sent.url


@pytest.fixture
def harbour(area):
    organisation = Organisation.objects.create(name="Harbour Trust")
    LtoAppointment.objects.create(area=area, organisation=organisation)
    return organisation


def test_a_file_is_sent_rehearsed_moved_in_and_taken_back(area, cast, harbour):
    raw = workbook(
        [
            HEAD,
            [area.name, "Harbour Trust", "12/3/17", "£1,200.50", "First"],
            [area.name, "Harbour Trust", "13/3/17", "TBC", "Second"],
        ]
    )
    file, page = send(cast.trust, "payments", raw)
    shown = cast.trust.client.get(page).content.decode()
    assert "One row would move in" in shown
    assert "£1,200.50 under “pounds” in the file" in shown
    assert "row 3 “TBC”" in shown
    cast.trust.client.post(reverse("moving_press", args=[file.pk]))
    assert Payment.objects.count() == 0
    work_off()
    assert Payment.objects.get().entered_by == cast.trust.user
    shown = cast.trust.client.get(page).content.decode()
    assert "Priya moved it in" in shown.replace("<bdi>", "").replace("</bdi>", "")
    cast.trust.client.post(reverse("moving_undo", args=[file.pk]))
    work_off()
    assert Payment.objects.count() == 0
    assert "Taken back" in cast.trust.client.get(page).content.decode()


def test_a_page_sent_twice_is_one_file(cast):
    raw = workbook([HEAD, ["x", "y", "1/1/16", 5, ""]])
    data = {"token": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    for _press in range(2):
        upload = SimpleUploadedFile("p.xlsx", raw)
        cast.trust.client.post(reverse("moving_send", args=["payments"]), {**data, "file": upload})
    assert SentFile.objects.count() == 1
    assert Task.objects.filter(name="moving.read").count() == 1


def test_foreign_headings_are_matched_by_hand_and_remembered(area, cast, harbour):
    """A council's own file: no area in it, columns nobody needs, sums under a name of their own."""
    rows = [
        ["Directorate", "Body", "Posting dt", "Net GBP"],
        ["Place", "Harbour Trust", "12/3/17", "200.00"],
    ]
    file, page = send(cast.trust, "payments", workbook(rows))
    assert file.state == State.ASKED
    match = reverse("moving_match", args=[file.pk])
    assert "Posting dt" in cast.trust.client.get(page, follow=True).content.decode()
    choices = {
        "column_0": "",
        "column_1": "organisation",
        "column_2": "day",
        "column_3": "pounds",
    }
    asked = cast.trust.client.post(match, choices)
    assert "Say under which heading “area” stands" in asked.content.decode()
    cast.trust.client.post(match, {**choices, "fixed_area": area.name})
    work_off()
    file.refresh_from_db()
    assert file.state == State.REHEARSED
    assert file.figures["counts"]["added"] == 1
    assert Matching.objects.get().columns == {"1": "organisation", "2": "day", "3": "pounds"}
    again, _page = send(cast.trust, "payments", workbook(rows))
    assert again.chosen["columns"] == file.chosen["columns"]


def test_refused_rows_come_back_as_a_file_and_mended_they_move_in(area, cast, harbour):
    rows = [HEAD, [area.name, "Harbour Trust", "soon", 5, "Lunch"]]
    file, _page = send(cast.trust, "payments", workbook(rows))
    answer = cast.trust.client.get(reverse("moving_refused", args=[file.pk, "csv"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "write a day, such as 12 March 2017" in text
    mended = text.replace("soon", "12 March 2017").encode()
    again, _page = send(cast.trust, "payments", mended, name="mended.csv")
    assert again.state == State.REHEARSED
    assert again.figures["counts"] == {
        "added": 1, "changed": 0, "same": 0, "refused": 0, "total": 0,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_here_comes_out_in_columns_that_change_nothing(area, cast, harbour, kind):
    Payment.objects.create(area=area, organisation=harbour, amount="12.50", on="2017-01-02")
    answer = cast.trust.client.get(reverse("moving_out", args=["payments", kind]))
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    file, _page = send(cast.trust, "payments", raw, name=f"out.{kind}")
    assert file.figures["counts"]["same"] == 1
    assert file.figures["counts"]["refused"] == 0


def test_days_counted_by_a_spreadsheet_are_read_once_somebody_said_so(area, cast, harbour):
    rows = [HEAD, [area.name, "Harbour Trust", "42430", 5, "Lunch"]]
    file, page = send(cast.trust, "payments", workbook(rows))
    assert "is 42430, a number; counted as a spreadsheet does it is 1 March 2016" in (
        cast.trust.client.get(page).content.decode()
    )
    cast.trust.client.post(reverse("moving_habit", args=[file.pk]), {"habit": "serial_days"})
    work_off()
    file.refresh_from_db()
    assert file.figures["counts"]["added"] == 1
