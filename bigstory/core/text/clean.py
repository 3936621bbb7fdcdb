"""One spelling for the same words, and nothing in them that no eye can see.

Pasted words bring line breaks of five kinds, letters without a shape, and orders to write from the
other side. Stored as they came they make a title that is empty to look at, two spellings of one
name, a feed nobody can read, and on PostgreSQL an error. What a script or an emoji is written with
stays: the joiners of Persian and Hindi, a family of four, England's flag.

The classes are Unicode's own (Default_Ignorable_Code_Point, noncharacters, and the general category
Cc), https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt.
"""

import re
import unicodedata
from typing import Any

# Older kinds of line break, from word processors and from before Unicode.
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NEVER = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, all but tab and line feed
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # soft hyphen, fillers, old vowels
    "\u202a-\u202e\u2060-\u206f"  # orders to write backwards, word joiner, invisible signs
    "\ufeff\ufff0-\ufffc"  # byte order mark, annotations, the place where a picture was
    "\ud800-\udfff\ufdd0-\ufdef"  # halves of letters, and the first noncharacters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # marks of shorthand and of notes
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# Kept where something is written with them, and only there.
_BLANK = "\u2800"
_SOFT_BREAK = "\u200b"
_JOINERS = "\u200c\u200d"
_MARKS = "\u061c\u200e\u200f"
_EMOJI_OR_TEXT = "\ufe0e\ufe0f"
_PERHAPS = re.compile(
    f"[{_BLANK}{_SOFT_BREAK}{_JOINERS}{_MARKS}\u180b-\u180f\ufe00-\ufe0f"
    "\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
)
_FLAG = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_BLACK_FLAG = "\U0001f3f4"
_KEYS = tuple("0123456789#*")
_KEYCAP = "\u20e3"

_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
# Scripts whose letters change with their neighbours: Arabic and its kin, those of India and of
# South East Asia, Tibetan and Mongolian.
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1900-\u1aaf\u1b00-\u1c4f\ua800-\ua82f"
    "\ua840-\uaadf\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff"
    "\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)
# Written without spaces between words.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf]")
_MONGOLIAN = re.compile("[\u1800-\u18af]")
_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016fe0-\U00018cff\U00020000-\U0003fffd]"
)
_BRAILLE = re.compile("[\u2801-\u28ff]")
_PICTURE = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u2328\u2388\u23cf-\u23ff\u24c2"
    "\u25aa-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)


def clean(text: str) -> str:
    """The text in composed letters (NFC), its line breaks each one line feed, without control
    characters, noncharacters, and letters nobody can see.

    Cleaning it again changes nothing. It is not stripped: spaces at its ends are a form's to judge.
    """
    if text.isascii() and not _NEVER.search(text):
        return text
    text = _composed(_NEVER.sub("", _BREAKS.sub("\n", text)))
    if text.isascii():
        return text
    # Letters that meet once nothing stands between them may change places.
    while (fewer := _composed(_PERHAPS.sub(_kept, text))) != text:
        text = fewer
    return text


def clean_all(data: Any) -> Any:
    """The same for every text in what JSON or TOML was read into, names of things too."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, list):
        return [clean_all(each) for each in data]
    if isinstance(data, dict):
        return {clean_all(name): clean_all(each) for name, each in data.items()}
    return data


def length(text: str) -> int:
    """How long a browser says it is: in units of UTF-16, a line break one of them.

    So `maxlength` is defined for a box of either kind, and so JavaScript counts: an emoji is two.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _kept(run: re.Match[str]) -> str:
    """What stays of a run of such letters, which depends on its neighbours."""
    before = run.string[run.start() - 1 : run.start()] if run.start() else ""
    after = run.string[run.end() : run.end() + 1]
    if before == _BLACK_FLAG and (flag := _FLAG.match(run[0])):
        return flag[0]
    # Twice the same says nothing more.
    return "".join(
        letter for letter in dict.fromkeys(run[0]) if _is_used(letter, before, after, run.string)
    )


def _is_used(letter: str, before: str, after: str, text: str) -> bool:
    """Whether something is written with a letter that has no shape of its own."""
    if letter in _JOINERS:
        joins = _JOINING.match(before) or _JOINING.match(after)
        return bool(joins) or (letter == "\u200d" and _both(_PICTURE, before, after))
    if letter in _EMOJI_OR_TEXT:
        return bool(_PICTURE.match(before)) or (after == _KEYCAP and before in _KEYS)
    if letter in _MARKS:
        return bool(_FROM_THE_RIGHT.search(text))
    if letter == _SOFT_BREAK:
        return _both(_WITHOUT_SPACES, before, after)
    if letter == _BLANK:
        return bool(_BRAILLE.match(before) or _BRAILLE.match(after))
    if "\u180b" <= letter <= "\u180f":
        return bool(_MONGOLIAN.match(before))
    # What is left chooses among the shapes of one letter. A tag belongs to a flag.
    return not _is_tag(letter) and bool(_HAN.match(before))


def _both(kind: re.Pattern[str], before: str, after: str) -> bool:
    return bool(kind.match(before) and kind.match(after))


def _is_tag(letter: str) -> bool:
    return "\U000e0020" <= letter <= "\U000e007f"
