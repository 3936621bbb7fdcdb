import areas.places.models
import areas.programme.models
import bigstory.core.db.dated
import bigstory.core.db.shapes
import bigstory.core.db.together
import bigstory.core.db.words
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
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
                name='HistoricalProgramme',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                    ('slug', models.SlugField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('strapline', models.CharField(blank=True, max_length=160, verbose_name='headline of the front page')),
                    ('about', models.TextField(blank=True, verbose_name='what it is')),
                    ('hypothesis', models.TextField(blank=True, verbose_name='how it is thought to bring change')),
                    ('words', bigstory.core.db.shapes.ShapedField(blank=True, default=dict, help_text='What this programme calls things, such as its areas.', validators=[areas.programme.models.check_words], verbose_name='words')),
                    ('source', models.TextField(blank=True, verbose_name='where these facts come from')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical programme',
                    'verbose_name_plural': 'historical programmes',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='LocalAuthority',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('tier', models.CharField(choices=[('unitary', 'Unitary, borough or city'), ('district', 'District'), ('county', 'County'), ('parish', 'Parish or town')], max_length=10, verbose_name='tier')),
                    ('code', models.CharField(blank=True, max_length=9, verbose_name='GSS code')),
                ],
                options={
                    'verbose_name_plural': 'local authorities',
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('name', 'tier'), name='areas_authority_once')],
                },
            ), migrations.CreateModel(
                name='Programme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                    ('slug', models.SlugField(unique=True)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('strapline', models.CharField(blank=True, max_length=160, verbose_name='headline of the front page')),
                    ('about', models.TextField(blank=True, verbose_name='what it is')),
                    ('hypothesis', models.TextField(blank=True, verbose_name='how it is thought to bring change')),
                    ('words', bigstory.core.db.shapes.ShapedField(blank=True, default=dict, help_text='What this programme calls things, such as its areas.', validators=[areas.programme.models.check_words], verbose_name='words')),
                    ('source', models.TextField(blank=True, verbose_name='where these facts come from')),
                ],
                options={
                    'ordering': ['name'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts', None), ('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='areas_programme_ends_after_it_starts')],
                },
            ), migrations.CreateModel(
                name='PathwayStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='areas.programme')),
                    ('retired', models.BooleanField(default=False, verbose_name='no longer offered')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'slug'), name='areas_step_once')],
                    'verbose_name': 'step of the pathway',
                    'verbose_name_plural': 'steps of the pathway',
                },
            ), migrations.CreateModel(
                name='ProgrammeRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.SlugField(max_length=60, verbose_name='rule')),
                    ('value', models.DecimalField(decimal_places=4, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='value')),
                    ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit')),
                    ('from_date', models.DateField(verbose_name='from')),
                    ('source', models.TextField(blank=True, verbose_name='source')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='areas.programme')),
                ],
                options={
                    'ordering': ['name', '-from_date'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'name', 'from_date'), name='areas_rule_once_a_day')],
                    'verbose_name': 'rule',
                    'verbose_name_plural': 'rules',
                },
            ), migrations.CreateModel(
                name='Region',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(unique=True)),
                    ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='from north to south')),
                ],
                options={
                    'ordering': ['order', 'name'],
                },
            ), migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120, unique=True, verbose_name='official name')),
                    ('local_name', models.CharField(blank=True, max_length=120, verbose_name='local name')),
                    ('aliases', bigstory.core.db.shapes.ShapedField(blank=True, default=list, validators=[areas.places.models.check_names], verbose_name='other names')),
                    ('place', models.CharField(blank=True, max_length=160, verbose_name='place')),
                    ('settings', bigstory.core.db.shapes.ShapedField(blank=True, default=list, validators=[areas.places.models.check_settings], verbose_name='kind of place')),
                    ('wave', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='wave')),
                    ('basis', models.CharField(choices=[('stated', 'stated in a source'), ('inferred', 'inferred from the order of a list')], max_length=10, verbose_name='how region and wave are known')),
                    ('case_study', models.BooleanField(default=False, verbose_name='case study of the evaluation')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                    ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='people who live there')),
                    ('status', models.CharField(blank=True, max_length=200, verbose_name='what is known of where it stands')),
                    ('note', models.TextField(blank=True, verbose_name='note on these facts')),
                    ('source', models.TextField(blank=True, verbose_name='where these facts come from')),
                    ('summary', models.TextField(blank=True, verbose_name='the place in two or three sentences')),
                    ('picture', models.CharField(blank=True, choices=[('allotment', 'Three people work vegetable beds behind a row of brick terraces; one carries a basket.'), ('bench', 'Seen from behind, an older man and a young woman sit on a bench looking at the sea.'), ('choir', 'Nine people in two rows sing from song books under bunting.'), ('fen', 'Flat fields and a straight dyke run to a wide sky.'), ('lunch', 'Five people sit behind a long table with a checked cloth, mugs and a big green teapot.'), ('market', 'Three striped market stalls with sellers, and neighbours shopping.'), ('playpark', 'A play park with a slide and swings between houses.'), ('revoe', 'Terraced streets with a tall tower and the sea behind them.'), ('turbine', 'A tall white wind turbine over brick houses at sunset. Four people wave up at it.'), ('viaduct', 'A brick viaduct crosses above a small town.'), ('whitley', 'Five people walk arm in arm on the promenade; a lighthouse stands out at sea.'), ('workshop', 'Two people smile behind a workbench with a yellow bicycle on it.')], max_length=20, verbose_name='drawing')),
                    ('is_example', models.BooleanField(default=False, verbose_name='holds example data')),
                    ('authorities', bigstory.core.db.words.Chosen(blank=True, related_name='areas', to='areas.localauthority')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='areas.programme')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='areas.region')),
                ],
                options={
                    'ordering': ['name'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts', None), ('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='areas_area_ends_after_it_starts')],
                },
            ), migrations.CreateModel(
                name='PowerChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(choices=[('role', 'a role'), ('address', 'another address'), ('second_step', 'a second step removed'), ('reopened', 'an account opened again'), ('lawful_basis', 'a lawful basis')], max_length=20, verbose_name='what')),
                    ('address', models.EmailField(blank=True, max_length=254, verbose_name='the new address')),
                    ('data', models.JSONField(default=dict, help_text='The rest of the change.')),
                    ('digest', models.CharField(editable=False, help_text='Of the link in the letters.', max_length=64, unique=True)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due', models.DateTimeField(verbose_name='in force from')),
                    ('state', models.CharField(choices=[('waiting', 'waits'), ('done', 'done'), ('stopped', 'stopped'), ('lapsed', 'could not be done any more')], default='waiting', max_length=10, verbose_name='state')),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                    ('asked_by', models.ForeignKey(help_text='Empty: done on the machine itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='power_changes', to='accounts.invitation')),
                    ('person', models.ForeignKey(help_text='Whom it is for. Empty while somebody invited has not said yes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='power_changes', to=settings.AUTH_USER_MODEL)),
                    ('stopped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'change of who may do what',
                    'verbose_name_plural': 'changes of who may do what',
                    'ordering': ['-asked_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(models.Q(('agreed_by', models.F('asked_by')), _negated=True), models.Q(('person', None), models.Q(('agreed_by', models.F('person')), _negated=True), _connector='OR')), _connector='OR'), name='areas_power_agreed_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='areas_power_waits_or_ended')],
                },
            ), migrations.CreateModel(
                name='FormerAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='former address')),
                    ('until', models.DateField(default=bigstory.core.db.dated.today, verbose_name='until')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='areas.area')),
                ],
                options={
                    'verbose_name_plural': 'former addresses',
                    'ordering': ['-until', '-pk'],
                },
            ), migrations.CreateModel(
                name='AreaCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scheme', models.CharField(help_text='Such as LSOA or LAD.', max_length=20, verbose_name='scheme')),
                    ('code', models.CharField(max_length=20, verbose_name='code')),
                    ('vintage', models.PositiveSmallIntegerField(verbose_name='year of the boundaries')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='areas.area')),
                ],
                options={
                    'ordering': ['scheme', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('area', 'scheme', 'code', 'vintage'), name='areas_code_once')],
                    'verbose_name': 'statistical code',
                    'verbose_name_plural': 'statistical codes',
                },
            ), migrations.CreateModel(
                name='AreaFacts',
                fields=[
                    ('area', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='facts', serialize=False, to='areas.area')),
                    ('last_activity_on', models.DateField(blank=True, null=True, verbose_name='last thing logged')),
                    ('plan_ends', models.DateField(blank=True, null=True, verbose_name='present plan ends')),
                    ('last_story_on', models.DateField(blank=True, null=True, verbose_name='last story sent')),
                    ('waiting', models.PositiveIntegerField(default=0, verbose_name='stories waiting for Local Trust')),
                    ('waiting_since', models.DateTimeField(blank=True, null=True, verbose_name='the longest wait began')),
                    ('public_stories', models.PositiveIntegerField(default=0, verbose_name='public stories')),
                ],
                options={
                    'verbose_name_plural': 'areas in numbers',
                    'verbose_name': 'numbers of an area',
                },
            ), migrations.CreateModel(
                name='AreaRole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                    ('role', models.CharField(choices=[('member', 'Partnership member'), ('worker', 'Paid worker'), ('lto', 'LTO officer'), ('rep', 'Big Local Rep'), ('trust', 'Local Trust'), ('evaluator', 'Evaluator'), ('administrator', 'Administrator')], max_length=20, verbose_name='role')),
                    ('area', models.ForeignKey(blank=True, help_text='Empty: the whole programme.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='areas.area')),
                    ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_roles', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['user', 'role'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts', None), ('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='areas_arearole_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('role__in', ['member', 'worker', 'lto', 'rep'])), models.Q(('area__isnull', True), ('role__in', ['trust', 'evaluator', 'administrator'])), _connector='OR'), name='areas_role_in_an_area_or_for_the_programme')],
                    'verbose_name': 'role',
                    'verbose_name_plural': 'roles',
                },
            ), migrations.CreateModel(
                name='AreaStage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                    ('status', models.CharField(choices=[('underway', 'Under way'), ('completed', 'Completed')], max_length=10, verbose_name='status')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='areas.area')),
                    ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.pathwaystep')),
                ],
                options={
                    'ordering': ['step__order'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts', None), ('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='areas_areastage_ends_after_it_starts')],
                    'verbose_name': 'step an area takes',
                    'verbose_name_plural': 'steps that areas take',
                },
            ), migrations.CreateModel(
                name='AreaYear',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('activities', models.PositiveIntegerField(default=0, verbose_name='things logged')),
                    ('stories', models.PositiveIntegerField(default=0, verbose_name='stories sent')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='areas.area')),
                ],
                options={
                    'ordering': ['year'],
                    'constraints': [models.UniqueConstraint(fields=('area', 'year'), name='areas_year_once'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2200)), name='areas_year_makes_sense')],
                    'verbose_name': 'year of an area',
                    'verbose_name_plural': 'areas in numbers by year',
                },
            ), migrations.CreateModel(
                name='HistoricalArea',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('slug', models.SlugField(max_length=80)),
                    ('name', models.CharField(db_index=True, max_length=120, verbose_name='official name')),
                    ('local_name', models.CharField(blank=True, max_length=120, verbose_name='local name')),
                    ('aliases', bigstory.core.db.shapes.ShapedField(blank=True, default=list, validators=[areas.places.models.check_names], verbose_name='other names')),
                    ('place', models.CharField(blank=True, max_length=160, verbose_name='place')),
                    ('settings', bigstory.core.db.shapes.ShapedField(blank=True, default=list, validators=[areas.places.models.check_settings], verbose_name='kind of place')),
                    ('wave', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='wave')),
                    ('basis', models.CharField(choices=[('stated', 'stated in a source'), ('inferred', 'inferred from the order of a list')], max_length=10, verbose_name='how region and wave are known')),
                    ('case_study', models.BooleanField(default=False, verbose_name='case study of the evaluation')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                    ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='people who live there')),
                    ('status', models.CharField(blank=True, max_length=200, verbose_name='what is known of where it stands')),
                    ('note', models.TextField(blank=True, verbose_name='note on these facts')),
                    ('source', models.TextField(blank=True, verbose_name='where these facts come from')),
                    ('summary', models.TextField(blank=True, verbose_name='the place in two or three sentences')),
                    ('picture', models.CharField(blank=True, choices=[('allotment', 'Three people work vegetable beds behind a row of brick terraces; one carries a basket.'), ('bench', 'Seen from behind, an older man and a young woman sit on a bench looking at the sea.'), ('choir', 'Nine people in two rows sing from song books under bunting.'), ('fen', 'Flat fields and a straight dyke run to a wide sky.'), ('lunch', 'Five people sit behind a long table with a checked cloth, mugs and a big green teapot.'), ('market', 'Three striped market stalls with sellers, and neighbours shopping.'), ('playpark', 'A play park with a slide and swings between houses.'), ('revoe', 'Terraced streets with a tall tower and the sea behind them.'), ('turbine', 'A tall white wind turbine over brick houses at sunset. Four people wave up at it.'), ('viaduct', 'A brick viaduct crosses above a small town.'), ('whitley', 'Five people walk arm in arm on the promenade; a lighthouse stands out at sea.'), ('workshop', 'Two people smile behind a workbench with a yellow bicycle on it.')], max_length=20, verbose_name='drawing')),
                    ('is_example', models.BooleanField(default=False, verbose_name='holds example data')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='areas.programme')),
                    ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='areas.region')),
                ],
                options={
                    'verbose_name': 'historical area',
                    'verbose_name_plural': 'historical areas',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalArea_authorities',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('area', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='areas.area')),
                    ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='areas.historicalarea')),
                    ('localauthority', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='areas.localauthority')),
                ],
                options={
                    'verbose_name': 'HistoricalArea_authorities',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
    ]
