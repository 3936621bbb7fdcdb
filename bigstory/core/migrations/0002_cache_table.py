"""The table behind production's cache, so that `migrate` is the only command an upgrade needs.

The limits on guessing passwords are counted there: every process must count in the same place.
"""

from django.core.management import call_command
from django.db import migrations

TABLE = "core_cache"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
