"""A name and what somebody is become two fields; decisions about words become answers.

Old bylines are split where that is clear (`outcomes.publishing.queries.bylines`); what is doubtful
stays a name as a whole, which is shown to nobody who may not see names. What had to come out is
cut from copies from now on. Counts of undecided words stay as they were cleared until the next
change of the story.
"""

from django.db import migrations, models

from outcomes.publishing.queries.bylines import split_byline

BYLINES = (
    ("changestory", "told_by"),
    ("publication", "told_by"),
    ("evidence", "said_by"),
    ("elsewherefilm", "said_by"),
)
AT_ONCE = 500


def split(apps, schema_editor):
    for model, field in BYLINES:
        rows = apps.get_model("outcomes", model)._base_manager
        changed = []
        for row in rows.exclude(**{field: ""}).only("pk", field).iterator(AT_ONCE):
            name, what_they_are = split_byline(getattr(row, field))
            if what_they_are:
                setattr(row, field, name)
                setattr(row, f"{field}_is", what_they_are)
                changed.append(row)
        rows.bulk_update(changed, [field, f"{field}_is"], batch_size=AT_ONCE)
    _makers_of_public_films(apps)


def _makers_of_public_films(apps):
    """Copies have only what a maker is, and the old rule left names in some."""
    films = apps.get_model("outcomes", "ElsewhereFilm")._base_manager
    for copy in apps.get_model("outcomes", "Publication")._base_manager.exclude(films=[]):
        is_ = {
            (host, film_id): what
            for host, film_id, what in films.filter(story=copy.story_id).values_list(
                "host", "film_id", "said_by_is"
            )
        }
        for film in copy.films:
            film["who"] = is_.get((film["host"], film["film_id"]), "")
        copy.save(update_fields=["films"])


def join(apps, schema_editor):
    for model, field in BYLINES:
        rows = apps.get_model("outcomes", model)._base_manager
        for row in rows.exclude(**{f"{field}_is": ""}).iterator(AT_ONCE):
            both = (getattr(row, field), getattr(row, f"{field}_is"))
            most = row._meta.get_field(field).max_length
            rows.filter(pk=row.pk).update(**{field: ", ".join(filter(None, both))[:most]})


def answers(apps, schema_editor):
    decisions = apps.get_model("outcomes", "TextDecision")._base_manager
    decisions.filter(may_stay=True).update(answer="stay")
    decisions.filter(may_stay=False).update(answer="cut")


def yes_or_no(apps, schema_editor):
    """Answers about people on the list are not known to the older table."""
    decisions = apps.get_model("outcomes", "TextDecision")._base_manager
    decisions.filter(found="listed").delete()
    decisions.filter(answer="stay").update(may_stay=True)


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0005_one_ladder")]

    operations = [
        migrations.AddField(
            model_name="changestory",
            name="told_by_is",
            field=models.CharField(
                blank=True,
                help_text="Such as “resident, 74”.",
                max_length=120,
                verbose_name="what they are",
            ),
        ),
        migrations.AddField(
            model_name="elsewherefilm",
            name="said_by_is",
            field=models.CharField(blank=True, max_length=160, verbose_name="what they are"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="said_by_is",
            field=models.CharField(blank=True, max_length=160, verbose_name="what they are"),
        ),
        migrations.AddField(
            model_name="publication",
            name="told_by_is",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="changestory",
            name="told_by",
            field=models.CharField(
                blank=True,
                help_text="A name, or nothing.",
                max_length=120,
                verbose_name="whose story it is",
            ),
        ),
        migrations.RunPython(split, join),
        migrations.AddField(
            model_name="textdecision",
            name="answer",
            field=models.CharField(
                choices=[
                    ("stay", "it may stay"),
                    ("replace", "call them what they may be called"),
                    ("cut", "cut it"),
                    ("not_them", "this is not them"),
                ],
                default="",
                max_length=8,
                verbose_name="what becomes of it",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="textdecision",
            name="found",
            field=models.CharField(
                choices=[
                    ("name", "a name"),
                    ("phone", "a phone number"),
                    ("email", "an e-mail address"),
                    ("postcode", "a postcode"),
                    ("listed", "the name of somebody on the list"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="textdecision",
            name="may_stay",
            field=models.BooleanField(default=False, verbose_name="may stay"),
        ),
        migrations.RunPython(answers, yes_or_no),
        migrations.RemoveField(model_name="textdecision", name="may_stay"),
    ]
