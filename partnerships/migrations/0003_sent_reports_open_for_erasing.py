"""An erasure may take a name out of reports that were sent; nothing else may change them."""

from django.db import migrations, models

from partnerships.money.models.frozen import freeze, thaw


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0002_the_first_circle_is_the_area'),
    ]

    operations = [
        # Going back, the triggers are made again once the table is gone.
        migrations.RunPython(migrations.RunPython.noop, freeze),
        migrations.CreateModel(
            name='OpenForErasing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.RunPython(freeze, thaw),
    ]
