"""Draws a card: python -I -B draw.py WHAT INTO

Run as a file by itself, with limits (bigstory/core/files/child.py), so that nothing of the site is
loaded into it. WHAT is JSON: a title, where it is from, the name of the site, and bands, each a
colour and a word. INTO is the name of the file it writes. It answers "drawn", or "letters" where no
font here has all the letters: then there is no card, and not one full of empty boxes.
"""

import json
import sys
import unicodedata
from typing import Any

from PIL import Image, ImageDraw, ImageFont, features

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
WIDE, HIGH = 1200, 630  # what other sites show large
EDGE = 72
PAPER, INK, SOFT, BRAND, ON_BRAND = "#ffffff", "#16201d", "#46514c", "#0f3d33", "#ffffff"
MAST = 92
BAND = 14
LINE = 1.18
# The first that has all the letters. Pillow brings the last one itself.
SERIF = ("NotoSerif-Regular.ttf", "DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "")
SANS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "")
SIZES = (96, 76, 66, 58, 50, 44, 38)  # of the title, until it fits
FROM, MARK, WORD = 34, 40, 25
LONGEST = 5  # lines
NO_LETTER = "\uffff"
RIGHT_TO_LEFT = ("R", "AL")


class NoLetters(Exception):
    """No font here has all the letters of a text."""


def card(title: str, place: str, site: str, bands: list[list[str]]) -> Image.Image:
    """The picture. Raises NoLetters."""
    picture = Image.new("RGB", (WIDE, HIGH), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDE, MAST), fill=BRAND)
    _write(pen, site, _font(SERIF, site, MARK), (EDGE, MAST // 2), ON_BRAND, "lm")
    foot = HIGH - EDGE // 2
    top = _bands(pen, bands, foot) if bands else foot
    place_font = _font(SANS, place, FROM)
    _write(pen, place, place_font, (EDGE, MAST + 56), SOFT, "lm")
    _title(pen, title, MAST + 100, top - 24)
    return picture


def _title(pen: ImageDraw.ImageDraw, title: str, top: int, bottom: int) -> None:
    """As large as it fits; its end is left out where it is too long even when small."""
    for size in SIZES:
        font = _font(SERIF, title, size)
        lines = _lines(pen, title, font)
        step = round(size * LINE)
        if len(lines) <= LONGEST and len(lines) * step <= bottom - top:
            break
    most = min(LONGEST, max(1, (bottom - top) // step))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(pen, lines[most - 1], font)]
    for number, line in enumerate(lines):
        _write(pen, line, font, (EDGE, top + number * step), INK, "la")


def _lines(pen: ImageDraw.ImageDraw, text: str, font: Font) -> list[str]:
    """Broken between words; a word that is too long for a line stands alone."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(joined, font) <= WIDE - 2 * EDGE:
            lines[-1] = joined
        else:
            lines.append(word)
    return [_cut(pen, line, font) if _over(pen, line, font) else line for line in lines]


def _over(pen: ImageDraw.ImageDraw, line: str, font: Font) -> bool:
    return pen.textlength(line, font) > WIDE - 2 * EDGE


def _cut(pen: ImageDraw.ImageDraw, line: str, font: Font) -> str:
    line = f"{line}…"
    while _over(pen, line, font) and len(line) > 2:
        line = f"{line[:-2].rstrip()}…"
    return line


def _bands(pen: ImageDraw.ImageDraw, bands: list[list[str]], foot: int) -> int:
    """The outcomes side by side, each its colour over its words; how far up they reach."""
    gap = 20
    width = (WIDE - 2 * EDGE - gap * (len(bands) - 1)) // len(bands)
    words = [_narrow(pen, word, width) for _colour, word in bands]
    step = round(WORD * LINE)
    top = foot - BAND - 12 - step * max(map(len, words))
    for number, ((colour, word), lines) in enumerate(zip(bands, words, strict=True)):
        left = EDGE + number * (width + gap)
        pen.rectangle((left, top, left + width - 1, top + BAND - 1), fill=colour)
        font = _font(SANS, word, WORD)
        for at, line in enumerate(lines):
            _write(pen, line, font, (left, top + BAND + 12 + at * step), INK, "la")
    return top


def _narrow(pen: ImageDraw.ImageDraw, text: str, width: int) -> list[str]:
    font = _font(SANS, text, WORD)
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(joined, font) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines[:2]


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    font: Font,
    at: tuple[int, int],
    colour: str,
    anchor: str,
) -> None:
    pen.text(at, text, font=font, fill=colour, anchor=anchor)


def _font(names: tuple[str, ...], text: str, size: int) -> Font:
    """The first font that can write this text. Raises NoLetters."""
    turned = any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)
    if turned and not (features.check("raqm") and features.check("fribidi")):
        raise NoLetters
    for name in names:
        try:
            font = ImageFont.truetype(name, size) if name else ImageFont.load_default(size)
        except OSError:
            continue
        if all(_has(font, letter) for letter in set(text) if not letter.isspace()):
            return font
    raise NoLetters


def _has(font: Font, letter: str) -> bool:
    """Whether it draws anything else than what it draws for a letter that is none."""
    if unicodedata.category(letter) in ("Cf", "Mn"):
        return True
    drawn, none = font.getmask(letter), font.getmask(NO_LETTER)
    return (drawn.size, bytes(drawn)) != (none.size, bytes(none))


def main(what: str, into: str) -> None:
    told: dict[str, Any] = json.loads(what)
    try:
        picture = card(**told)
    except NoLetters:
        sys.stdout.write("letters")
        return
    picture.save(into, "PNG", optimize=True)
    sys.stdout.write("drawn")


if __name__ == "__main__":
    main(*sys.argv[1:])
