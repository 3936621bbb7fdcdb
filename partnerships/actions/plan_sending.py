"""A plan is sent to Local Trust, or taken back before it was answered."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bigstory.core.models.versioned import Conflict
from partnerships.models import Plan, PlanVersion
from partnerships.moves import SEND, TAKE_BACK, move
from partnerships.reads.plan_missing import why_not_ready
from partnerships.reads.plan_words import plan_words


class NotReady(Exception):
    """Something is still missing. The message says what, in a sentence."""


def digest(words: dict) -> str:
    """A short mark of a plan's words, to know whether what somebody looked over is what would be
    sent.
    """
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def send(
    plan: Plan, *, by, note: str = "", seen: str | None = None, at: datetime | None = None
) -> PlanVersion:
    """Send a plan for endorsement and freeze its words as they are now.

    Raises AlreadyMoved when somebody sent it first, NotReady, or Conflict when the words are no
    longer the ones the sender looked over (`seen`, their digest); in each case nothing is kept.
    """
    at = at or timezone.now()
    sent = move(SEND, plan, by=by)
    words = plan_words(sent)
    if seen is not None and seen != digest(words):
        raise Conflict(sent)
    if reason := why_not_ready(words, sent.area.programme, at=timezone.localdate(at)):
        raise NotReady(reason)
    last = sent.versions.order_by("-number").first()
    return PlanVersion.objects.create(
        plan=sent,
        number=last.number + 1 if last else 1,
        words=words,
        note=note.strip(),
        sent_by=by,
        sent_by_name=by.name[:80],
        sent_at=at,
    )


@transaction.atomic
def take_back(plan: Plan, *, by) -> Plan:
    """Go on writing a plan that was sent and not answered yet.

    What was sent is kept among its versions.
    """
    return move(TAKE_BACK, plan, by=by)
