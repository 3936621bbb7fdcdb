"""A player asks for parts of a file: each part is exactly what was asked for, and nothing else is
ever given.
"""

from io import BytesIO

import pytest
from django.test import RequestFactory

from bigstory.core.files import ranges

BODY = bytes(range(200))


def asked(header: str):
    request = RequestFactory().get("/", headers={"Range": header} if header else {})
    answer = ranges.answer(
        request, BytesIO(BODY), size=len(BODY), content_type="audio/mpeg", headers={"X-Kept": "yes"}
    )
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Kept"] == "yes"
    return answer, body


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-", 0, 199),
        ("bytes=0-0", 0, 0),
        ("bytes=0-1", 0, 1),
        ("bytes=150-", 150, 199),
        ("bytes=150-9999", 150, 199),
        ("bytes=-10", 190, 199),
        ("bytes=-9999", 0, 199),
        ("bytes= 3 - 4", 3, 4),
    ],
)
def test_a_part_is_given(header, first, last):
    answer, body = asked(header)
    assert answer.status_code == 206
    assert body == BODY[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/200"
    assert answer["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("header", ["bytes=200-", "bytes=999-1000", "bytes=-0"])
def test_a_part_beyond_the_end_is_none(header):
    answer, body = asked(header)
    assert (answer.status_code, answer["Content-Range"], body) == (416, "bytes */200", b"")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=x-",
        "bytes=" + "9" * 40,
    ],
)
def test_whatever_else_is_asked_gets_the_whole(header):
    answer, body = asked(header)
    assert (answer.status_code, body) == (200, BODY)
