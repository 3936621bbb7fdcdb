"""The addresses of a page: own and other areas, things that never were, a child under the wrong
parent.
"""

import uuid
from dataclasses import dataclass, replace

from django.urls import get_resolver, reverse

from bigstory.tests.access.planting import Planted, World
from bigstory.tests.access.table import Page

MISSING = 987654321


@dataclass(frozen=True)
class Address:
    url: str
    area: str = ""  # whose it is; empty where it belongs to none
    planted: Planted | None = None  # what it shows, where that is one row
    exists: bool = True


def addresses(page: Page, world: World, *, few: bool = False) -> list[Address]:
    """Every address of a page worth asking for. `few` keeps two areas, and of a story's audiences
    the two ends.
    """
    makers = {
        "": _plain,
        "area": _areas,
        "plan": _plans,
        "plan_version": _plan_versions,
        "action": _actions,
        "plan_piece": _plan_pieces,
        "priority": _priorities,
        "activity": _activities,
        "spend_report": _spend_reports,
        "seat": _people,
        "interest": _people,
        "yearly": _people,
        "story": _stories,
        "public_story": _public_stories,
        "photo": _photos,
        "story_photo": _story_photos,
        "recording": _recordings,
        "story_recording": _story_photos,
        "evidence": _evidence,
        "film": _films,
        "in_story": _in_story,
        "decision": _decisions,
        "meeting": _decisions,
        "sturdiness": _decisions,
        "question": _questions,
        "regular": _regulars,
        "card": _cards,
        "organisation": _by_number,
        "invitation": _by_number,
        "role": _by_number,
        "outcome": _outcomes,
        "secret": _secrets,
        "link": _secrets,
        "link_media": _not_theirs,
        "hold": _at_the_desk,
        "flag": _at_the_desk,
        "wish": _by_key,
        "account": _accounts,
    }
    found = makers[page.thing](page, world)
    return [a for a in found if not few or _worth_it(a)]


def _worth_it(at: Address) -> bool:
    ends = (
        at.planted is None
        or at.planted.thing != "story"
        or at.planted.audience in ("partnership", "public")
    )
    return at.area != "c" and ends


def _plain(page, world):
    return [Address(reverse(page.name))]


def _areas(page, world):
    real = [
        Address(reverse(page.name, args=[area.slug]), letter)
        for letter, area in world.areas.items()
    ]
    return [*real, Address(reverse(page.name, args=["no-such-area"]), exists=False)]


def _plans(page, world):
    real = [
        Address(
            reverse(page.name, args=[plan.area.slug, plan.number]),
            letter,
            Planted("plan", plan.state, "", letter, "plan", "title"),
        )
        for letter, plan in world.things["plan"]
    ]
    return [*real, Address(reverse(page.name, args=[world.areas["a"].slug, 99]), exists=False)]


def _plan_versions(page, world):
    """By its number under its plan, or by its id where it is answered."""
    found = []
    by_id = "pk" in _parameters(page.name)
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


def _actions(page, world):
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


def _plan_pieces(page, world):
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


def _priorities(page, world):
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


def _activities(page, world):
    takes_area = "slug" in _parameters(page.name)
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


def _cards(page, world):
    """A card shows the name of what it is for."""
    in_area = "slug" in _parameters(page.name)
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


def _regulars(page, world):
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


def _spend_reports(page, world):
    of_area = "slug" in _parameters(page.name)
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


def _people(page, world):
    """Found by those who read the roster; under another area's name it never was."""
    of_area = "slug" in _parameters(page.name)
    words = {"seat": "name", "interest": "about", "yearly": "note"}
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


def _stories(page, world):
    extra = {"step": ["before"], "kind": ["quote"]}.get(_parameters(page.name)[-1], [])
    found = [
        Address(reverse(page.name, args=[story.pk, *extra]), letter, world.markers[story.title[:8]])
        for letter, story in world.things["story"]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING, *extra]), exists=False)]


def _public_stories(page, world):
    """Those that everybody reads.

    Any other, to whoever may read it, is none that a reader could say this of.
    """
    public = ("published", "public")
    return [
        at
        if not at.planted or (at.planted.state, at.planted.audience) == public
        else replace(at, exists=False)
        for at in _stories(page, world)
    ]


def _evidence(page, world):
    """Found with its story by those who tell it; beside another story it never was."""
    found = [
        Address(
            reverse(page.name, args=[row.story_id, row.pk]), letter, world.markers[row.words[:8]]
        )
        for letter, row in world.things["evidence"]
    ]
    (_letter, first), (_same, second) = world.things["evidence"][:2]
    return [
        *found,
        Address(reverse(page.name, args=[first.story_id, second.pk]), exists=False),
        Address(reverse(page.name, args=[first.story_id, MISSING]), exists=False),
    ]


def _films(page, world):
    """Found with its story by those who read it; beside another story it never was."""
    own = world.things["film"]
    found = [
        Address(
            reverse(page.name, args=[film.story_id, film.pk]), letter, world.markers[film.title[:8]]
        )
        for letter, film in own
    ]
    (_letter, first), (_same, second) = own[:2]
    return [*found, Address(reverse(page.name, args=[first.story_id, second.pk]), exists=False)]


def _in_story(page, world):
    """Found with the story by those who keep its list; beside another story, somebody who never
    was.
    """
    found = [
        Address(
            reverse(page.name, args=[row.story_id, row.person_id]),
            letter,
            world.markers[row.story.title[:8]],
        )
        for letter, row in world.things["in_story"]
    ]
    (_letter, first), (_same, second) = world.things["in_story"][:2]
    return [
        *found,
        Address(reverse(page.name, args=[first.story_id, second.person_id]), exists=False),
        Address(reverse(page.name, args=[first.story_id, MISSING]), exists=False),
    ]


def _decisions(page, world):
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


def _questions(page, world):
    real = [
        Address(reverse(page.name, args=[area.slug, "logging"]), of)
        for of, area in world.areas.items()
    ]
    return [*real, Address(reverse(page.name, args=["no-such-area", "logging"]), exists=False)]


def _photos(page, world):
    found = [
        Address(
            reverse(page.name, args=[item.name, size]), letter, world.markers[item.alt_text[:8]]
        )
        for letter, item in world.things["photo"]
        for size in ("large", "small")
    ]
    return [*found, Address(reverse(page.name, args=[uuid.UUID(int=1), "small"]), exists=False)]


def _recordings(page, world):
    found = [
        Address(
            reverse(page.name, args=[item.name, part]), letter, world.markers[item.alt_text[:8]]
        )
        for letter, item in world.things["recording"]
        for part in ("sound.mp3", "captions.vtt")
    ]
    return [*found, Address(reverse(page.name, args=[uuid.UUID(int=1), "sound.mp3"]), exists=False)]


def _story_photos(page, world):
    """Under its own story, for those who read that; under another story it never was."""
    things = world.things["recording" if page.thing == "story_recording" else "photo"]
    own = [(letter, item) for letter, item in things if item.for_story]
    found = []
    for letter, item in own:
        planted = world.markers[item.alt_text[:8]]
        found.append(
            Address(reverse(page.name, args=[item.in_story.story_id, item.pk]), letter, planted)
        )
    (_a, first), (_b, second) = own[:2]
    mixed = reverse(page.name, args=[first.in_story.story_id, second.pk])
    return [*found, Address(mixed, exists=False)]


def _by_number(page, world):
    found = [
        Address(reverse(page.name, args=[row.pk]), letter)
        for letter, row in world.things[page.thing]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING]), exists=False)]


def _accounts(page, world):
    """Somebody of area a, and somebody who never was."""
    user = world.things["account"][0][1]
    return [
        Address(reverse(page.name, args=[user.pk])),
        Address(reverse(page.name, args=[MISSING]), exists=False),
    ]


def _by_key(page, world):
    found = [
        Address(reverse(page.name, args=[row.key]), letter)
        for letter, row in world.things[page.thing]
    ]
    return [*found, Address(reverse(page.name, args=[uuid.UUID(int=1)]), exists=False)]


def _at_the_desk(page, world):
    """Stops and readers' messages, by number, for those who may read what is written on them."""
    found = [
        Address(reverse(page.name, args=[row.pk]), letter, world.markers[getattr(row, words)[:8]])
        for letter, row in world.things[page.thing]
        for words in [{"hold": "note", "flag": "words"}[page.thing]]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING]), exists=False)]


def _outcomes(page, world):
    return [
        Address(reverse(page.name, args=["better-place"])),
        Address(reverse(page.name, args=["none"]), exists=False),
    ]


def _secrets(page, world):
    letter, secret = world.things[page.thing][0]
    wrong = Address(reverse(page.name, args=["no-such"]), exists=False)
    return [Address(reverse(page.name, args=[secret]), letter), wrong]


def _not_theirs(page, world):
    """The link is of somebody who is in nothing: no recording of their area is theirs, nor anything
    by a wrong link.
    """
    letter, secret = world.things["link"][0]
    item = next(item for of, item in world.things["recording"] if of == letter)
    tried = [(secret, item.name), (secret, uuid.UUID(int=1)), ("no-such", item.name)]
    return [Address(reverse(page.name, args=[*key, "sound.mp3"]), exists=False) for key in tried]


def _parameters(name: str) -> list[str]:
    possibilities = get_resolver().reverse_dict.getlist(name)[0][0]
    return list(possibilities[0][1])
