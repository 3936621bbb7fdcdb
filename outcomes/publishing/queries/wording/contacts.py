"""Phone numbers, e-mail addresses and postcodes in a text, however they are spaced.

Each pattern looks at a bounded number of letters from each place, so that a long text takes no
longer than its length.

A postcode counts with both its halves. The first half alone (“PE26”) counts in capital letters and
where two letters name a real postcode area. One letter and a number (“A1”, “B2”, “M25”) is mostly a
road or a size, and does not.
"""

import re
from collections.abc import Iterator

from outcomes.publishing.queries.wording.first_names import word_set

Span = tuple[int, int]

BETWEEN = r"[\s.\-‐‑–/()\[\]]{0,3}"
# From 01… to 09…, or with the code of a country: +44, 0044, +48.
PHONE = re.compile(
    rf"(?<![\d£$€])(?:[(\[]?(?:\+{BETWEEN}|00)[1-9](?:{BETWEEN}\d){{8,14}}"
    rf"|[(\[]?0{BETWEEN}[1-9](?:{BETWEEN}\d){{8,9}})(?!\d)"
)
DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")

AT = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
BEFORE_AT = re.compile(r"[\w.+'’%-]")
LONGEST_NAME = 64

POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s{0,4}\d[A-Z]{2}(?!\w)", re.IGNORECASE)
# Spaces within a half too; in capital letters only, as “in 26 1st” is none.
SPACED_POSTCODE = re.compile(
    r"(?<!\w)[A-Z]{1,2}\s{0,2}\d\s?[A-Z\d]?\s{0,4}\d\s?[A-Z]\s?[A-Z](?!\w)"
)
FIRST_HALF = re.compile(r"(?<!\w)([A-Z]{2})\d{1,2}[A-Z]?(?![\w])")
AREAS = word_set(
    """AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC
    EH EN EX FK FY GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY LA LD LE LL LN LS LU ME MK
    ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW
    SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE"""
)
SOMETHING_ELSE = word_set("CO2 WD40 UB40")


def contacts_in(text: str) -> Iterator[tuple[str, Span]]:
    """The kind of each, as TextDecision.Found says it, and where it stands."""
    for found, spans in (("email", _emails), ("phone", _phones), ("postcode", _postcodes)):
        for span in spans(text):
            yield found, span


def _emails(text: str) -> Iterator[Span]:
    """From each “@” both ways, and not from each letter on."""
    last = 0
    for match in AT.finditer(text):
        start = match.start()
        earliest = max(last, start - LONGEST_NAME)
        while start > earliest and BEFORE_AT.match(text[start - 1]):
            start -= 1
        if start < match.start():
            yield start, match.end()
            last = match.end()


def _phones(text: str) -> Iterator[Span]:
    for match in PHONE.finditer(text):
        if not DATE.match(match.group()):
            yield match.span()


def _postcodes(text: str) -> Iterator[Span]:
    taken = [match.span() for match in POSTCODE.finditer(text)]
    ends = {end for _start, end in taken}
    starts = {start for start, _end in taken}
    for match in SPACED_POSTCODE.finditer(text):
        if match.start() not in starts and match.end() not in ends:
            taken.append(match.span())
            starts.add(match.start())
    for match in FIRST_HALF.finditer(text):
        whole = match.start() in starts
        if not whole and match[1] in AREAS and match.group() not in SOMETHING_ELSE:
            taken.append(match.span())
    yield from sorted(taken)


def contact_key(found: str, words: str) -> str:
    """A number or an address as it is compared, however it is spaced."""
    if found == "phone":
        return re.sub(r"[^\d+]", "", words)
    return "".join(words.casefold().split())
