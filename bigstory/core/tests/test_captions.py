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
SUBVIEWER = (
    "0:00:01.000,0:00:04.000\nWe ate together.\n\n0:00:05.500,0:00:06.000\nEvery Thursday.\n"
)
HEARD_BY_YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.470 align:start position:0%
\x20
we<00:00:00.480><c> ate</c><00:00:01.200><c> together</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
we ate together
\x20

00:00:02.480 --> 00:00:05.000 align:start position:0%
we ate together
every<00:00:03.100><c> Thursday</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
every Thursday
\x20
"""
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


def test_captions_with_no_empty_line_between_them_are_read():
    assert written(SUBRIP.replace("\r\n\r\n", "\r\n")) == READ
    assert written(READ.replace("\n\n", "\n").replace("WEBVTT\n", "")) == READ
    counted = "1\n00:01.000 --> 00:02.000\nHow many came?\n41\n\n2\n00:02.000 --> 00:03.000\nMore."
    assert "How many came?\n41\n" in written(counted)


def test_the_captions_that_youtube_writes_itself_are_read_each_word_once():
    assert written(SUBVIEWER) == READ
    assert written(HEARD_BY_YOUTUBE) == (
        "WEBVTT\n\n00:00:00.160 --> 00:00:02.470\nwe ate together\n\n"
        "00:00:02.480 --> 00:00:05.000\nevery Thursday\n"
    )


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
