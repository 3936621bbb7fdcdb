"""What a Rep looks after: questions that are open there, what was to come next, whom to ring; and
what happened lately.
"""

from typing import Any

from django.db.models import F

from areas.desk.queries.contacts import next_steps, whom_to_ring
from areas.desk.queries.owed import in_full, visible_to, with_waiting
from areas.models import Area
from areas.places.queries.standing import with_standing
from bigstory.core.db.dated import today
from bigstory.pages.home.queries.work import Desk
from bigstory.pages.portfolio.queries import worth_asking

STEPS_SHOWN = 5
QUESTIONS_SHOWN = 10


def rounds_home(user, areas: list[Area]) -> dict[str, Any]:
    """The quietest area first. The same statements for one and for thirty."""
    rows = Area.objects.visible_to(user).filter(pk__in=[area.pk for area in areas])
    rows = with_standing(rows.for_list().with_year(today().year))
    rows = with_waiting(rows.annotate(last_heard=F("facts__last_heard_on")), visible_to(user))
    own = list(rows.order_by(F("last_heard").asc(nulls_first=True), "name"))
    contacts = whom_to_ring(user, own)
    for area in own:
        area.ask = worth_asking(area)
        area.ring = contacts.get(area.pk)
    work = Desk(user, own)
    asked = list(
        visible_to(user)
        .theirs()
        .open()
        .filter(area__in=own)
        .longest_first()
        .select_related("area")[:QUESTIONS_SHOWN]
    )
    open_about = {(row.about, row.thing) for row in asked}
    told = [pair for part in work.replies() for pair in part]
    steps = next_steps(user).filter(area__in=own).select_related("area")
    return {
        "own": own,
        "asking": sum(1 for area in own if area.ask),
        "asked": in_full(user, asked),
        "replies": [pair for pair in told if (pair[0].kind, pair[0].pk) not in open_about],
        "lately": work.lately(),
        "next_steps": list(steps[:STEPS_SHOWN]),
    }
