"""What is no spreadsheet, or one that a program would run, is refused with a sentence."""

import pytest

from bigstory.core.moving.models import SentFile
from bigstory.testing.moving import reasons

State = SentFile.State


def test_words_that_a_spreadsheet_would_run_are_refused(area, harbour, send):
    raw = f"Area,LTO,Date,Amount,Purpose\n{area.name},Harbour Trust,1/1/16,5,=1+1\n".encode()
    assert "starts with =" in reasons(send(raw))[2]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "nothing in this file"),
        (b"\xd0\xcf\x11\xe0 old", "older kind of spreadsheet"),
        (b"PK\x03\x04 torn", "cannot open this as a spreadsheet"),
        (b'Area,"never closed\n', "not a CSV file"),
    ],
)
def test_what_is_no_spreadsheet_is_told_so(send, raw, why):
    file = send(raw)
    assert file.state == State.REFUSED
    assert why in file.why[0]
