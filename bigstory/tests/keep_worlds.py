"""The records whose pages are kept (keep_pages.py): the example, and areas with one of everything.

All that a keeping needs of the site is imported here and in no other file of it, so that one file
changes when code moves.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from bigstory.accounts.models import User
from bigstory.accounts.sample import PEOPLE
from bigstory.example.management.commands.demo import AREAS, FRAMEWORK
from bigstory.testing.beside import set_beside
from bigstory.testing.pages import paths
from bigstory.testing.pdf import words_of_paper
from bigstory.testing.plugin import Cast, _area
from bigstory.tests.access.addresses import addresses
from bigstory.tests.access.addresses.address import Address
from bigstory.tests.access.forms import _Reader, forms_in
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.planting import build
from bigstory.tests.access.table import PAGES, Page
from bigstory.tests.access.test_access_matrix import is_done_with_it
from outcomes.framework.exchange.framework import load_framework

BACKEND = "areas.roles.sign_in.RoleBackend"
__all__ = ["WORLDS", "HiddenReader", "World", "forms_in", "words_of_paper"]


class HiddenReader(_Reader):
    """Reads forms as the crawl does, without what somebody would have typed or chosen."""

    def _input(self, at):
        if at.get("type") == "hidden":
            super()._input(at)

    def _textarea(self, at):
        """Left empty."""

    def _select(self, at):
        """Nothing chosen."""


@dataclass
class World:
    """Who asks, each with their browser, and for what: the names of addresses, each with a path."""

    people: dict[str, Client]
    pages: list[tuple[str, str]]
    admin_pages: list[tuple[str, str]]
    administrator: str = "admin"

    def pages_for(self, who: str) -> list[tuple[str, str]]:
        """Each path once, where two names lead to it."""
        asked = [*self.pages, *(self.admin_pages if who == self.administrator else [])]
        return list({path: (name, path) for name, path in reversed(asked)}.values())[::-1]


def example() -> World:
    """What `make demo` shows, with a photo, a recording and a film beside stories."""
    for command in (["load_framework", FRAMEWORK], ["import_areas", AREAS], ["load_example"]):
        call_command(*command, stdout=io.StringIO())
    more = set_beside()
    found = paths()
    for name, places in more.items():
        found[name] = [*found.get(name, []), *places]
    people = {"visitor": Client()}
    for each in PEOPLE:
        people[each.email.partition("@")[0]] = client = Client()
        client.force_login(User.objects.get(email=each.email), backend=BACKEND)
    return World(people, _flat(found), _of_the_admin())


def planted() -> World:
    """Three areas with a marker in every text, at the addresses that the crawl of access knows."""
    programme = load_framework(FRAMEWORK).programme
    home = _area(programme, "ramsey", "Ramsey", "East of England")
    other = _area(programme, "whitley-bay", "Whitley Bay", "North East")
    cast = Cast({"area": home, "other_area": other})
    world = build(programme, cast)
    found = [(page.name, at.url) for page in PAGES for at in _addresses(page, world)]
    people = {asker.who: getattr(cast, asker.who).client for asker in ASKERS}
    return World(people, [*found, *_flat(paths("area-a"))], _of_the_admin())


def _addresses(page: Page, world) -> list[Address]:
    """As in the matrix of access: where something is done with a thing, of two areas only."""
    return addresses(page, world, few=is_done_with_it(page))


def _flat(found: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, path) for name, places in found.items() for path in places]


def _of_the_admin() -> list[tuple[str, str]]:
    """The index; of each model the list and the empty form, of its first row form and history."""
    pages = [("admin:index", reverse("admin:index"))]
    for model in sorted(admin.site._registry, key=lambda each: each._meta.label_lower):
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model._base_manager.order_by("pk").first()
        found = [[f"{start}_changelist"], [f"{start}_add"]]
        found += [[f"{start}_change", first.pk], [f"{start}_history", first.pk]] if first else []
        pages += [(name, reverse(name, args=args)) for name, *args in found]
    return pages


WORLDS: dict[str, Callable[[], World]] = {"example": example, "planted": planted}
