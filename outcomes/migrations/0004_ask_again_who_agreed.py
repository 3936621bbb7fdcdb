from django.db import migrations


def ask_again(apps, _editor):
    """Who agreed was one answer for everybody, and says nothing of each. Missing means no: what stood on it comes in."""
    apps.get_model("outcomes", "Publication").objects.filter(story__isnull=False).delete()
    stories = apps.get_model("outcomes", "ChangeStory").objects.filter(people__in=["agreed", "child"])
    stories.update(people="not_yet")


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_people_permissions_and_what_follows")]

    operations = [migrations.RunPython(ask_again, migrations.RunPython.noop)]
