"""Decisions about words that look like somebody's name, number or address.

A story goes beyond the partnership only when each was shown to somebody who decided what becomes
of it in a copy.
"""

from django.db import transaction

from bigstory.core.db import audit
from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.queries.wording.people import Names
from outcomes.publishing.queries.wording.story import answers_for, decisions_of, hits_of


def count_undecided(
    story: ChangeStory, hits: set[tuple[str, str]] | None = None, *, names: Names | None = None
) -> int:
    """Count the hits nobody decided about yet, and keep the count with the story. `hits`, by kind
    and digest, where its words were looked over just now; `names` where they were read just now.

    Both kinds: names of people on the list that stand otherwise than they may be called, and
    anything else. A hit whose words were taken out is none.
    """
    hits = _keys(story, names) if hits is None else hits
    undecided = hits - decisions_of(story).keys()
    story.words_unchecked = len(undecided)
    ChangeStory.objects.filter(pk=story.pk).update(words_unchecked=len(undecided))
    return len(undecided)


def _keys(story: ChangeStory, names: Names | None = None) -> set[tuple[str, str]]:
    """The hits of a story by kind and digest, each once."""
    return {(hit.found, hit.digest) for hit in hits_of(story, names)}


@transaction.atomic
def decide(story: ChangeStory, *, answers: dict[tuple[str, str], str], by) -> int:
    """Record for each hit, by its kind and digest, what becomes of it: one of `answers_for`.

    Anything else decides nothing. Returns how many are left undecided.
    """
    current = ChangeStory.objects.lock(story)
    hits = _keys(current)
    for (kind, digest), answer in answers.items():
        if (kind, digest) in hits and answer in answers_for(kind):
            TextDecision.objects.update_or_create(
                story=current,
                found=kind,
                digest=digest,
                defaults={"answer": answer, "decided_by": by},
            )
    left = count_undecided(current, hits)
    audit.record(
        "changestory.words_decided",
        current,
        by=by,
        area=current.area.slug,
        decided=len(answers),
        left=left,
    )
    return left
