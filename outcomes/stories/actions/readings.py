"""Somebody reads a story: an answer to each outcome, an evaluator's own words of the framework for
it, and later whether it is still true.

All stand side by side. A change of mind is a new row, and the earlier one stays, as history.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from bigstory.core.db import audit
from bigstory.core.db.dated import today
from outcomes.framework.queries import CHOSEN
from outcomes.models import MONTHS, ChangeStory, FollowUp, Outcome, Reading, Sorting
from outcomes.publishing.actions.copied import copy_lifeline, copy_readings, copy_sortings
from outcomes.stories.models.moves import OPEN_STATES
from outcomes.stories.queries.readings import READ_STATES, Party, may_sort, party_of
from outcomes.stories.queries.still_true import ASKED_STATES, asked_now


@transaction.atomic
def add_reading(
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

    The same answer again adds nothing. Checks no permission: `give_reading` does, for people; the
    example loader has none to check.
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
def give_reading(
    story: ChangeStory, *, answers: dict[Outcome, tuple[str, str]], by
) -> list[Reading]:
    """Somebody's reading of a story that was sent, for whichever outcomes they answered.

    Raises PermissionDenied. Returns the latest reading of each.
    """
    current = ChangeStory.objects.lock(story)
    party = party_of(by, current)
    if party is None or current.state not in READ_STATES:
        raise PermissionDenied
    given = [
        add_reading(current, outcome=outcome, party=party, answer=answer, because=because, by=by)
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
        stored = (last.answer, last.because) if last else ("", "")
        if stored == (answer, because if answer else ""):
            continue
        changed = True
        _put_right(
            story, outcome=outcome, last=last, sent=sent, answer=answer, because=because, by=by
        )
    return changed


def _put_right(
    story: ChangeStory,
    *,
    outcome: Outcome,
    last: Reading | None,
    sent: set[int],
    answer: str,
    because: str,
    by,
) -> None:
    """Put another answer in the place of the last. `sent` are ids of readings in sent words."""
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


@transaction.atomic
def sort(
    story: ChangeStory, *, by, values: dict[str, Iterable[Model]], because: str = ""
) -> Sorting | None:
    """Set this evaluator's view beside the teller's; the same view again adds nothing.

    Raises PermissionDenied. None: nothing was chosen.
    """
    current = ChangeStory.objects.lock(story)
    if not may_sort(by, current):
        raise PermissionDenied
    chosen = {name: [[word.pk, word.name] for word in values.get(name, ())] for name in CHOSEN}
    earlier = current.sortings.latest().filter(reader=by)
    last = earlier.first()
    if last is not None and (last.chosen, last.because) == (chosen, because):
        return last
    if last is None and not because and not any(chosen.values()):
        return None
    earlier.update(latest=False)
    sorting = Sorting.objects.create(story=current, reader=by, chosen=chosen, because=because)
    copy_sortings(current)
    audit.record("changestory.sorted", current, by=by, area=current.area.slug)
    return sorting


# --- is it still true? ---

# Who of the area answers, by whose reading they give.
PARTIES = {
    Reading.Party.TELLER: FollowUp.Party.TELLER,
    Reading.Party.PARTNERSHIP: FollowUp.Party.PARTNERSHIP,
}


def followup_party(user, story: ChangeStory) -> FollowUp.Party | None:
    """For whom this person answers: whoever wrote it down speaks for its teller.

    None: they are not asked.
    """
    return PARTIES.get(party_of(user, story))


@transaction.atomic
def give_followup(story: ChangeStory, *, answer: str, words: str = "", by) -> FollowUp:
    """The answer of somebody of the area, given any time. Raises PermissionDenied."""
    current = ChangeStory.objects.lock(story)
    party = followup_party(by, current)
    if party is None or current.state not in ASKED_STATES:
        raise PermissionDenied
    return add_followup(current, answer=answer, words=words, party=party, by=by)


@transaction.atomic
def add_followup(
    story: ChangeStory,
    *,
    answer: str,
    words: str = "",
    party: str,
    by=None,
    on: date | None = None,
    months: int | None = None,
) -> FollowUp:
    """Add an answer and make it the newest: a story is found by it, and its public copy shows it.

    `months` is the round it belongs to; without it, the round that is asked about now, or the last
    that had come. Checks no permission: `give_followup` does, and the teller's own link.
    """
    current = ChangeStory.objects.lock(story)
    current.followups.latest().update(latest=False)
    on = on or today()
    followup = FollowUp.objects.create(
        story=current,
        months=months or asked_now(current) or _round_of(current, on),
        answer=answer,
        words=words.strip(),
        party=party,
        answered_by=by,
        on=on,
    )
    copy_lifeline(current)
    audit.record(
        "changestory.still_true", current, by=by, area=current.area.slug, party=party, answer=answer
    )
    return followup


def _round_of(story: ChangeStory, on: date) -> int:
    """The round, in months, of an answer nobody asked for: the last that had come, or the first."""
    if story.told_on is None:
        return MONTHS[0]
    since = (on.year - story.told_on.year) * 12 + on.month - story.told_on.month
    return max((months for months in MONTHS if months <= since), default=MONTHS[0])
