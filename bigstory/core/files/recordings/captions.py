"""Captions as WebVTT: read from what people have, written anew with times and plain words only.

SubRip (.srt), which most programs write, and SubViewer (.sbv), which YouTube does, are read too.
Styles, notes, places on the screen and tags are left out.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from bigstory.core.files.refused import Refused
from bigstory.core.text.clean import clean

MOST_LETTERS = 100_000
MOST_CUES = 2_000
TIME = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
TIMES = re.compile(rf"^\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?$|^{TIME},{TIME}$")
# YouTube says of every word when it is heard, and shows each line a second time under the next.
HEARD_AT = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}>")
TAG = re.compile(r"<[^<>\n]{0,200}>")
# Blocks of WebVTT that are no captions: how they look, and notes.
NOT_CAPTIONS = ("NOTE", "STYLE", "REGION", "WEBVTT")


@dataclass(frozen=True)
class Cue:
    """From and until in thousandths of a second."""

    start: int
    until: int
    words: str


def read(text: str) -> list[Cue]:
    """The captions of a text.

    Raises Refused with a sentence for the first line that cannot be meant.
    """
    if len(text) > MOST_LETTERS:
        raise Refused([_("These captions are too long for one recording.")])
    cues = []
    for number, block in _blocks(text):
        cue = _cue(number, block)
        if cue:
            cues.append(cue)
    if HEARD_AT.search(text):
        cues = list(_without_the_line_before(cues))
    if text.strip() and not cues:
        raise Refused(
            [_("There are no captions in it. Each begins with its times: 00:01.000 --> 00:04.000")]
        )
    if len(cues) > MOST_CUES:
        raise Refused([_("These captions are too long for one recording.")])
    return sorted(cues, key=lambda cue: cue.start)


def write(cues: list[Cue]) -> str:
    """WebVTT as every browser reads it; empty where there are no captions."""
    blocks = [
        f"{_clock(cue.start)} --> {_clock(cue.until)}\n{html.escape(cue.words, quote=False)}"
        for cue in cues
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n" if blocks else ""


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Paragraphs, each with the number of its first line.

    Where no empty line stands between two captions, the times of the second begin a new one; and a
    line of spaces between its times and its words, as YouTube writes, does not end it.
    """
    block: list[str] = []
    first = 1
    for number, line in enumerate([*clean(text).split("\n"), ""], 1):
        if not line.strip():
            if block and not (line and _is_times(block[-1])):
                yield first, block
                block = []
            continue
        if _is_times(line) and any(map(_is_times, block)):
            its_number = [block.pop()] if block[-1].isdecimal() else []
            yield first, block
            block, first = its_number, number - len(its_number)
        first = first if block else number
        block.append(line.strip())


def _is_times(line: str) -> bool:
    return "-->" in line or TIMES.match(line.strip()) is not None


def _cue(number: int, block: list[str]) -> Cue | None:
    if block[0].split(" ")[0] in NOT_CAPTIONS and "-->" not in block[0]:
        return None
    at = next((n for n, line in enumerate(block[:2]) if _is_times(line)), None)
    if at is None:
        raise Refused(
            [
                _("Line %(n)s: a caption begins with its times: 00:01.000 --> 00:04.000")
                % {"n": number}
            ]
        )
    times = TIMES.match(block[at])
    if times is None:
        sentence = _(
            "Line %(n)s: these times cannot be read. Write them like this: 00:01.000 --> 00:04.000"
        )
        raise Refused([sentence % {"n": number + at}])
    parts = times.groups()[:8] if "-->" in block[at] else times.groups()[8:]
    start = _moment(parts[:4])
    until = _moment(parts[4:])
    if until <= start:
        raise Refused([_("Line %(n)s: this caption ends before it begins.") % {"n": number + at}])
    words = _said(block[at + 1 :])
    return Cue(start, until, words.replace("-->", "→")) if words else None


def _without_the_line_before(cues: list[Cue]) -> Iterator[Cue]:
    """The same without the line each caption repeats from the one before it."""
    before = ""
    for cue in cues:
        lines = cue.words.split("\n")
        if lines[0] == before:
            lines = lines[1:]
        if lines:
            before = lines[-1]
            yield replace(cue, words="\n".join(lines))


def _said(lines: list[str]) -> str:
    """Without tags. A sign that was spelled out, such as &#8232;, is a letter only now."""
    said = clean("\n".join(html.unescape(TAG.sub("", line)) for line in lines))
    return "\n".join(line.strip() for line in said.split("\n") if line.strip())


def _moment(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _clock(moment: int) -> str:
    seconds, thousandths = divmod(moment, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
