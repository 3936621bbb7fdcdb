from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0004_answers_on_the_ladder'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='publication',
            name='photos',
        ),
        migrations.AddField(
            model_name='publication',
            name='photos',
            field=models.ManyToManyField(blank=True, help_text='With nobody to be recognised, or with their permission.', related_name='publications', through='outcomes.PublishedMedia', to='partnerships.mediaitem'),
        ),
        migrations.RemoveField(
            model_name='changestory',
            name='teller',
        ),
        migrations.RemoveField(
            model_name='permissionevent',
            name='verb',
        ),
        migrations.AddConstraint(
            model_name='lawfulbasis',
            constraint=models.UniqueConstraint(fields=('programme', 'use', 'circle', 'from_date'), name='outcomes_lawful_basis_once'),
        ),
        migrations.AddConstraint(
            model_name='permissionwording',
            constraint=models.UniqueConstraint(fields=('use', 'how_far', 'version', 'language'), name='outcomes_permission_wording_once'),
        ),
    ]
