"""What an area's desk shows: each section asks for its own, in few statements.

A section of another app is one more function of SECTIONS and one more {% include %} in
templates/pages/desk.html; its template stands in templates/pages/desk/.
"""

from collections.abc import Callable
from typing import Any

from areas.access import can
from areas.desk.forms.contacts import NewNoteForm
from areas.desk.queries.contacts import contacts_visible_to, next_steps, notes_visible_to
from areas.desk.queries.officers import officer_of
from areas.desk.queries.owed import in_full, visible_to
from areas.models import Area, AreaRole
from areas.places.queries.standing import pathway_of, standing_of
from bigstory.accounts.models import User
from bigstory.accounts.roles import May, Role
from bigstory.core.db.dated import today
from partnerships.organisations.queries.holding import steps_of
from partnerships.table.queries.glance import at_a_glance

NOTES_SHOWN = 3
STEPS_SHOWN = 5
OWED_SHOWN = 12
Section = Callable[[User, Area], dict[str, Any]]


def due(user: User, area: Area) -> dict[str, Any]:
    """What is owed, on either side, the longest wait first; and what was to come next, the most
    pressing first.
    """
    owed = visible_to(user).open().filter(area=area).select_related("taken_by")
    return {
        "owed": in_full(user, owed.longest_first()[:OWED_SHOWN]),
        "next_steps": list(next_steps(user).filter(area=area)[:STEPS_SHOWN]),
    }


def pathway(user: User, area: Area) -> dict[str, Any]:
    return {"pathway": pathway_of(area), "standing": standing_of(area)}


def holders(user: User, area: Area) -> dict[str, Any]:
    """Who holds the money, and who did, the first one first, with what each still holds."""
    return {"may_set_up": can(user, May.SET_UP_AREA, area), "steps": steps_of(user, area)}


def table(user: User, area: Area) -> dict[str, Any]:
    """The partnership in numbers."""
    group = getattr(area, "partnership", None)
    if group is None:
        return {"glance": None}
    group.area = area
    return {"glance": at_a_glance(user, group)}


def people(user: User, area: Area) -> dict[str, Any]:
    return {"contacts": list(contacts_visible_to(user).active().filter(area=area))}


def log(user: User, area: Area) -> dict[str, Any]:
    """The last calls and visits, and the form for one more."""
    notes = list(notes_visible_to(user).filter(area=area)[: NOTES_SHOWN + 1])
    form = NewNoteForm(
        keeps=can(user, May.KEEP_DESK, area), area=area, initial={"on": today(), "kind": "call"}
    )
    return {"notes": notes[:NOTES_SHOWN], "more_notes": notes[NOTES_SHOWN:], "note_form": form}


def round_the_area(user: User, area: Area) -> dict[str, Any]:
    """Officer and Rep, now and before."""
    reps = AreaRole.objects.filter(area=area, role=Role.REP).select_related("user")
    rows = list(reps.order_by("-starts", "-pk"))
    return {
        "in_charge": officer_of(area),
        "reps": [row for row in rows if row.is_active()],
        "reps_before": [row for row in rows if row.ends and row.ends <= today()],
    }


def facts(user: User, area: Area) -> dict[str, Any]:
    return {"authorities": area.authorities.all(), "codes": area.codes.all()}


SECTIONS: tuple[Section, ...] = (
    *(due, pathway, holders, table, people, log, round_the_area, facts),
)


def desk(user: User, area: Area) -> dict[str, Any]:
    """The whole page."""
    return {name: value for each in SECTIONS for name, value in each(user, area).items()}
