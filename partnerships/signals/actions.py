"""Sharing the signals: figures as they stood, the partnership's own words beside, and no names."""

from django.db import transaction

from areas.models import Area
from bigstory.core.db import audit
from partnerships.log.actions.heard import count_sent
from partnerships.models import SturdinessShare
from partnerships.signals.queries.record import Signals


def share_signals(*, area: Area, by, signals: Signals, words: dict[str, str]) -> SturdinessShare:
    """Store the figures the partnership saw, with its `words` by question.

    Later entries change nothing in it; a later share stands beside it.
    """
    with transaction.atomic():
        share = SturdinessShare.objects.create(
            area=area, as_of=signals.as_of, signals=signals.frozen(), words=words, shared_by=by
        )
        count_sent([area])
        audit.record(
            "sturdiness.shared", share, by=by, area=area.slug, questions=len(share.signals)
        )
    return share
