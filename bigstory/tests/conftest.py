"""The planted world, for the tests that look for its words."""

import pytest

from bigstory.tests.access.every_form import Met, every_form, undone
from bigstory.tests.access.planting import World
from bigstory.tests.access.remembered import RememberedWorld
from bigstory.tests.access.table import PAGES
from partnerships.models import Plan, Priority


@pytest.fixture(scope="session")
def remembered_world(tmp_path_factory) -> RememberedWorld:
    return RememberedWorld(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(programme, cast, remembered_world) -> World:
    return remembered_world.put(programme, cast)


@pytest.fixture(scope="session")
def met() -> list[Met]:
    """The forms that were met: each world is put back as the first one was."""
    return []


@pytest.fixture
def forms(world, cast, met) -> list[Met]:
    """Every form of the site, met once in each process; also that of an area without a plan."""
    if not met:
        met.extend(every_form(world, cast))
        with undone():
            Priority.objects.all().delete()
            Plan.objects.update(follows=None)
            Plan.objects.all().delete()
            first_plan = [page for page in PAGES if page.name == "plan_begin"]
            met.extend(every_form(world, cast, pages=first_plan))
    return met
