import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('outcomes', '0002_the_first_circle_is_the_area'),
        ('partnerships', '0002_the_first_circle_is_the_area'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedMedia',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('circle', models.CharField(choices=[('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='public', max_length=12)),
            ],
        ),
        migrations.AlterModelOptions(
            name='lawfulbasis',
            options={'ordering': ['-use', 'pk'], 'verbose_name_plural': 'lawful bases'},
        ),
        migrations.RemoveConstraint(
            model_name='lawfulbasis',
            name='outcomes_lawful_basis_once',
        ),
        migrations.RemoveConstraint(
            model_name='permissionwording',
            name='outcomes_permission_wording_once',
        ),
        migrations.AddField(
            model_name='appearance',
            name='grown_up',
            field=models.BooleanField(default=False, verbose_name='all of them are grown up'),
        ),
        migrations.AddField(
            model_name='appearance',
            name='private_matter',
            field=models.BooleanField(default=False, verbose_name='it tells of their health, faith, origin or offences'),
        ),
        migrations.AddField(
            model_name='changestory',
            name='to_be_cut',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='changestory',
            name='young_or_private',
            field=models.CharField(blank=True, choices=[('no', 'No'), ('yes', 'Yes'), ('unsure', 'I am not sure')], max_length=8, verbose_name='somebody under 18, or somebody’s health, faith, origin or offences'),
        ),
        migrations.AddField(
            model_name='lawfulbasis',
            name='circle',
            field=models.CharField(choices=[('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='', max_length=12, verbose_name='for whom'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='permissionevent',
            name='called',
            field=models.CharField(blank=True, max_length=120, verbose_name='the other name'),
        ),
        migrations.AddField(
            model_name='permissionevent',
            name='called_by',
            field=models.CharField(blank=True, choices=[('', 'as they said before'), ('name', 'their name'), ('another', 'another name'), ('what_they_are', 'no name, only what they are')], max_length=14, verbose_name='under which name'),
        ),
        migrations.AddField(
            model_name='permissionevent',
            name='how_far',
            field=models.CharField(blank=True, choices=[('nowhere', 'Nowhere'), ('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], help_text='Empty in the lines that say that an answer ran out.', max_length=12, verbose_name='how far it may go'),
        ),
        migrations.AddField(
            model_name='permissionevent',
            name='shown',
            field=models.TextField(blank=True, verbose_name='the words they were shown'),
        ),
        migrations.AddField(
            model_name='permissionwording',
            name='how_far',
            field=models.CharField(blank=True, choices=[('nowhere', 'Nowhere'), ('area', 'Our area'), ('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], help_text='Empty: the whole ladder.', max_length=12, verbose_name='asks about'),
        ),
        migrations.AddField(
            model_name='person',
            name='told',
            field=models.CharField(blank=True, choices=[('', 'Not yet'), ('yes', 'Yes'), ('cannot', 'They cannot be told')], default='', max_length=8, verbose_name='do they know that they are in it?'),
        ),
        migrations.AddField(
            model_name='person',
            name='told_how',
            field=models.CharField(blank=True, max_length=120, verbose_name='how they were told'),
        ),
        migrations.AddField(
            model_name='person',
            name='what_they_are',
            field=models.CharField(blank=True, help_text='Such as “resident, 74”.', max_length=80, verbose_name='what they are'),
        ),
        migrations.AddField(
            model_name='publication',
            name='barriers',
            field=models.ManyToManyField(blank=True, related_name='publications', to='outcomes.barrier'),
        ),
        migrations.AddField(
            model_name='publication',
            name='circle',
            field=models.CharField(choices=[('programme', 'Programme and evaluators'), ('network', 'All areas'), ('public', 'Everybody')], default='public', max_length=12, verbose_name='who can read it'),
        ),
        migrations.AddField(
            model_name='publication',
            name='drivers',
            field=models.ManyToManyField(blank=True, related_name='publications', to='outcomes.driver'),
        ),
        migrations.AddField(
            model_name='publication',
            name='makers',
            field=models.ManyToManyField(blank=True, related_name='publications', to='outcomes.maker'),
        ),
        migrations.AddField(
            model_name='publication',
            name='permissions',
            field=models.JSONField(default=list, help_text='For the programme: whether all who can be recognised say yes.'),
        ),
        migrations.AddField(
            model_name='publication',
            name='programme_until',
            field=models.DateField(blank=True, help_text='The first day on which the programme may not read it either.', null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='roots',
            field=models.JSONField(default=dict, help_text='For whoever signs in: what it grew from, by the number of each row.'),
        ),
        migrations.AddField(
            model_name='publication',
            name='shown_from',
            field=models.DateField(blank=True, help_text='Before that day only its own area reads it.', null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='sortings',
            field=models.JSONField(default=list, help_text="For the programme: each evaluator's view, names left out."),
        ),
        migrations.AlterField(
            model_name='lawfulbasis',
            name='use',
            field=models.CharField(choices=[('words', 'Words'), ('media', 'Pictures, voice and film')], max_length=14),
        ),
        migrations.AlterField(
            model_name='permissionevent',
            name='method',
            field=models.CharField(blank=True, choices=[('asked', 'I asked, and they said so'), ('paper', 'on paper'), ('audio', 'said aloud and recorded'), ('screen', 'on a screen, by themselves'), ('link', 'through their own link')], max_length=8, verbose_name='how'),
        ),
        migrations.AlterField(
            model_name='permissionevent',
            name='use',
            field=models.CharField(choices=[('words', 'Words'), ('media', 'Pictures, voice and film')], max_length=14, verbose_name='what for'),
        ),
        migrations.AlterField(
            model_name='permissionwording',
            name='use',
            field=models.CharField(choices=[('words', 'Words'), ('media', 'Pictures, voice and film')], max_length=14),
        ),
        migrations.AlterField(
            model_name='person',
            name='known_as',
            field=models.CharField(blank=True, help_text='Where they do not want their own, such as “Mo”.', max_length=120, verbose_name='another name for stories'),
        ),
        migrations.AlterField(
            model_name='publication',
            name='expires_on',
            field=models.DateField(blank=True, db_index=True, help_text='The first day on which it is for the programme at most, or for nobody.', null=True),
        ),
        migrations.AddField(
            model_name='publishedmedia',
            name='media',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_as', to='partnerships.mediaitem'),
        ),
        migrations.AddField(
            model_name='publishedmedia',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_media', to='outcomes.publication'),
        ),
        migrations.AddConstraint(
            model_name='publishedmedia',
            constraint=models.UniqueConstraint(fields=('publication', 'media'), name='outcomes_published_media_once'),
        ),
    ]
