"""Words that look like somebody's name, number or address, and what was decided about each.

A story goes beyond the partnership only when every one was shown to somebody who decided that it
may stay.
"""

from django.db import transaction

from areas.models import AreaRole
from bigstory.core.db import audit
from outcomes.models import ChangeStory, TextDecision
from outcomes.publishing.queries.wording import Hit, Names, hits_in, words_in
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


def look_again(story: ChangeStory) -> int:
    """Count what nobody decided about yet, and keep the count with the story.

    What was taken out is not found again; what somebody wants out and still stands counts as
    undecided.
    """
    stay = set(story.text_decisions.filter(may_stay=True).values_list("found", "digest"))
    left = {(hit.found, hit.digest) for hit in hits_of(story)} - stay
    story.words_unchecked = len(left)
    ChangeStory.objects.filter(pk=story.pk).update(words_unchecked=len(left))
    return len(left)


@transaction.atomic
def decide(story: ChangeStory, *, stay: dict[tuple[str, str], bool], by) -> int:
    """Say of each hit, by what it is and its digest, whether it may stay.

    Returns how many are left undecided.
    """
    current = ChangeStory.objects.lock(story)
    found = {(hit.found, hit.digest) for hit in hits_of(current)}
    for (kind, digest), may_stay in stay.items():
        if (kind, digest) in found:
            TextDecision.objects.update_or_create(
                story=current,
                found=kind,
                digest=digest,
                defaults={"may_stay": may_stay, "decided_by": by},
            )
    left = look_again(current)
    audit.record(
        "changestory.words_decided",
        current,
        by=by,
        area=current.area.slug,
        decided=len(stay),
        left=left,
    )
    return left
