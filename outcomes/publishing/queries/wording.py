"""Finds what may say who somebody is: phone numbers, e-mail addresses, postcodes, names.

It warns; people decide.

What was found in a story's words, each thing once, in the sentences it stands in.
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
# Of each thing that supports the story.
BESIDE = ("words", "said_by", "source", "unit", "url")


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
ONE = re.compile(rf"\b{CAPITAL}")
# What may follow a first name.
FAMILY = re.compile(rf"\s+({CAPITAL})")


@dataclass(frozen=True)
class Hit:
    found: str
    part: str
    start: int
    end: int
    words: str
    digest: str


@dataclass(frozen=True)
class Names:
    """First and family names to look out for in one story, and those of people on its list, who are
    asked anyway.
    """

    known: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


def hits_in(text: str, *, part: str, story: int, names: Names | None = None) -> Iterator[Hit]:
    for found, pattern in PATTERNS.items():
        for match in pattern.finditer(text or ""):
            yield _hit(found, part, match.span(), match.group(), story)
    for span, words in _named(text or "", names or Names()):
        yield _hit("name", part, span, words, story)


def _named(text: str, names: Names) -> Iterator[tuple[tuple[int, int], str]]:
    taken: list[tuple[int, int]] = []
    for match in TITLED.finditer(text):
        if match.group().split()[-1].casefold() not in names.listed:
            taken.append(match.span())
            yield match.span(), match.group()
    wanted = common_names() | names.known
    at = 0
    while match := ONE.search(text, at):
        first = _plain(match.group())
        at = match.end()
        if first not in wanted:
            continue
        family = (
            FAMILY.match(text, match.end()) if not match.group().endswith(("'s", "’s")) else None
        )
        span = (match.start(), at := family.end() if family else match.end())
        both = {first, _plain(family.group(1)) if family else first}
        if not both & names.listed and not any(
            start < span[1] and span[0] < end for start, end in taken
        ):
            yield span, text[slice(*span)]


def _plain(word: str) -> str:
    """A name as it is looked up: “Maureen’s” is about Maureen."""
    return re.sub(r"['’]s$", "", word.casefold())


@cache
def common_names() -> frozenset[str]:
    lines = FIRST_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))


def words_in(*names: str) -> frozenset[str]:
    """The parts of people's names that are worth looking out for:

    “Maureen, 74, resident” gives maureen.
    """
    found = (part for name in names for part in re.findall(CAPITAL, name.partition(",")[0]))
    return frozenset(_plain(part) for part in found if len(part) > 1)


def _hit(found: str, part: str, span: tuple[int, int], words: str, story: int) -> Hit:
    return Hit(found, part, *span, words, digest_of(story, found, words))


def digest_of(story: int, found: str, words: str) -> str:
    """The same for the same words in one story, however they are spaced, and of no use to anybody
    else.
    """
    plain = "".join(words.lower().split())
    return salted_hmac("outcomes.scan", f"{story}:{found}:{plain}", algorithm="sha256").hexdigest()


AROUND = 70
# Which step of telling has the words of each part.
STEPS = {
    "title": "what",
    "told_by": "what",
    "what_changed": "what",
    "before": "before",
    "for_whom": "before",
    "how_it_came_about": "how",
    "what_was_hard": "how",
}


@dataclass
class Place:
    """One place where it stands: the words before, itself, and the words after."""

    before: str
    words: str
    after: str
    step: str


@dataclass
class Found:
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


def found_in(story: ChangeStory) -> list[Found]:
    """Everything to decide about, undecided first, then in the order in which it stands in the
    story.
    """
    said = {(d.found, d.digest): d.may_stay for d in story.text_decisions.all()}
    each: dict[tuple[str, str], Found] = {}
    for hit in hits_of(story):
        key = (hit.found, hit.digest)
        if key not in each:
            each[key] = Found(*key, hit.words, may_stay=said.get(key))
        each[key].places.append(_place(story, hit))
    return sorted(each.values(), key=lambda found: found.may_stay is not None)


def _place(story: ChangeStory, hit) -> Place:
    text = getattr(story, hit.part) if hit.part in PARTS else hit.words
    start, end = (hit.start, hit.end) if hit.part in PARTS else (0, len(hit.words))
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    return Place(
        before=f"…{before.partition(' ')[2]}" if start > AROUND else before,
        words=text[start:end],
        after=f"{after.rpartition(' ')[0]}…" if end + AROUND < len(text) else after,
        step=STEPS.get(hit.part, "know"),
    )


def hits_of(story: ChangeStory) -> list[Hit]:
    """Everything found in the words of a story, part by part, and in what stands beside it."""
    told = [(part, getattr(story, part)) for part in PARTS]
    beside = story.evidence.filter(media=None).values_list(*BESIDE)
    told += [
        (f"evidence_{name}", text) for row in beside for name, text in zip(BESIDE, row, strict=True)
    ]
    shown = story.media.values_list(
        "media__alt_text", "media__caption", "media__transcript", "media__captions"
    )
    shown = [*shown, *story.films.values_list("title", "said_by", "transcript")]
    told += [("photos", text) for row in shown for text in row]
    names = names_for(story)
    return [
        hit for part, text in told for hit in hits_in(text, part=part, story=story.pk, names=names)
    ]


def names_for(story: ChangeStory) -> Names:
    """Who in this area somebody might name, and who is on the story's list of people and is asked
    anyway.
    """
    listed = story.appearances.filter(person__isnull=False).values_list(
        "person__name", "person__known_as"
    )
    seats = Seat.objects.filter(partnership__area=story.area_id).values_list("name", flat=True)
    users = AreaRole.objects.filter(area=story.area_id).values_list("user__name", flat=True)
    known = seats.order_by().union(users.order_by())
    return Names(
        known=words_in(*known), listed=words_in(*(name for both in listed for name in both))
    )
