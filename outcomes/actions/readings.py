"""Readings stand side by side.

A change of mind is a new reading; what was said before stays, as history.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.access import where
from bigstory.accounts.roles import May
from bigstory.core import audit
from bigstory.core.models import today
from outcomes.actions.publications import copy_readings
from outcomes.models import ChangeStory, Outcome, Reading
from outcomes.moves import OPEN_STATES, tells

Party = Reading.Party
State = ChangeStory.State
# Something still being told has no readers beside its teller; something taken back has none any
# more.
READ_STATES = (State.SENT, State.ACCEPTED, State.PUBLISHED, State.NOT_USED)


def party_of(user, story: ChangeStory) -> Party | None:
    """For whom this person reads this story.

    Whoever wrote it down speaks for the teller, and for nobody else.
    """
    if story.written_by_id == user.pk:
        return Party.TELLER if tells(user, story) else None
    asked = {
        Party.LOCAL_TRUST: May.GIVE_TRUST_READING,
        Party.EVALUATOR: May.GIVE_EVALUATOR_READING,
        Party.PARTNERSHIP: May.GIVE_PARTNERSHIP_READING,
    }
    return next(
        (party for party, may in asked.items() if where(user, may).includes(story.area_id)), None
    )


@transaction.atomic
def read(
    story: ChangeStory,
    *,
    outcome: Outcome,
    party: str,
    answer: str,
    because: str = "",
    by=None,
    on: date | None = None,
) -> Reading:
    """Add one party's reading of one outcome, and make it the latest.

    Said again unchanged, nothing is added.

    Asks no permission: `give` does, for people; the example loader has none to ask for.
    """
    ChangeStory.objects.lock(story)
    earlier = story.readings.latest().filter(outcome=outcome, party=party)
    last = earlier.first()
    if last is not None and (last.answer, last.because) == (answer, because):
        return last
    earlier.update(latest=False)
    reading = Reading.objects.create(
        story=story,
        outcome=outcome,
        party=party,
        answer=answer,
        because=because,
        reader=by,
        on=on or today(),
    )
    copy_readings(story)
    return reading


@transaction.atomic
def give(story: ChangeStory, *, answers: dict[Outcome, tuple[str, str]], by) -> Iterable[Reading]:
    """Somebody's reading of a story that was sent, for whichever outcomes they answered."""
    current = ChangeStory.objects.lock(story)
    party = party_of(by, current)
    if party is None or current.state not in READ_STATES:
        raise PermissionDenied
    given = [
        read(current, outcome=outcome, party=party, answer=answer, because=because, by=by)
        for outcome, (answer, because) in answers.items()
        if answer
    ]
    audit.record(
        "changestory.read", current, by=by, area=current.area.slug, party=party, outcomes=len(given)
    )
    return given


def draft_answers(story: ChangeStory, *, answers: dict[Outcome, tuple[str, str]], by) -> bool:
    """The teller's answers while the story is open.

    Until it is sent nobody has read them, so they may be put right in place; an answer that was
    sent once stays, and a new one is put beside it. Returns whether any changed.
    """
    if story.state not in OPEN_STATES:
        raise PermissionDenied
    version = story.versions.first()
    sent = {r["id"] for r in version.words.get("readings", [])} if version else set()
    latest = {r.outcome_id: r for r in story.readings.latest().filter(party=Party.TELLER)}
    changed = False
    for outcome, (answer, because) in answers.items():
        last = latest.get(outcome.pk)
        before = (last.answer, last.because) if last else ("", "")
        if before == (answer, because if answer else ""):
            continue
        changed = True
        _put_right(
            story, outcome=outcome, last=last, sent=sent, answer=answer, because=because, by=by
        )
    return changed


def _put_right(story, *, outcome, last, sent, answer, because, by):
    if last is not None and last.pk in sent:
        Reading.objects.filter(pk=last.pk).update(latest=False)
    elif last is not None:
        Reading.objects.filter(pk=last.pk).delete()
    if answer:
        Reading.objects.create(
            story=story,
            outcome=outcome,
            party=Party.TELLER,
            answer=answer,
            because=because,
            reader=by,
        )
