"""What may say who somebody is in all the words of a story, or of something that was logged for
everybody, with what was decided about each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.queries.wording.finding import Hit, hits_in
from outcomes.publishing.queries.wording.logged import texts_of_activity
from outcomes.publishing.queries.wording.people import Names, known_names
from outcomes.publishing.queries.wording.story import listed_names, texts_of_story
from partnerships.models import Activity

CONTEXT = 70  # letters shown before and after a hit

Whole = ChangeStory | Activity
Answer = TextDecision.Answer
# What can be decided about the name of somebody on the list, or of who wants to be nowhere in the
# story; and about anything else.
ANSWERS = {
    TextDecision.Found.LISTED: (Answer.REPLACE, Answer.CUT, Answer.NOT_THEM),
    TextDecision.Found.TAKEN_OUT: (Answer.CUT, Answer.NOT_THEM),
}
ANSWERS_FOR_OTHERS = (Answer.STAY, Answer.CUT)


@dataclass
class Place:
    """Where the words stand: what is before them, themselves, what is after, and the part of the
    whole; `change` is the address where they can be changed, empty for whoever may not.
    """

    before: str
    words: str
    after: str
    part: str
    change: str = ""


@dataclass
class Finding:
    """The same words found in one whole, with each place, and what was decided about them.

    `instead` is what somebody on the list may be called; empty for anything else.
    """

    found: str
    digest: str
    words: str
    places: list[Place] = field(default_factory=list)
    answer: str = ""
    instead: str = ""

    @property
    def kind(self) -> str:
        return TextDecision.Found(self.found).label

    @property
    def field_name(self) -> str:
        return f"{self.found}-{self.digest[:20]}"

    @property
    def answers(self) -> tuple[str, ...]:
        return answers_for(self.found)


def answers_for(found: str) -> tuple[str, ...]:
    return ANSWERS.get(found, ANSWERS_FOR_OTHERS)


def findings_in(whole: Whole) -> list[Finding]:
    """Everything to decide about: undecided first, then in the order of the words."""
    decisions = decisions_of(whole)
    findings: dict[tuple[str, str], Finding] = {}
    for text, hit in places_in(whole):
        key = (hit.found, hit.digest)
        if key not in findings:
            findings[key] = Finding(
                *key,
                text[hit.start : hit.end],
                answer=decisions.get(key, ""),
                instead=hit.allowed if hit.people else "",
            )
        findings[key].places.append(_place(text, hit))
    return sorted(findings.values(), key=lambda finding: bool(finding.answer))


def decisions_of(whole: Whole) -> dict[tuple[str, str], str]:
    """By kind and digest: the answer. One statement, or none where they were fetched before."""
    return {
        (row.found, row.digest): row.answer
        for row in whole.text_decisions.all()
        if row.answer in answers_for(row.found)
    }


def _place(text: str, hit: Hit) -> Place:
    before = text[max(0, hit.start - CONTEXT) : hit.start]
    after = text[hit.tail : hit.tail + CONTEXT]
    return Place(
        before=f"…{before.partition(' ')[2]}" if hit.start > CONTEXT else before,
        words=hit.words,
        after=f"{after.rpartition(' ')[0]}…" if hit.tail + CONTEXT < len(text) else after,
        part=hit.part,
    )


def hits_of(whole: Whole, names: Names | None = None) -> list[Hit]:
    """The hits in all its words, part by part."""
    return [hit for _text, hit in places_in(whole, names)]


def mildest_answers(whole: Whole) -> dict[tuple[str, str], str]:
    """For each hit, by its kind and digest, the answer that changes least: a name of the list
    becomes what they may be called or is cut, anything else may stay.
    """
    return {(hit.found, hit.digest): answers_for(hit.found)[0] for hit in hits_of(whole)}


def places_in(whole: Whole, names: Names | None = None) -> Iterator[tuple[str, Hit]]:
    """Each hit with the text in which it stands. `names` where they were read just now."""
    names = names or names_for(whole)
    key = digest_key(whole)
    logged = isinstance(whole, Activity)
    for part, text in texts_of_activity(whole) if logged else texts_of_story(whole):
        for hit in hits_in(text, part=part, of=key, names=names):
            yield text, hit


def names_for(whole: Whole) -> Names:
    """The names of people of its area who might be named, of those on a story's list, and of those
    who want to be nowhere in it.
    """
    known = known_names([whole.area_id])[whole.area_id]
    return Names(known, () if isinstance(whole, Activity) else listed_names(whole))


def digest_key(whole: Whole) -> str:
    """What its digests are keyed with, so that a decision is about this whole and no other."""
    return f"activity {whole.pk}" if isinstance(whole, Activity) else str(whole.pk)
