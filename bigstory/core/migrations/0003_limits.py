"""The table of limits, and away with the table behind Django's own cache in a database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_work")]

    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS core_cache", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Limit",
            fields=[
                ("key", models.CharField(help_text="A keyed digest of what is counted, and whose.", max_length=64, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=0)),
                ("value", models.TextField(blank=True, help_text="What Django's cache keeps here, as JSON.")),
                ("over_at", models.FloatField(db_index=True, help_text="When it is over: seconds since 1970.")),
            ],
        ),
    ]
