"""Decisions about words that look like somebody's name, number or address.

A story goes beyond the partnership only when each was shown to somebody who decided that it may
stay.
"""

from django.db import transaction

from bigstory.core.db import audit
from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.queries.wording import hits_of


def count_undecided(story: ChangeStory) -> int:
    """Count the hits nobody decided about yet, and keep the count with the story.

    A hit whose words were taken out is none; one that somebody wants out and that still stands
    counts as undecided.
    """
    stay = set(story.text_decisions.filter(may_stay=True).values_list("found", "digest"))
    undecided = {(hit.found, hit.digest) for hit in hits_of(story)} - stay
    story.words_unchecked = len(undecided)
    ChangeStory.objects.filter(pk=story.pk).update(words_unchecked=len(undecided))
    return len(undecided)


@transaction.atomic
def decide(story: ChangeStory, *, stay: dict[tuple[str, str], bool], by) -> int:
    """Record for each hit, by its kind and digest, whether it may stay.

    Returns how many are left undecided.
    """
    current = ChangeStory.objects.lock(story)
    hits = {(hit.found, hit.digest) for hit in hits_of(current)}
    for (kind, digest), may_stay in stay.items():
        if (kind, digest) in hits:
            TextDecision.objects.update_or_create(
                story=current,
                found=kind,
                digest=digest,
                defaults={"may_stay": may_stay, "decided_by": by},
            )
    left = count_undecided(current)
    audit.record(
        "changestory.words_decided",
        current,
        by=by,
        area=current.area.slug,
        decided=len(stay),
        left=left,
    )
    return left
