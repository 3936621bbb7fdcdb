"""The models of core: `migrate` is the only command an upgrade needs."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
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
            },
        ),
        migrations.CreateModel(
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
            },
        ),
        migrations.CreateModel(
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
                'verbose_name_plural': 'unsaved',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_draft', True)), fields=('user', 'address'), name='core_one_draft_of_a_form')],
            },
        ),
    ]
