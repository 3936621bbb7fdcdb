"""The models of core: `migrate` is the only command an upgrade needs."""

import bigstory.core.db.together
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        bigstory.core.db.together.CreateTogether(
            tables=[migrations.CreateModel(
                name='AuditLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                    ('actor', models.CharField(blank=True, help_text='Id of the user; empty for the system itself.', max_length=20)),
                    ('verb', models.CharField(help_text='A dotted name, such as story.published.', max_length=60)),
                    ('target', models.CharField(help_text='What it was done to, such as outcomes.changestory:12.', max_length=80)),
                    ('area', models.SlugField(blank=True, max_length=80)),
                    ('data', models.JSONField(blank=True, default=dict, help_text="Ids and states only, never anybody's words.")),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'indexes': [models.Index(fields=['target'], name='core_auditl_target_af1a46_idx')],
                    'verbose_name': 'line of the audit',
                    'verbose_name_plural': 'lines of the audit',
                },
            ), migrations.CreateModel(
                name='FormToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.UUIDField()),
                    ('body', models.CharField(help_text='SHA-256 of what was sent; the words themselves are not kept.', max_length=64)),
                    ('result', models.CharField(help_text='Path of the page the sender was taken to.', max_length=200)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'token'), name='core_form_sent_once')],
                    'verbose_name': 'form that was sent',
                    'verbose_name_plural': 'forms that were sent',
                },
            ), migrations.CreateModel(
                name='Unsaved',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.TextField(help_text='Where the form is sent, with its query.')),
                    ('fields', models.JSONField(default=list)),
                    ('files', models.JSONField(default=list)),
                    ('is_draft', models.BooleanField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'texts not saved yet',
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_draft', True)), fields=('user', 'address'), name='core_one_draft_of_a_form')],
                    'verbose_name': 'text not saved yet',
                },
            ), migrations.CreateModel(
                name='Worker',
                fields=[
                    ('key', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                    ('started', models.DateTimeField(default=django.utils.timezone.now)),
                    ('seen', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ],
            ), migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('order', models.PositiveSmallIntegerField(default=5, help_text='Lower numbers go first.')),
                    ('due', models.DateTimeField(default=django.utils.timezone.now, help_text='Not tried before.')),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('holder', models.UUIDField(editable=False, null=True)),
                    ('held_until', models.DateTimeField(null=True)),
                    ('ended', models.DateTimeField(null=True)),
                    ('given_up', models.DateTimeField(null=True)),
                    ('fault', models.CharField(blank=True, help_text='The kind of the last error, without its words.', max_length=100)),
                    ('to', models.EmailField(max_length=254)),
                    ('kind', models.CharField(help_text="The letter's template, such as invitation.", max_length=60)),
                    ('subject', models.CharField(max_length=200)),
                    ('text', models.TextField(blank=True)),
                    ('html', models.TextField(blank=True)),
                    ('about', models.CharField(blank=True, help_text='What it is about, such as accounts.invitation:12.', max_length=80)),
                    ('until', models.DateTimeField(help_text='Of no use to anybody from then on.', null=True)),
                    ('message_id', models.CharField(max_length=120)),
                    ('handed', models.DateTimeField(help_text='When the mail server was given its words.', null=True)),
                ],
                options={
                    'verbose_name': 'letter',
                    'ordering': ['order', 'due', 'pk'],
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('ended', None), ('given_up', None)), fields=['order', 'due'], name='mail_open'), models.Index(fields=['about'], name='core_mail_about_ccd5fd_idx')],
                },
            ), migrations.CreateModel(
                name='Task',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('order', models.PositiveSmallIntegerField(default=5, help_text='Lower numbers go first.')),
                    ('due', models.DateTimeField(default=django.utils.timezone.now, help_text='Not tried before.')),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('holder', models.UUIDField(editable=False, null=True)),
                    ('held_until', models.DateTimeField(null=True)),
                    ('ended', models.DateTimeField(null=True)),
                    ('given_up', models.DateTimeField(null=True)),
                    ('fault', models.CharField(blank=True, help_text='The kind of the last error, without its words.', max_length=100)),
                    ('name', models.CharField(max_length=60)),
                    ('arguments', models.JSONField(default=dict)),
                    ('once', models.CharField(help_text='Two tasks with the same words here are one.', max_length=100, null=True, unique=True)),
                ],
                options={
                    'verbose_name': 'task',
                    'ordering': ['order', 'due', 'pk'],
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('ended', None), ('given_up', None)), fields=['order', 'due'], name='task_open')],
                },
            ), migrations.CreateModel(
                name='Limit',
                fields=[
                    ('key', models.CharField(help_text='A keyed digest of what is counted, and whose.', max_length=64, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField(default=0)),
                    ('value', models.TextField(blank=True, help_text="What Django's cache keeps here, as JSON.")),
                    ('over_at', models.FloatField(db_index=True, help_text='When it is over: seconds since 1970.')),
                ],
            ), migrations.CreateModel(
                name='Closing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('kind', models.CharField(max_length=20)),
                    ('what', models.CharField(help_text='Such as outcomes.changestory:12.', max_length=80)),
                    ('born', models.CharField(help_text="What the row has had since it was made: its number may be another's one day.", max_length=40)),
                    ('more', models.JSONField(blank=True, default=dict, help_text='Ids, states and days.')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('written_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ],
                options={
                    'ordering': ['pk'],
                },
            )],
        ),
    ]
