"""Local Trust's answer to a plan. It always has words: a reply is owed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bigstory.core.transitions import Move
from partnerships.actions.facts import recount
from partnerships.models import Plan, PlanVersion, Review
from partnerships.moves import END, ENDORSE, RETURN, move

Verdict = Review.Verdict


class WordsOwed(Exception):
    """A verdict without a word of reply."""


class SentAgain(Exception):
    """The area took the plan back and sent other words while the reviewer was reading these."""


@transaction.atomic
def endorse(version: PlanVersion, *, by, words: str, at: datetime | None = None) -> Review:
    """Endorse a plan as it was sent.

    The plan before it ends; what is kept of the area is counted again.

    Raises AlreadyMoved when a colleague answered first or the area took it back, SentAgain,
    WordsOwed.
    """
    at = at or timezone.now()
    review = _answer(version, by=by, words=words, at=at, verdict=Verdict.ENDORSED, which=ENDORSE)
    plan = review.plan_version.plan
    _end_those_before(plan, by=by, at=at)
    recount(plan.area)
    return review


@transaction.atomic
def send_back(version: PlanVersion, *, by, words: str, at: datetime | None = None) -> Review:
    """Send a plan back with reasons; its area can change it and send it again.

    Raises as `endorse` does.
    """
    return _answer(
        version, by=by, words=words, at=at or timezone.now(), verdict=Verdict.RETURNED, which=RETURN
    )


def _answer(
    version: PlanVersion, *, by, words: str, at: datetime, verdict: str, which: Move
) -> Review:
    words = words.strip()
    if not words:
        raise WordsOwed(_("Write a few words to the area. A reply is owed, whatever you decide."))
    plan = move(which, version.plan, by=by)
    if plan.versions.filter(number__gt=version.number).exists():
        raise SentAgain
    version.plan = plan
    return Review.objects.create(
        plan_version=version,
        verdict=verdict,
        words=words,
        reviewer=by,
        reviewer_name=by.name[:80],
        at=at,
    )


def _end_those_before(plan: Plan, *, by, at: datetime) -> None:
    """Earlier plans hold until the new one begins: today, or the day it names where that is still
    to come.
    """
    today = timezone.localdate(at)
    begins = max(today, plan.starts or today)
    for earlier in Plan.objects.filter(area=plan.area_id, state=Plan.State.ENDORSED).exclude(
        pk=plan.pk
    ):
        ends = max(min(earlier.ends or begins, begins), earlier.starts or begins)
        if begins <= today or ends <= today:
            move(END, earlier, by=by, ends=ends)
        elif ends != earlier.ends:
            # Still the present one for a while; its last day is written down.
            earlier.ends = ends
            earlier.save(update_fields=["ends"])


ANSWERS = {Verdict.ENDORSED: endorse, Verdict.RETURNED: send_back}
