"""Somebody says whether it is still true.

Answers stand side by side; the newest is what a story is found by.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bigstory.core import audit
from bigstory.core.models import today
from outcomes.actions.readings import party_of
from outcomes.models import MONTHS, ChangeStory, FollowUp, Publication, Reading
from outcomes.reads.lasting import ASKED_STATES, as_data, asked_now

PARTIES = {
    Reading.Party.TELLER: FollowUp.Party.TELLER,
    Reading.Party.PARTNERSHIP: FollowUp.Party.PARTNERSHIP,
}


def party_who_says(user, story: ChangeStory) -> FollowUp.Party | None:
    """For whom this person answers: whoever wrote it down speaks for its teller.

    None: they are not asked.
    """
    return PARTIES.get(party_of(user, story))


@transaction.atomic
def give(story: ChangeStory, *, answer: str, words: str = "", by) -> FollowUp:
    """The answer of somebody of the area, given any time. Raises PermissionDenied."""
    current = ChangeStory.objects.lock(story)
    party = party_who_says(by, current)
    if party is None or current.state not in ASKED_STATES:
        raise PermissionDenied
    return keep(current, answer=answer, words=words, party=party, by=by)


@transaction.atomic
def keep(
    story: ChangeStory,
    *,
    answer: str,
    words: str = "",
    party: str,
    by=None,
    on: date | None = None,
    months: int | None = None,
) -> FollowUp:
    """Add an answer and make it the newest.

    Asks no permission: `give` does, and the teller's own link.
    """
    current = ChangeStory.objects.lock(story)
    current.followups.latest().update(latest=False)
    made = FollowUp.objects.create(
        story=current,
        months=months or asked_now(current) or _round_of(current, on or today()),
        answer=answer,
        words=words.strip(),
        party=party,
        answered_by=by,
        on=on or today(),
    )
    Publication.objects.filter(story=current).update(lasting=made.answer, lifeline=as_data(current))
    audit.record(
        "changestory.still_true", current, by=by, area=current.area.slug, party=party, answer=answer
    )
    return made


def _round_of(story: ChangeStory, on: date) -> int:
    """The round an answer belongs to that nobody asked for: the last that had come, or the
    first.
    """
    gone = (
        (on.year - story.told_on.year) * 12 + on.month - story.told_on.month if story.told_on else 0
    )
    return max((months for months in MONTHS if months <= gone), default=MONTHS[0])
