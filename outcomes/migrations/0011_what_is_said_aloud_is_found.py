"""What is said in recordings is kept beside a story's words, and so found by a search."""

from django.db import migrations, models

FREE = ("nobody", "not_knowable")  # as it stood on the day of this migration


def write_down_what_is_said(apps, schema_editor):
    for story in apps.get_model("outcomes", "ChangeStory").objects.exclude(media=None, films=None).iterator(2000):
        said = list(story.media.order_by("order", "pk").values_list("media__transcript", flat=True))
        said += story.films.order_by("order", "pk").values_list("transcript", flat=True)
        _keep(story, said)
    for copy in apps.get_model("outcomes", "Publication").objects.exclude(story=None).iterator(2000):
        said = list(copy.photos.filter(people__in=FREE).order_by("pk").values_list("transcript", flat=True))
        said += [film["transcript"] for film in copy.films if film["people"] in FREE]
        _keep(copy, said)


def _keep(row, said):
    if spoken := "\n\n".join(words for words in said if words):
        type(row).objects.filter(pk=row.pk).update(spoken=spoken)


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0010_counting_what_is_kept_back")]
    operations = [
        migrations.AddField(
            model_name="changestory",
            name="spoken",
            field=models.TextField(blank=True, editable=False, verbose_name="what is said in its recordings"),
        ),
        migrations.AddField(
            model_name="publication",
            name="spoken",
            field=models.TextField(
                blank=True, help_text="What is said in recordings nobody can be known by."
            ),
        ),
        migrations.RunPython(write_down_what_is_said, migrations.RunPython.noop),
    ]
