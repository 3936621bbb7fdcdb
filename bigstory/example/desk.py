"""Stores what Local Trust keeps of the example areas: who looks after whom, whom to speak to, what
was said, who governs there, and where each stands.

By the product's own actions where one of these does it on a day of its own.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from areas.desk.actions.contacts import add_contact
from areas.desk.actions.facts import add_authority, set_standing
from areas.desk.actions.heard import count_contacts
from areas.desk.actions.officers import cover, name_officer
from areas.models import Area, AreaStage, AreaStanding, Contact, ContactNote, PathwayStep
from bigstory.accounts.models import User
from bigstory.example.store import moment, store
from bigstory.example.when import day_of
from partnerships.models import Partnership, Plan

FILE = Path(__file__).parent / "desk.toml"
COUNTED = 2021
DONE, UNDER_WAY = AreaStage.Status.COMPLETED, AreaStage.Status.UNDERWAY


@cache
def read_desks() -> dict:
    """What desk.toml says, for this module and for tests."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def is_closed(slug: str) -> bool:
    """Whether an area of the example is closed in the end."""
    return "closed" in read_desks()["areas"].get(slug, {})


def store_desks(areas: list[Area], people: dict[str, User]) -> None:
    """Call it after the partnerships and plans: the steps of the pathway follow from their days."""
    told = read_desks()
    trust = people["trust@example.org"]
    _name_officers(told, people, by=trust)
    by_slug = {area.slug: area for area in areas}
    for slug, entry in told["areas"].items():
        if slug in by_slug:
            _store_desk(by_slug[slug], entry, people, by=trust)
    _store_steps([area for area in areas if area.case_study])
    count_contacts(areas)


def _name_officers(told: dict, people: dict[str, User], *, by: User) -> None:
    entry = told["officers"]
    every = Area.objects.select_related("region")
    named = [area for area in every if area.is_example or area.region.name not in entry["nobody"]]
    name_officer(areas=named, user=people[entry["first"]], on=entry["since"], by=by)
    later = [area for area in named if area.region.name in entry["regions"]]
    name_officer(areas=later, user=people[entry["second"]], on=entry["from"], by=by)
    away = told["cover"]
    cover(
        areas=[area for area in later if area.slug in away["areas"]],
        absent=people[away["absent"]],
        user=people[away["by"]],
        starts=away["starts"],
        ends=away["ends"],
        by=by,
    )


def _store_desk(area: Area, entry: dict, people: dict[str, User], *, by: User) -> None:
    for tier in entry.get("tiers", []):
        kind, name = tier.split(": ")
        add_authority(area=area, by=by, name=name, tier=kind)
    if "population" in entry:
        area.population, area.population_year = entry["population"], COUNTED
        area.save_if_unchanged(seen=area.version, fields=["population", "population_year"])
    for standing in (AreaStanding.Standing.CLOSING, AreaStanding.Standing.CLOSED):
        if standing in entry:
            set_standing(area=area, by=by, standing=standing, on=entry[standing])
    contacts = {
        values["name"]: add_contact(area=area, by=by, values=values)
        for values in entry.get("contacts", [])
    }
    store(
        (_note(area, note, contacts, people) for note in entry.get("notes", [])),
        noted_at=lambda note: moment(note.on, 16, 20),
    )


def _note(
    area: Area, entry: dict, contacts: dict[str, Contact], people: dict[str, User]
) -> ContactNote:
    """With a contact of the area, or else with whoever is named."""
    days = {name: day_of(entry[name]) for name in ("on", "next_by", "done_on") if name in entry}
    noted_by = people[entry["by"]]
    contact = contacts.get(entry["with"])
    words = {
        name: entry[name] for name in ("kind", "about", "next_step", "readers") if name in entry
    }
    return ContactNote(
        area=area,
        contact=contact,
        spoken_to="" if contact else entry["with"],
        noted_by=noted_by,
        noted_by_name=str(noted_by),
        **words,
        **days,
    )


# --- the pathway ----------------------------------------------------------------------------------
def _store_steps(areas: list[Area]) -> None:
    """The steps as the partnership, its plans and its end date them."""
    formed = dict(Partnership.objects.filter(area__in=areas).values_list("area", "formed_on"))
    plans: dict[int, list[Plan]] = {}
    held = Plan.objects.filter(area__in=areas, state__in=("endorsed", "ended"))
    for plan in held.order_by("number"):
        plans.setdefault(plan.area_id, []).append(plan)
    closed = dict(
        AreaStanding.objects.filter(standing="closed").order_by("on").values_list("area", "on")
    )
    steps = {step.slug: step for step in PathwayStep.objects.all()}
    store(
        AreaStage(area=area, step=steps[slug], status=DONE if ends else UNDER_WAY, **days)
        for area in areas
        for slug, starts, ends in _way(formed[area.pk], plans[area.pk], closed.get(area.pk))
        if (days := {"starts": starts, "ends": ends})
    )


def _way(formed: date, plans: list[Plan], closed: date | None) -> list[tuple]:
    """Each step with its first day and, where it is done, its last. The first never ends."""
    begun = formed - timedelta(days=420)
    planned = plans[0].starts
    return [
        ("getting-people-involved", begun, closed),
        ("exploring-your-vision", begun + timedelta(days=120), formed),
        ("forming-the-partnership", formed - timedelta(days=150), formed),
        ("creating-the-plan", formed, planned),
        ("delivering-the-plan", planned, closed),
        ("collecting-evidence", planned + timedelta(days=180), closed),
        ("reviewing-plan-and-partnership", date(2022, 4, 1), closed),
    ]
