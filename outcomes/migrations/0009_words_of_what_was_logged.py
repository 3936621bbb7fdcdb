"""What was logged for everybody is looked over for names, as stories are.

Copies made before that leave the open web where their words have something to decide about; they
come back once somebody decided and Local Trust showed them again.
"""

from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

from outcomes.publishing.queries.wording.finding import hits_in
from outcomes.publishing.queries.wording.people import Names, parts_of

AT_ONCE = 500


def look_over(apps, schema_editor):
    names = _names_by_area(apps)
    photos = _photos_by_activity(apps)
    copies = apps.get_model("outcomes", "Publication")._base_manager
    unchecked = apps.get_model("outcomes", "UncheckedWords")._base_manager
    logged = apps.get_model("partnerships", "Activity")._base_manager.filter(audience="public")
    rows = logged.values_list("pk", "area_id", "title", "what_happened")
    for pk, area_id, title, what_happened in rows.iterator(AT_ONCE):
        found = {
            (hit.found, hit.digest)
            for text in (title, what_happened, *photos[pk])
            for hit in hits_in(text, part="", of=f"activity {pk}", names=Names(names[area_id]))
        }
        if found:
            unchecked.create(activity_id=pk, how_many=len(found))
            copies.filter(activity=pk).delete()


def _names_by_area(apps) -> dict[int, frozenset[str]]:
    seats = apps.get_model("partnerships", "Seat")._base_manager
    roles = apps.get_model("areas", "AreaRole")._base_manager.exclude(area=None)
    names = defaultdict(list)
    for area_id, name in [
        *seats.values_list("partnership__area", "name"),
        *roles.values_list("area", "user__name"),
    ]:
        names[area_id].append(name)
    return defaultdict(frozenset, {area_id: parts_of(*own) for area_id, own in names.items()})


def _photos_by_activity(apps) -> dict[int, list[str]]:
    """What is written of the photos that may be shown."""
    items = apps.get_model("partnerships", "MediaItem")._base_manager
    free = items.filter(activity__audience="public", people__in=("nobody", "not_knowable"))
    photos = defaultdict(list)
    for activity_id, *texts in free.values_list("activity_id", "alt_text", "caption"):
        photos[activity_id] += texts
    return photos


def forget(apps, schema_editor):
    """The older table knows stories alone."""
    apps.get_model("outcomes", "TextDecision")._base_manager.filter(story=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0008_words_of_copied_media"),
        ("partnerships", "0003_sent_reports_open_for_erasing"),
    ]

    operations = [
        migrations.CreateModel(
            name="UncheckedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("how_many", models.PositiveIntegerField()),
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unchecked_words",
                        to="partnerships.activity",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="textdecision",
            name="activity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="text_decisions",
                to="partnerships.activity",
            ),
        ),
        migrations.AlterField(
            model_name="textdecision",
            name="story",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="text_decisions",
                to="outcomes.changestory",
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=models.UniqueConstraint(
                fields=("activity", "found", "digest"), name="outcomes_logged_text_decided_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="textdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("activity__isnull", False), ("story", None)),
                    models.Q(("activity", None), ("story__isnull", False)),
                    _connector="OR",
                ),
                name="outcomes_text_decision_of_one_thing",
            ),
        ),
        migrations.RunPython(look_over, forget),
    ]
