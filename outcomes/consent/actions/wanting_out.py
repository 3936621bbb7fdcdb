"""Somebody wants to be nowhere in a story: what keeps them on its list, and what is kept of that
once they are off it.
"""

from copy import copy

from outcomes.models import ChangeStory, PermissionEvent, Person, TextDecision
from outcomes.publishing.queries.wording.whole import decisions_of, hits_of


class StillNamed(ValueError):
    """Somebody who wants to be taken out is named in the words yet: `names`, as they stand."""

    def __init__(self, names: list[str]):
        self.names = names
        super().__init__(", ".join(names))


def still_named(story: ChangeStory, person: Person) -> list[str]:
    """The names in the words of a story that may be theirs, and of which nobody said that they are
    not, each once.
    """
    decided = decisions_of(story)
    theirs = (hit for hit in hits_of(story) if person.pk in {one.pk for one in hit.people})
    return list(
        dict.fromkeys(
            hit.words
            for hit in theirs
            if decided.get((hit.found, hit.digest)) != TextDecision.Answer.NOT_THEM
        )
    )


def keep_with(story: ChangeStory, event: PermissionEvent) -> None:
    """What somebody said of all their stories is kept with this one too. Off its list, it would
    not be one of theirs.
    """
    if event.story_id is None:
        same = copy(event)
        same.pk, same.story = None, story
        same._state.adding = True
        same.save()
