"""Stores partnerships, organisations, plans and activities of the example."""

from datetime import timedelta
from decimal import Decimal

from areas.models import Area, AreaRole
from bigstory.accounts.roles import Role
from bigstory.example.files import Record
from bigstory.example.people import cast_of
from bigstory.example.store import moment, store
from partnerships.models import (
    Action,
    Activity,
    LtoAppointment,
    OfficerRight,
    Officership,
    Organisation,
    Partnership,
    Plan,
    Priority,
    Seat,
)
from partnerships.organisations.actions.rights import keep_rights

# A record and the area it is about.
Placed = list[tuple[Record, Area]]
AGREEMENT = "The funding agreement, four pages, kept by both."


def store_partnerships(placed: Placed) -> None:
    formed = [(record, area) for record, area in placed if "partnership" in record.data]
    partnerships = store(
        Partnership(area=area, **record.data["partnership"]) for record, area in formed
    )
    store(
        Seat(partnership=partnership, **seat)
        for partnership, (record, _area) in zip(partnerships, formed, strict=True)
        for seat in record.part("seats")
    )


def store_organisations(placed: Placed) -> None:
    """An organisation may hold the money of several areas; it is stored once."""
    known = {organisation.name: organisation for organisation in Organisation.objects.all()}
    new = {}
    for record, _area in placed:
        for lto in record.part("ltos"):
            if lto["name"] not in known:
                new.setdefault(
                    lto["name"], Organisation(name=lto["name"], about=lto.get("about", ""))
                )
    known |= {organisation.name: organisation for organisation in store(new.values())}
    store(
        LtoAppointment(
            area=area,
            organisation=known[lto["name"]],
            starts=lto["starts"],
            ends=lto.get("ends"),
            why_ended=lto.get("why_ended", ""),
            agreement=AGREEMENT,
            signed_by_them=lto["starts"] - timedelta(days=12),
            signed_by_us=lto["starts"] - timedelta(days=5),
        )
        for record, area in placed
        for lto in record.part("ltos")
    )


def store_officers(people: dict) -> None:
    """Whoever looks after an area's money signs in for the organisation that holds it."""
    roles = AreaRole.objects.filter(role=Role.LTO, user__in=people.values(), officer_right=None)
    for role in roles.select_related("user", "area"):
        appointment = LtoAppointment.objects.active().filter(area=role.area).first()
        if appointment is None:
            continue
        officership = Officership.objects.create(
            user=role.user, organisation_id=appointment.organisation_id, starts=role.starts
        )
        OfficerRight.objects.create(
            officership=officership, appointment=appointment, role=role, kept_until=role.ends
        )
        keep_rights(appointment.organisation_id, by=None)


def store_plans(placed: Placed) -> None:
    plans = [(area, entry) for record, area in placed for entry in record.part("plans")]
    rows = store(Plan(area=area, **_without(entry, "priorities")) for area, entry in plans)
    chosen = [
        (plan, entry, order)
        for plan, (_area, whole) in zip(rows, plans, strict=True)
        for order, entry in enumerate(whole.get("priorities", []), start=1)
    ]
    priorities = store(
        Priority(
            plan=plan, own_words=entry["words"], order=order, **_without(entry, "words", "actions")
        )
        for plan, entry, order in chosen
    )
    store(
        Action(
            priority=priority, order=order, **_without(action, "cost"), cost=Decimal(action["cost"])
        )
        for priority, (_plan, entry, _order) in zip(priorities, chosen, strict=True)
        for order, action in enumerate(entry.get("actions", []), start=1)
    )


def store_activities(placed: Placed, people: dict) -> None:
    actions = Action.objects.filter(priority__plan__area__in=[area.pk for _record, area in placed])
    # The newest plan last, so that a title used twice means the present action.
    by_title = {
        (action.priority.plan.area_id, action.title): action
        for action in actions.select_related("priority__plan").order_by("priority__plan__number")
    }
    store(
        (
            _activity(
                area,
                entry,
                by_title.get((area.pk, entry.get("action"))),
                cast_of(area.slug, people),
            )
            for record, area in placed
            for entry in record.part("activities")
        ),
        logged_at=lambda activity: moment(activity.until or activity.on, 20, 15),
    )


def _activity(area: Area, entry: dict, action: Action | None, cast: dict) -> Activity:
    name = entry["logged_by"]
    values = _without(entry, "action", "logged_by") | {
        "what_happened": entry["what_happened"].strip()
    }
    return Activity(
        area=area, action=action, logged_by=cast.get(name), logged_by_name=name, **values
    )


def _without(entry: dict, *names: str) -> dict:
    return {name: value for name, value in entry.items() if name not in names}
