"""Addresses of stories and of what is beside them: photos, recordings, films, people, evidence."""

import uuid
from dataclasses import replace

from django.urls import reverse

from bigstory.tests.access.addresses.address import MISSING, Address, parameters


def stories(page, world):
    extra = {"step": ["before"], "kind": ["quote"]}.get(parameters(page.name)[-1], [])
    found = [
        Address(reverse(page.name, args=[story.pk, *extra]), letter, world.markers[story.title[:8]])
        for letter, story in world.things["story"]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING, *extra]), exists=False)]


def public_stories(page, world):
    """Those that everybody reads.

    Any other, to whoever may read it, is none that a reader could say this of.
    """
    public = ("published", "public")
    return [
        at
        if not at.planted or (at.planted.state, at.planted.audience) == public
        else replace(at, exists=False)
        for at in stories(page, world)
    ]


def evidence(page, world):
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


def films(page, world):
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


def in_story(page, world):
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


def photos(page, world):
    found = [
        Address(
            reverse(page.name, args=[item.name, size]), letter, world.markers[item.alt_text[:8]]
        )
        for letter, item in world.things["photo"]
        for size in ("large", "small")
    ]
    return [*found, Address(reverse(page.name, args=[uuid.UUID(int=1), "small"]), exists=False)]


def recordings(page, world):
    found = [
        Address(
            reverse(page.name, args=[item.name, part]), letter, world.markers[item.alt_text[:8]]
        )
        for letter, item in world.things["recording"]
        for part in ("sound.mp3", "captions.vtt")
    ]
    return [*found, Address(reverse(page.name, args=[uuid.UUID(int=1), "sound.mp3"]), exists=False)]


def story_photos(page, world):
    """Under its own story, for those who read that; under another story it never was.

    Where somebody in it was not asked, whoever reads the story is an onlooker: the doors of the
    files are asked about those.
    """
    things = world.things["recording" if page.thing == "story_recording" else "photo"]
    own = [(letter, item) for letter, item in things if item.for_story]
    found = []
    for letter, item in own:
        planted = world.markers[item.alt_text[:8]]
        if planted.state != "unasked":
            address = reverse(page.name, args=[item.in_story.story_id, item.pk])
            found.append(Address(address, letter, planted))
    (_a, first), (_b, second) = own[:2]
    mixed = reverse(page.name, args=[first.in_story.story_id, second.pk])
    return [*found, Address(mixed, exists=False)]
