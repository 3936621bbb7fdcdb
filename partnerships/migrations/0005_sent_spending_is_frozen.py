"""Puts the triggers in place that keep sent spend reports as they were sent."""

from django.db import migrations

from partnerships.frozen import freeze, thaw


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_steps_of_closing")]

    operations = [migrations.RunPython(freeze, thaw)]
