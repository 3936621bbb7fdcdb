"""Answers of before, put on the ladder.

Until now a yes or no was recorded for each circle by itself. A yes becomes that circle; a no becomes
the rung below it, and has no day on which it runs out, so it is no yes to that rung.
"""

from django.db import migrations

# The old use: the new one, and the circle it asked about.
USES = {
    "area": ("words", "area"),
    "programme": ("words", "programme"),
    "network": ("words", "network"),
    "public_words": ("words", "public"),
    "public_media": ("media", "public"),
}
BELOW = {"area": "nowhere", "programme": "area", "network": "programme", "public": "network"}
YES = ("grant", "renew")
NO = ("narrow", "withdraw", "object")


def climb(apps, schema_editor):
    _answers(apps)
    _wordings(apps)
    _bases(apps)
    _tellers(apps)
    _media(apps)


def _answers(apps):
    events = apps.get_model("outcomes", "permissionevent").objects
    for old, (use, circle) in USES.items():
        of_use = events.filter(use=old)
        of_use.filter(verb__in=NO).update(how_far=BELOW[circle], expires_on=None)
        of_use.filter(verb__in=YES).update(how_far=circle)
        events.filter(use=old).update(use=use)


def _wordings(apps):
    wordings = apps.get_model("outcomes", "permissionwording").objects
    for old, (use, circle) in USES.items():
        wordings.filter(use=old).update(use=use, how_far=circle)


def _bases(apps):
    bases = apps.get_model("outcomes", "lawfulbasis").objects
    for old, (use, circle) in USES.items():
        bases.filter(use=old, circle="").update(use=use, circle=circle)


def _tellers(apps):
    """Whoever tells a story is on its list."""
    appearances = apps.get_model("outcomes", "appearance").objects
    for story in apps.get_model("outcomes", "changestory").objects.exclude(teller=None):
        appearances.get_or_create(
            story=story, person_id=story.teller_id, how="teller", media=None
        )


def _media(apps):
    """What went with a public copy stays with it, for everybody."""
    rows = apps.get_model("outcomes", "publication").photos.through.objects.all()
    published = apps.get_model("outcomes", "publishedmedia")
    published.objects.bulk_create(
        published(publication_id=row.publication_id, media_id=row.mediaitem_id, circle="public")
        for row in rows.iterator()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0003_how_far_it_may_go'),
    ]

    operations = [
        migrations.RunPython(climb, migrations.RunPython.noop),
    ]
