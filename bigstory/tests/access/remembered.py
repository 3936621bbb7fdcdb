"""The planted world, built once in each process and afterwards put back, for each test as new.

Building it takes five seconds, its rows and files a fraction of one.
"""

import pickle
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from bigstory.testing.remembered import Rows, rows_noted
from bigstory.tests.access.people import ASKERS
from bigstory.tests.access.planting import World, build


@dataclass
class RememberedWorld:
    """What planting left: rows, files, where the markers stand, and who is there."""

    folder: Path
    rows: Rows = field(default_factory=Rows)
    pickled: bytes = b""

    def put(self, programme, cast) -> World:
        """The world, on the record. Its people sit in front of their browsers."""
        if not self.rows.put_back():
            return self._build(programme, cast)
        shutil.copytree(self.folder, settings.MEDIA_ROOT, dirs_exist_ok=True)
        world, users = pickle.loads(self.pickled)
        for who, user in users.items():
            cast.welcome(who, user)
        return world

    def _build(self, programme, cast) -> World:
        with rows_noted() as noted:
            world = build(programme, cast)
        if noted.inserts and not self.rows.inserts:
            self.rows = noted
            shutil.copytree(settings.MEDIA_ROOT, self.folder, dirs_exist_ok=True)
            users = {each.who: getattr(cast, each.who).user for each in ASKERS if each.signed_in}
            self.pickled = pickle.dumps((world, users))
        return world
