from django.db import migrations, models


def rename(apps, old, new):
    apps.get_model("outcomes", "changestory").objects.filter(audience=old).update(audience=new)


def to_area(apps, schema_editor):
    rename(apps, "partnership", "area")


def to_partnership(apps, schema_editor):
    rename(apps, "area", "partnership")


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='changestory',
            name='audience',
            field=models.CharField(choices=[('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='programme', max_length=12, verbose_name='who can read this'),
        ),
        migrations.RunPython(to_area, to_partnership),
    ]
