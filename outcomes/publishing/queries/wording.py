"""Finds what may say who somebody is in a story: phone numbers, e-mail addresses, postcodes, names.

It warns; people decide (`outcomes.publishing.actions.wording`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac

from areas.models import AreaRole
from outcomes.models import ChangeStory, TextDecision
from partnerships.models import Seat

PARTS = (
    "title",
    "told_by",
    "in_short",
    "what_changed",
    "before",
    "for_whom",
    "how_it_came_about",
    "what_was_hard",
    "how_we_know",
)
# The fields of each piece of evidence.
EVIDENCE_FIELDS = ("words", "said_by", "source", "unit", "url")
# Which step of telling has the words of each part; the others are in "know".
STEPS = {
    "title": "what",
    "told_by": "what",
    "what_changed": "what",
    "before": "before",
    "for_whom": "before",
    "how_it_came_about": "how",
    "what_was_hard": "how",
}
CONTEXT = 70  # letters shown before and after a hit
PATTERNS = {
    "email": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    # UK numbers as people write them: 01487 812345, (020) 7946 0991, +44 7700 900 123.
    "phone": re.compile(r"(?<![\d£])(?:\+44|\(?0)[\d()\s-]{8,15}\d(?!\d)"),
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE),
}
FIRST_NAMES = Path(__file__).parents[2] / "data" / "first-names.txt"
WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
CAPITAL = rf"(?=[^\W\d_a-z]){WORD}"
TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Rev|Reverend|Father|Sister|Cllr|Councillor|PC|Aunty|Auntie|Uncle)\.?\s+{CAPITAL}"
)
CAPITALISED = re.compile(rf"\b{CAPITAL}")
# A family name after a first name.
FAMILY = re.compile(rf"\s+({CAPITAL})")


@dataclass(frozen=True)
class Hit:
    """One place in one part of a story. `found` is a kind of TextDecision.Found."""

    found: str
    part: str
    start: int
    end: int
    words: str
    digest: str


@dataclass(frozen=True)
class Names:
    """First and family names, in small letters: those to look out for in one story, and those of
    people on its list, whose permission is needed anyway.
    """

    known: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


def hits_in(text: str, *, part: str, story: int, names: Names | None = None) -> Iterator[Hit]:
    """The hits in one text. `story` is the id that the digests are keyed with."""
    for found, pattern in PATTERNS.items():
        for match in pattern.finditer(text or ""):
            yield _hit(found, part, match.span(), match.group(), story)
    for span, words in _names_in(text or "", names or Names()):
        yield _hit("name", part, span, words, story)


def _names_in(text: str, names: Names) -> Iterator[tuple[tuple[int, int], str]]:
    """Names with a title, then first names with what may be a family name; each with its span."""
    taken: list[tuple[int, int]] = []
    for match in TITLED.finditer(text):
        if match.group().split()[-1].casefold() not in names.listed:
            taken.append(match.span())
            yield match.span(), match.group()
    wanted = common_names() | names.known
    at = 0
    while match := CAPITALISED.search(text, at):
        first = _plain(match.group())
        at = match.end()
        if first not in wanted:
            continue
        family = (
            FAMILY.match(text, match.end()) if not match.group().endswith(("'s", "’s")) else None
        )
        at = family.end() if family else match.end()
        span = (match.start(), at)
        both = {first, _plain(family.group(1)) if family else first}
        overlaps = any(start < span[1] and span[0] < end for start, end in taken)
        if not both & names.listed and not overlaps:
            yield span, text[slice(*span)]


def _plain(word: str) -> str:
    """A name as it is looked up: “Maureen’s” is about Maureen."""
    return re.sub(r"['’]s$", "", word.casefold())


@cache
def common_names() -> frozenset[str]:
    """The first names of `outcomes/data/first-names.txt`, in small letters."""
    lines = FIRST_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))


def words_in(*names: str) -> frozenset[str]:
    """The parts of people's names to look out for: “Maureen, 74, resident” gives maureen."""
    parts = (part for name in names for part in re.findall(CAPITAL, name.partition(",")[0]))
    return frozenset(_plain(part) for part in parts if len(part) > 1)


def _hit(found: str, part: str, span: tuple[int, int], words: str, story: int) -> Hit:
    return Hit(found, part, *span, words, digest_of(story, found, words))


def digest_of(story: int, found: str, words: str) -> str:
    """A keyed digest: the same for the same words in one story, however they are spaced."""
    plain = "".join(words.lower().split())
    return salted_hmac("outcomes.scan", f"{story}:{found}:{plain}", algorithm="sha256").hexdigest()


@dataclass
class Place:
    """Where the words stand: what is before them, themselves, what is after, and the step of
    telling in which they can be changed.
    """

    before: str
    words: str
    after: str
    step: str


@dataclass
class Finding:
    """The same words found in a story, with each place, and what was decided about them."""

    found: str
    digest: str
    words: str
    places: list[Place] = field(default_factory=list)
    may_stay: bool | None = None

    @property
    def kind(self) -> str:
        return TextDecision.Found(self.found).label

    @property
    def field_name(self) -> str:
        return f"{self.found}-{self.digest[:20]}"


def findings_in(story: ChangeStory) -> list[Finding]:
    """Everything to decide about: undecided first, then in the order of the story."""
    decisions = {(row.found, row.digest): row.may_stay for row in story.text_decisions.all()}
    findings: dict[tuple[str, str], Finding] = {}
    for hit in hits_of(story):
        key = (hit.found, hit.digest)
        if key not in findings:
            findings[key] = Finding(*key, hit.words, may_stay=decisions.get(key))
        findings[key].places.append(_place(story, hit))
    return sorted(findings.values(), key=lambda finding: finding.may_stay is not None)


def _place(story: ChangeStory, hit: Hit) -> Place:
    text = getattr(story, hit.part) if hit.part in PARTS else hit.words
    start, end = (hit.start, hit.end) if hit.part in PARTS else (0, len(hit.words))
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    return Place(
        before=f"…{before.partition(' ')[2]}" if start > CONTEXT else before,
        words=text[start:end],
        after=f"{after.rpartition(' ')[0]}…" if end + CONTEXT < len(text) else after,
        step=STEPS.get(hit.part, "know"),
    )


def hits_of(story: ChangeStory) -> list[Hit]:
    """The hits in the words of a story, part by part, in its evidence and in what goes with it."""
    texts = [(part, getattr(story, part)) for part in PARTS]
    evidence = story.evidence.filter(media=None).values_list(*EVIDENCE_FIELDS)
    texts += [
        (f"evidence_{name}", text)
        for row in evidence
        for name, text in zip(EVIDENCE_FIELDS, row, strict=True)
    ]
    media = story.media.values_list(
        "media__alt_text", "media__caption", "media__transcript", "media__captions"
    )
    films = story.films.values_list("title", "said_by", "transcript")
    texts += [("photos", text) for row in [*media, *films] for text in row]
    names = names_for(story)
    return [
        hit for part, text in texts for hit in hits_in(text, part=part, story=story.pk, names=names)
    ]


def names_for(story: ChangeStory) -> Names:
    """The names of people of its area who might be named, and of those on the story's list."""
    listed = story.appearances.filter(person__isnull=False).values_list(
        "person__name", "person__known_as"
    )
    seats = Seat.objects.filter(partnership__area=story.area_id).values_list("name", flat=True)
    users = AreaRole.objects.filter(area=story.area_id).values_list("user__name", flat=True)
    known = seats.order_by().union(users.order_by())
    return Names(
        known=words_in(*known),
        listed=words_in(*(name for row in listed for name in row)),
    )
