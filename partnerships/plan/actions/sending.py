"""A plan is sent to Local Trust, taken back before it is answered, or answered: endorsed, or sent
back with reasons. An answer always has words: a reply is owed.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.desk.actions.letters import tell_area
from areas.desk.actions.owed import keep_owed
from bigstory.core.db.moves import Move
from bigstory.core.db.versioned import Conflict
from bigstory.kit.marks import digest
from partnerships.log.actions.activities import recount
from partnerships.log.actions.heard import count_sent
from partnerships.models import Plan, PlanVersion, Review
from partnerships.plan.models.moves import END, ENDORSE, RETURN, SEND, TAKE_BACK, move
from partnerships.plan.queries.owed import PLANS, thing_of
from partnerships.plan.queries.sent import plan_words
from partnerships.plan.queries.still_open import why_not_ready

Verdict = Review.Verdict


class NotReady(Exception):
    """Something is still missing. The message says what, in a sentence."""


class WordsOwed(Exception):
    """A verdict without a word of reply."""


class SentAgain(Exception):
    """The area took the plan back and sent other words while the reviewer was reading these."""


@transaction.atomic
def send(
    plan: Plan, *, by, note: str = "", seen: str | None = None, at: datetime | None = None
) -> PlanVersion:
    """Send a plan for endorsement and freeze its words as they are now.

    Raises AlreadyMoved when somebody sent it first, NotReady, or Conflict when the words are no
    longer the ones the sender looked over (`seen`, their digest); in each case nothing is saved.
    """
    at = at or timezone.now()
    sent = move(SEND, plan, by=by)
    words = plan_words(sent)
    if seen is not None and seen != digest(words):
        raise Conflict(sent)
    if reason := why_not_ready(words, sent.area.programme, at=timezone.localdate(at)):
        raise NotReady(reason)
    last = sent.versions.order_by("-number").first()
    version = PlanVersion.objects.create(
        plan=sent,
        number=last.number + 1 if last else 1,
        words=words,
        note=note.strip(),
        sent_by=by,
        sent_by_name=by.name[:80],
        sent_at=at,
    )
    keep_owed(PLANS, [sent.area])
    count_sent([sent.area])
    return version


@transaction.atomic
def take_back(plan: Plan, *, by) -> Plan:
    """Go on writing a plan that was sent and not answered yet.

    What was sent is kept among its versions.
    """
    taken_back = move(TAKE_BACK, plan, by=by)
    keep_owed(PLANS, [taken_back.area])
    return taken_back


@transaction.atomic
def endorse(
    version: PlanVersion, *, by, words: str, at: datetime | None = None, letters: str = ""
) -> Review:
    """Endorse a plan as it was sent.

    The plan before it ends; the counts stored for the area are made again. `letters` is the address
    of what is written about it, for the mail to whoever sent it.

    Raises AlreadyMoved when a colleague answered first or the area took it back, SentAgain,
    WordsOwed.
    """
    at = at or timezone.now()
    review = _answer(
        version,
        by=by,
        words=words,
        at=at,
        verdict=Verdict.ENDORSED,
        which=ENDORSE,
        letters=letters,
    )
    plan = review.plan_version.plan
    _end_those_before(plan, by=by, at=at)
    recount(plan.area)
    return review


@transaction.atomic
def send_back(
    version: PlanVersion, *, by, words: str, at: datetime | None = None, letters: str = ""
) -> Review:
    """Send a plan back with reasons; its area can change it and send it again.

    Raises what `endorse` raises.
    """
    return _answer(
        version,
        by=by,
        words=words,
        at=at or timezone.now(),
        verdict=Verdict.RETURNED,
        which=RETURN,
        letters=letters,
    )


def _answer(
    version: PlanVersion,
    *,
    by,
    words: str,
    at: datetime,
    verdict: str,
    which: Move,
    letters: str,
) -> Review:
    words = words.strip()
    if not words:
        raise WordsOwed(_("Write a few words to the area. A reply is owed, whatever you decide."))
    plan = move(which, version.plan, by=by)
    if plan.versions.filter(number__gt=version.number).exists():
        raise SentAgain
    version.plan = plan
    review = Review.objects.create(
        plan_version=version,
        verdict=verdict,
        words=words,
        reviewer=by,
        reviewer_name=by.name[:80],
        at=at,
    )
    keep_owed(PLANS, [plan.area])
    tell_area(thing_of(version), words=words, by=by, page=letters)
    return review


def _end_those_before(plan: Plan, *, by, at: datetime) -> None:
    """Earlier plans hold until the new one begins: today, or the day it names where that is still
    to come.
    """
    today = timezone.localdate(at)
    begins = max(today, plan.starts or today)
    endorsed = Plan.objects.filter(area=plan.area_id, state=Plan.State.ENDORSED)
    for earlier in endorsed.exclude(pk=plan.pk):
        ends = max(min(earlier.ends or begins, begins), earlier.starts or begins)
        never_holds = ends <= max(today, earlier.starts or today)
        if begins <= today or never_holds:
            move(END, earlier, by=by, ends=ends)
        elif ends != earlier.ends:
            # Still the present one for a while; its last day is written down.
            earlier.ends = ends
            earlier.save(update_fields=["ends"])


# What each button under a reply does.
ANSWERS = {Verdict.ENDORSED: endorse, Verdict.RETURNED: send_back}
