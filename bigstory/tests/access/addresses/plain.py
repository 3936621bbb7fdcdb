"""Addresses of the site, of an area, and of rows known by a number, a key or a secret."""

import uuid

from django.urls import reverse

from bigstory.pages.sitemap.views import SITEMAPS
from bigstory.tests.access.addresses.address import MISSING, Address
from bigstory.tests.access.planting import Planted


def plain(page, world):
    return [Address(reverse(page.name))]


def areas(page, world):
    real = [
        Address(reverse(page.name, args=[area.slug]), letter)
        for letter, area in world.areas.items()
    ]
    return [*real, Address(reverse(page.name, args=["no-such-area"]), exists=False)]


def questions(page, world):
    real = [
        Address(reverse(page.name, args=[area.slug, "logging"]), of)
        for of, area in world.areas.items()
    ]
    return [*real, Address(reverse(page.name, args=["no-such-area", "logging"]), exists=False)]


def sitemaps(page, world):
    return [
        *(Address(reverse(page.name, args=[section])) for section in SITEMAPS),
        Address(reverse(page.name, args=["no-such"]), exists=False),
    ]


def by_number(page, world):
    found = [
        Address(reverse(page.name, args=[row.pk]), letter)
        for letter, row in world.things[page.thing]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING]), exists=False)]


def nouns(page, world):
    """One kind of row that can be moved in, and one that never was."""
    kind = ["csv"] if page.thing == "noun_file" else []
    return [
        Address(reverse(page.name, args=["payments", *kind])),
        Address(reverse(page.name, args=["no-such", *kind]), exists=False),
    ]


def sent_files(page, world):
    found = [
        Address(reverse(page.name, args=[row.pk, "csv"]), letter)
        for letter, row in world.things["sent_file"]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING, "csv"]), exists=False)]


def organisations(page, world):
    """Of no area: everybody finds one, and whoever may changes it."""
    found = [
        Address(reverse(page.name, args=[row.pk])) for _letter, row in world.things["organisation"]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING]), exists=False)]


def accounts(page, world):
    """Somebody of area a, and somebody who never was."""
    user = world.things["account"][0][1]
    return [
        Address(reverse(page.name, args=[user.pk])),
        Address(reverse(page.name, args=[MISSING]), exists=False),
    ]


def seats(page, world):
    """The name on a seat of area a, and one on a seat that never was."""
    seat = next(seat for letter, seat in world.things["seat"] if letter == "a")
    return [
        Address(reverse(page.name, args=[f"partnerships.seat.name:{seat.pk}"])),
        Address(reverse(page.name, args=[f"partnerships.seat.name:{MISSING}"]), exists=False),
        Address(reverse(page.name, args=["accounts.user.password:1"]), exists=False),
    ]


def by_key(page, world):
    found = [
        Address(reverse(page.name, args=[row.key]), letter)
        for letter, row in world.things[page.thing]
    ]
    return [*found, Address(reverse(page.name, args=[uuid.UUID(int=1)]), exists=False)]


def letters(page, world):
    """What was written about a report that was sent, for those who read the report."""
    found = [
        Address(
            reverse(page.name, args=["spend_report", row.pk]),
            letter,
            Planted("spend_report", "sent", "", letter, "spendreport", "note"),
        )
        for letter, row in world.things[page.thing]
    ]
    never = [("spend_report", MISSING), ("no-such-kind", 1)]
    return [*found, *(Address(reverse(page.name, args=key), exists=False) for key in never)]


def at_the_desk(page, world):
    """Stops and readers' messages, by number, for those who may read what is written on them."""
    found = [
        Address(reverse(page.name, args=[row.pk]), letter, world.markers[getattr(row, words)[:8]])
        for letter, row in world.things[page.thing]
        for words in [{"hold": "note", "flag": "words"}[page.thing]]
    ]
    return [*found, Address(reverse(page.name, args=[MISSING]), exists=False)]


def outcomes(page, world):
    return [
        Address(reverse(page.name, args=["better-place"])),
        Address(reverse(page.name, args=["none"]), exists=False),
    ]


def secrets(page, world):
    letter, secret = world.things[page.thing][0]
    wrong = Address(reverse(page.name, args=["no-such"]), exists=False)
    return [Address(reverse(page.name, args=[secret]), letter), wrong]


def not_theirs(page, world):
    """The link is of somebody who is in nothing: no recording of their area is theirs, nor anything
    by a wrong link.
    """
    letter, secret = world.things["link"][0]
    item = next(item for of, item in world.things["recording"] if of == letter)
    tried = [(secret, item.name), (secret, uuid.UUID(int=1)), ("no-such", item.name)]
    return [Address(reverse(page.name, args=[*key, "sound.mp3"]), exists=False) for key in tried]
