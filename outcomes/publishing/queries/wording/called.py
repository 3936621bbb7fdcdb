"""Words as they may be copied: each listed person of a story called as they may be, and what has
to be cut left out.

The record keeps the words as they were told.
"""

from django.db import models

from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.queries.wording.finding import Hit, hits_in
from outcomes.publishing.queries.wording.people import Names, parts_of
from outcomes.publishing.queries.wording.whole import Whole, decisions_of, digest_key, names_for

Answer = TextDecision.Answer
# What stands where something was cut.
CUT = "…"


class CalledNames:
    """Says the texts of one story, or of one thing that was logged, as they may be copied. Its
    names, where they are not given, and its decisions are read once.

    A listed person's name that nobody decided about is called what they may be called: a copy made
    too early tells nothing. Anything else undecided stays; the gate keeps it in.
    """

    def __init__(self, whole: Whole, names: Names | None = None):
        self._key = digest_key(whole)
        self._names = names or names_for(whole)
        self._decisions = decisions_of(whole)

    @property
    def names(self) -> Names:
        return self._names

    def text(self, text: str, *, most: int | None = None, looked_over: bool = True) -> str:
        """One text. `most` is how many letters there is room for; more end in “…”. Of words that
        nobody looks over, such as a reading that came later, everything undecided is left out.
        """
        hits = hits_in(text, part="", of=self._key, names=self._names)
        pieces = []
        last = 0
        for hit in sorted(hits, key=lambda hit: hit.start):
            words = self._instead(hit, looked_over)
            if words is None or hit.start < last:
                continue
            pieces += [text[last : hit.start], words]
            last = hit.tail if words == CUT else hit.end
        copied = "".join([*pieces, text[last:]])
        return copied if most is None or len(copied) <= most else f"{copied[: most - 1]}…"

    def field(self, row: models.Model, name: str) -> str:
        """The text of a field, cut to what there is room for in it."""
        most = row._meta.get_field(name).max_length
        return self.text(getattr(row, name), most=most)

    def later(self, text: str) -> str:
        """One text that was written beside the story and that nobody looks over."""
        return self.text(text, looked_over=False)

    def _instead(self, hit: Hit, looked_over: bool) -> str | None:
        """What stands there in a copy; None where it stays as it is."""
        answer = self._decisions.get((hit.found, hit.digest))
        if answer == Answer.CUT or not (answer or looked_over or hit.people):
            return CUT
        if not hit.people or answer == Answer.NOT_THEM:
            return None
        return CUT if hit.found == TextDecision.Found.TAKEN_OUT else hit.instead

    def byline(self, name: str, what_they_are: str, *, most: int = 120) -> tuple[str, str]:
        """The name of whoever says something, and what they are.

        Only somebody on the list who may be called by a name has one here.
        """
        is_ = self.text(what_they_are, most=most)
        if not any(part in self._names.by_part for part in parts_of(name)):
            return "", is_
        copied = self.text(name, most=most)
        allowed = {person.allowed for person in self._names.listed if person.allowed_parts}
        if copied == name or copied in allowed:
            return copied, is_
        return "", is_ or ("" if copied == CUT else copied)


def called(story: ChangeStory, text: str) -> str:
    """One text of a story as it may be copied. For several, make one CalledNames."""
    return CalledNames(story).text(text)
