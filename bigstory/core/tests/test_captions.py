"""Captions: what people have is read, and written anew with times and words alone."""

import pytest

from bigstory.core.files.recordings import captions
from bigstory.core.files.refused import Refused

SUBRIP = (
    "1\r\n00:00:01,000 --> 00:00:04,000\r\nWe ate together.\r\n\r\n2\r\n00:00:05,500 --> "
    "00:00:06,000\r\nEvery "
)
SUBRIP += "Thursday."
READ = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWe ate together.\n\n00:00:05.500 --> "
    "00:00:06.000\nEvery Thursday.\n"
)
ONE = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{}\n"


def written(text: str) -> str:
    return captions.write(captions.read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("   \n\n", ""),
        (SUBRIP, READ),
        (READ, READ),
        ("\ufeff" + READ, READ),
        (
            "WEBVTT - a title\n\nNOTE nobody hears this\n\nSTYLE\n::cue { color: red }\n\n"
            + READ[8:],
            READ,
        ),
        ("00:01.000 --> 00:02.000 align:start line:0%\nHello", ONE.format("Hello")),
        ("00:01.000 --> 00:02.000\n<v Maureen><b>Hello</b>\nthere", ONE.format("Hello\nthere")),
        ("00:01.000 --> 00:02.000\n<script>alert(1)</script>", ONE.format("alert(1)")),
        ("00:01.000 --> 00:02.000\nSalt & vinegar", ONE.format("Salt &amp; vinegar")),
        ("00:01.000 --> 00:02.000\nSalt &amp; vinegar", ONE.format("Salt &amp; vinegar")),
        ("00:01.000 --> 00:02.000\na &lt;b&gt; c", ONE.format("a &lt;b&gt; c")),
        (
            "00:03.000 --> 00:04.000\nlater\n\n00:01.000 --> 00:02.000\nfirst",
            (
                "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nfirst\n\n00:00:03.000 --> "
                "00:00:04.000\nlater\n"
            ),
        ),
    ],
)
def test_captions_are_read_and_written_plainly(text, expected):
    assert written(text) == expected
    assert written(expected) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("We ate together.", "Line 1"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nHello", "Line 3"),
        ("WEBVTT\n\nfirst\n00:61.000 --> 00:62.000\nHello", "Line 4"),
        ("00:02.000 --> 00:01.000\nHello", "ends before it begins"),
        ("WEBVTT", "no captions"),
        ("00:01.000 --> 00:02.000\n", "no captions"),
        ("a" * 100_001, "too long"),
        ("00:01.000 --> 00:02.000\nx\n\n" * 2_001, "too long"),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_sentence(text, says):
    with pytest.raises(Refused, match=says):
        captions.read(text)
