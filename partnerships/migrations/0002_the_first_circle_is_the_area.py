from django.db import migrations, models

MODELS = ("activity", "historicalactivity", "regular")


def rename(apps, old, new):
    for name in MODELS:
        rows = apps.get_model("partnerships", name).objects.filter(audience=old)
        rows.update(audience=new)


def to_area(apps, schema_editor):
    rename(apps, "partnership", "area")


def to_partnership(apps, schema_editor):
    rename(apps, "area", "partnership")


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='audience',
            field=models.CharField(choices=[('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='programme', max_length=12, verbose_name='who can read this'),
        ),
        migrations.AlterField(
            model_name='historicalactivity',
            name='audience',
            field=models.CharField(choices=[('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='programme', max_length=12, verbose_name='who can read this'),
        ),
        migrations.AlterField(
            model_name='regular',
            name='audience',
            field=models.CharField(choices=[('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='programme', max_length=12, verbose_name='who can read this'),
        ),
        migrations.RunPython(to_area, to_partnership),
    ]
