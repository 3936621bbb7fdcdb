"""Addresses of what an area plans, does, decides and spends, and of who sits at its table."""

from dataclasses import replace

from django.urls import reverse

from bigstory.tests.access.addresses.address import MISSING, Address, parameters
from bigstory.tests.access.planting import Planted


def plans(page, world):
    real = [
        Address(
            reverse(page.name, args=[plan.area.slug, plan.number]),
            letter,
            Planted("plan", plan.state, "", letter, "plan", "title"),
        )
        for letter, plan in world.things["plan"]
    ]
    return [*real, Address(reverse(page.name, args=[world.areas["a"].slug, 99]), exists=False)]


def plan_changes(page, world):
    """Of a plan that would change another; a first one changes none."""
    first = {plan.number for _letter, plan in world.things["plan"] if not plan.follows_id}
    return [
        at for at in plans(page, world) if not any(f"/plan/{number}/" in at.url for number in first)
    ]


def plan_versions(page, world):
    """By its number under its plan, or by its id where it is answered."""
    found, by_id = [], "pk" in parameters(page.name)
    for letter, version in world.things["plan_version"]:
        planted = Planted("plan_version", version.plan.state, "", letter, "planversion", "title")
        key = (
            [version.pk]
            if by_id
            else [world.areas[letter].slug, version.plan.number, version.number]
        )
        found.append(Address(reverse(page.name, args=key), letter, planted))
    never = [MISSING] if by_id else [world.areas["a"].slug, 1, 99]
    return [*found, Address(reverse(page.name, args=never), exists=False)]


def actions(page, world):
    found = []
    for letter, action in world.things["action"]:
        planted = world.markers[action.title[:8]]
        found.append(
            Address(reverse(page.name, args=[world.areas[letter].slug, action.pk]), letter, planted)
        )
    return [
        *found,
        Address(reverse(page.name, args=[world.areas["a"].slug, MISSING]), exists=False),
    ]


def plan_pieces(page, world):
    """A priority under its own plan; under another area's plan it never was."""
    found = []
    for letter, priority in world.things["priority"]:
        plan = priority.plan
        found.append(
            Address(
                reverse(page.name, args=[world.areas[letter].slug, plan.number, priority.pk]),
                letter,
                Planted("plan", plan.state, "", letter, "priority", "own_words"),
            )
        )
        other = world.areas["b" if letter == "a" else "a"].slug
        found.append(
            Address(reverse(page.name, args=[other, plan.number, priority.pk]), exists=False)
        )
    return found


def priorities(page, world):
    """Found by those who may open its plan; under another area's name it never was."""
    found = []
    for letter, priority in world.things["priority"]:
        planted = world.markers[priority.own_words[:8]]
        found.append(
            Address(
                reverse(page.name, args=[world.areas[letter].slug, priority.thread]),
                letter,
                planted,
            )
        )
        other = world.areas["b" if letter == "a" else "a"].slug
        found.append(Address(reverse(page.name, args=[other, priority.thread]), exists=False))
    return found


def activities(page, world):
    takes_area = "slug" in parameters(page.name)
    found = []
    for letter, activity in world.things["activity"]:
        own = [world.areas[letter].slug] if takes_area else []
        planted = world.markers[activity.title[:8]]
        found.append(Address(reverse(page.name, args=[*own, activity.pk]), letter, planted))
        if takes_area:
            other = world.areas["b" if letter == "a" else "a"].slug
            found.append(Address(reverse(page.name, args=[other, activity.pk]), exists=False))
    own = [world.areas["a"].slug] if takes_area else []
    return [*found, Address(reverse(page.name, args=[*own, MISSING]), exists=False)]


def cards(page, world):
    """A card shows the name of what it is for."""
    in_area = "slug" in parameters(page.name)
    found = []
    for letter, card in world.things["card"]:
        planted = Planted("regular", "", "", letter, "regular", "title")
        own = [world.areas[letter].slug] if in_area else []
        found.append(Address(reverse(page.name, args=[*own, card.code]), letter, planted))
    return [
        *found,
        Address(
            reverse(page.name, args=[*(["area-a"] if in_area else []), "AAAAAA"]), exists=False
        ),
    ]


def regulars(page, world):
    found = []
    for letter, regular in world.things["regular"]:
        planted = Planted("regular", "", "", letter, "regular", "title")
        found.append(
            Address(
                reverse(page.name, args=[world.areas[letter].slug, regular.pk]), letter, planted
            )
        )
        other = world.areas["b" if letter == "a" else "a"].slug
        found.append(Address(reverse(page.name, args=[other, regular.pk]), exists=False))
    return [
        *found,
        Address(reverse(page.name, args=[world.areas["a"].slug, MISSING]), exists=False),
    ]


def spend_reports(page, world):
    of_area = "slug" in parameters(page.name)
    found = []
    for letter, report in world.things["spend_report"]:
        own = [world.areas[letter].slug] if of_area else []
        planted = Planted("spend_report", report.state, "", letter, "spendreport", "note")
        found.append(Address(reverse(page.name, args=[*own, report.pk]), letter, planted))
        if of_area:
            other = world.areas["b" if letter == "a" else "a"].slug
            found.append(Address(reverse(page.name, args=[other, report.pk]), exists=False))
    own = [world.areas["a"].slug] if of_area else []
    return [*found, Address(reverse(page.name, args=[*own, MISSING]), exists=False)]


def people(page, world):
    """Found by those who read the roster; under another area's name it never was."""
    of_area, words = (
        "slug" in parameters(page.name),
        {"seat": "name", "interest": "about", "yearly": "note"},
    )
    found = []
    for letter, row in world.things[page.thing]:
        own = [world.areas[letter].slug] if of_area else []
        planted = world.markers[getattr(row, words[page.thing])[:8]]
        found.append(Address(reverse(page.name, args=[*own, row.pk]), letter, planted))
        if of_area:
            other = world.areas["b" if letter == "a" else "a"].slug
            found.append(Address(reverse(page.name, args=[other, row.pk]), exists=False))
    own = [world.areas["a"].slug] if of_area else []
    return [*found, Address(reverse(page.name, args=[*own, MISSING]), exists=False)]


def facts(page, world):
    """A fact of an area, under its own name and under another's, where it never was."""
    found = []
    for letter, row in world.things[page.thing]:
        slug = world.areas[letter].slug
        other = world.areas["b" if letter == "a" else "a"].slug
        found.append(Address(reverse(page.name, args=[slug, row.pk]), letter))
        found.append(Address(reverse(page.name, args=[other, row.pk]), exists=False))
    never = reverse(page.name, args=["no-such-area", MISSING])
    return [*found, Address(never, exists=False)]


def desk(page, world):
    """Contacts and calls, each found by those who may read it; under another area never."""
    words = {"contact": "name", "contact_note": "about"}[page.thing]
    found = []
    for letter, row in world.things[page.thing]:
        planted = world.markers[getattr(row, words)[:8]]
        own, other = letter, "b" if letter == "a" else "a"
        there = reverse(page.name, args=[world.areas[own].slug, row.pk])
        found.append(Address(there, letter, planted))
        elsewhere = reverse(page.name, args=[world.areas[other].slug, row.pk])
        found.append(Address(elsewhere, exists=False))
    never = reverse(page.name, args=[world.areas["a"].slug, MISSING])
    return [*found, Address(never, exists=False)]


def decisions(page, world):
    """Found by those who read the book; under another area's name it never was."""
    found = []
    for letter, row in world.things[page.thing]:
        words = {"decision": "title", "meeting": "what"}.get(page.thing)
        text = getattr(row, words) if words else row.words["logging"]
        found.append(
            Address(
                reverse(page.name, args=[world.areas[letter].slug, row.pk]),
                letter,
                world.markers[text[:8]],
            )
        )
        other = world.areas["b" if letter == "a" else "a"].slug
        found.append(Address(reverse(page.name, args=[other, row.pk]), exists=False))
    return [
        *found,
        Address(reverse(page.name, args=[world.areas["a"].slug, MISSING]), exists=False),
    ]


def under_their_area(page, world):
    """Rows known by a number under their own area; under another's name they never were."""
    found = []
    for letter, row in world.things[page.thing]:
        other = world.areas["b" if letter == "a" else "a"].slug
        own = reverse(page.name, args=[world.areas[letter].slug, row.pk])
        found.append(Address(own, letter))
        found.append(Address(reverse(page.name, args=[other, row.pk]), exists=False))
    never = reverse(page.name, args=[world.areas["a"].slug, MISSING])
    return [*found, Address(never, exists=False)]


def hand_overs(page, world):
    """Read as money is, line by line."""
    return [
        replace(at, planted=Planted("money", "", "", at.area, "handover", "amount"))
        if at.exists
        else at
        for at in under_their_area(page, world)
    ]


def holders(page, world):
    """Whoever holds, or held, the money of this area; of another area nobody does."""
    found = []
    for letter, row in world.things["organisation"]:
        other = world.areas["b" if letter == "a" else "a"].slug
        own = reverse(page.name, args=[world.areas[letter].slug, row.pk])
        found.append(Address(own, letter))
        found.append(Address(reverse(page.name, args=[other, row.pk]), exists=False))
    return found


def to_appoint(page, world):
    """Any organisation may be appointed anywhere."""
    some = world.things["organisation"][0][1].pk
    real = [
        Address(reverse(page.name, args=[area.slug, some]), letter)
        for letter, area in world.areas.items()
    ]
    never = reverse(page.name, args=[world.areas["a"].slug, MISSING])
    return [*real, Address(never, exists=False)]
