"""The planted world, for the tests that look for its words."""

import pytest

from bigstory.tests.access.planting import World
from bigstory.tests.access.remembered import RememberedWorld


@pytest.fixture(scope="session")
def remembered_world(tmp_path_factory) -> RememberedWorld:
    return RememberedWorld(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(programme, cast, remembered_world) -> World:
    return remembered_world.put(programme, cast)
