"""The example site's database, where another version of Big Story made it.

It may have tables this version does not know. There is nothing in it but the example and what
somebody tried out, so it is made anew rather than migrated.
"""

from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from bigstory.core.files.refused import Refused

# Labels of apps, also of those that are gone: what other packages do with their own migrations is
# no concern of ours.
OURS = frozenset({"core", "accounts", "areas", "partnerships", "outcomes"})
# The file itself, and those SQLite keeps beside it.
ENDINGS = ("", "-wal", "-shm", "-journal")


def is_older(connection) -> bool:
    """Whether it went through other migrations of ours than the code has: some that are gone, or
    not yet all there are now. An empty database went through none, and is not older.
    """
    loader = MigrationLoader(connection)
    applied = {key for key in loader.applied_migrations if key[0] in OURS}
    there = {key for key in loader.disk_migrations if key[0] in OURS}
    return bool(applied) and applied != there


def delete(connection) -> None:
    """Delete the demo's own file. Raises Refused for any other: it may be a real record."""
    own = settings.BASE_DIR / "var" / "bigstory.sqlite3"
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or Path(name).resolve() != own.resolve():
        raise Refused(
            [
                f"The database {name} was made by another version of Big Story. It is "
                "not the demo's own."
            ]
        )
    connection.close()
    for ending in ENDINGS:
        Path(f"{own}{ending}").unlink(missing_ok=True)
