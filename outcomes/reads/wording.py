"""What was found in a story's words, each thing once, in the sentences it stands in."""

from dataclasses import dataclass, field

from outcomes.actions.wording import PARTS, hits_of
from outcomes.models import ChangeStory, TextDecision

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
