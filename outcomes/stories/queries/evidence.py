"""What supports a story, as each reader may know it, from the record and from its public copy; and
which parts of the story something stands behind. That is put in words, and never as a score.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes.models import ChangeStory, Evidence, Publication
from outcomes.publishing.queries.names import byline, sees_names
from outcomes.publishing.queries.wording.called import CalledNames

Kind = Evidence.Kind
# A photo stands with the photos, where who took it is said.
IN_WORDS = (Kind.QUOTE, Kind.NUMBER, Kind.DOCUMENT, Kind.LINK)
ICONS = {Kind.QUOTE: "words", Kind.NUMBER: "count", Kind.DOCUMENT: "paper", Kind.LINK: "eye"}


@dataclass(frozen=True)
class Proof:
    """One thing that supports a story. Everything is text, so that it is kept as it was."""

    kind: str
    words: str = ""
    number: str = ""
    unit: str = ""
    who: str = ""
    source: str = ""
    url: str = ""
    supports: str = ""
    pk: int | None = None

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "words")

    @property
    def figure(self) -> str:
        """The number as people write it: “1,240” and not “1240.00”."""
        value = Decimal(self.number or 0)
        whole = value == value.to_integral_value()
        return number_format(
            value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True
        )

    @property
    def site(self) -> str:
        """Whose site a page is on, so that people know before they follow a link."""
        parts = urlsplit(self.url)
        return (
            (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""
        )

    @property
    def label(self) -> str:
        return Kind(self.kind).label if self.kind in Kind.values else ""

    @property
    def named(self) -> str:
        """What sort of thing it is, inside a sentence."""
        return in_a_sentence()[self.kind]


def in_a_sentence() -> dict[str, str]:
    """What each kind is called inside a sentence."""
    return {
        Kind.QUOTE: _("what somebody said"),
        Kind.NUMBER: _("a number"),
        Kind.DOCUMENT: _("a paper"),
        Kind.LINK: _("a page on the internet"),
    }


def proofs_of_record(story: ChangeStory) -> list[Proof]:
    """Word for word as told, for those who tell it and those who are in it. One statement."""
    return [_proof(row, byline(row.said_by, row.said_by_is)) for row in _rows(story)]


def proofs_of(user, story: ChangeStory) -> list[Proof]:
    """As far as this reader may know who says so, in their order. One statement."""
    names = sees_names(user, story)
    return [_proof(row, byline(row.said_by, row.said_by_is, names=names)) for row in _rows(story)]


def proofs_of_copy(copy: Publication) -> list[Proof]:
    """From the public copy and nothing else. No statement."""
    return [Proof(**entry) for entry in copy.evidence]


def proofs_as_sent(entries: list[dict]) -> list[Proof]:
    """From the words of a version (see as_told)."""
    return [Proof(**entry) for entry in entries]


def as_told(story: ChangeStory) -> list[dict]:
    """Word for word, to be kept with what was sent."""
    return [_as_data(_proof(row, byline(row.said_by, row.said_by_is))) for row in _rows(story)]


def as_cleared(story: ChangeStory, called: CalledNames | None = None) -> list[dict]:
    """For a copy: whoever is on the list of people is called as they may be."""
    called = called or CalledNames(story)
    entries = []
    for row in _rows(story):
        who = byline(*called.byline(row.said_by, row.said_by_is, most=160))
        entry = _as_data(_proof(row, who))
        copied = {
            key: called.text(entry[key]) for key in ("words", "source", "unit") if key in entry
        }
        if called.text(row.url) != row.url:
            del entry["url"]  # with other letters it would lead nowhere
        entries.append(entry | copied)
    return entries


def _rows(story: ChangeStory) -> QuerySet[Evidence]:
    return story.evidence.filter(kind__in=IN_WORDS, media=None)


def _proof(row: Evidence, who: str) -> Proof:
    return Proof(
        kind=row.kind,
        words=row.words,
        number="" if row.number is None else str(row.number),
        unit=row.unit,
        who=who,
        source=row.source,
        url=row.url,
        supports=row.supports,
        pk=row.pk,
    )


def _as_data(proof: Proof) -> dict:
    """What is kept of a proof: whatever is not empty, and never its number in the database."""
    return {name: value for name, value in asdict(proof).items() if value and name != "pk"}


PARTS = ("before", "what_changed", "how_it_came_about")


# --- which parts of the story something stands behind ---


@dataclass
class Support:
    """`by` has a line for each told part that something stands behind; `only_told` names the
    others.
    """

    proofs: list[Proof] = field(default_factory=list)
    by: list[tuple[str, str]] = field(default_factory=list)
    only_told: list[str] = field(default_factory=list)
    whole: str = ""

    def __bool__(self):
        return bool(self.by or self.whole)


def part_names() -> dict[str, str]:
    """What each part that can be supported is called inside a sentence."""
    return {
        "before": _("what it was like before"),
        "what_changed": _("what changed"),
        "how_it_came_about": _("how it came about"),
    }


def support(
    thing: ChangeStory | Publication,
    proofs: list[Proof],
    *,
    photos: int = 0,
    recordings: int = 0,
) -> Support:
    """For a story, or its public copy.

    Whatever names no part stands behind the story as a whole.
    """
    names = part_names()
    told = [part for part in PARTS if getattr(thing, part).strip()]
    rest = [proof for proof in proofs if proof.supports not in told]
    result = Support(proofs=proofs, whole=counted(rest, photos=photos, recordings=recordings))
    for part in told:
        behind = [proof for proof in proofs if proof.supports == part]
        if behind:
            result.by.append((names[part], counted(behind)))
        else:
            result.only_told.append(names[part])
    return result


def counted(proofs: list[Proof], *, photos: int = 0, recordings: int = 0) -> str:
    """How many there are of each kind, inside a sentence: “a number and what two people said”."""
    of = Counter(proof.kind for proof in proofs)
    words = [
        (of["number"], ngettext("a number", "%(n)s numbers", of["number"])),
        (of["quote"], ngettext("what somebody said", "what %(n)s people said", of["quote"])),
        (of["document"], ngettext("a paper", "%(n)s papers", of["document"])),
        (
            of["link"],
            ngettext("a page on the internet", "%(n)s pages on the internet", of["link"]),
        ),
        (photos, ngettext("a photo", "%(n)s photos", photos)),
        (recordings, ngettext("a recording", "%(n)s recordings", recordings)),
    ]
    return get_text_list([phrase % {"n": n} for n, phrase in words if n], _("and"))
