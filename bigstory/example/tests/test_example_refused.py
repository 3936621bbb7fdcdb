"""When the example may not be loaded: it says why, and nothing is made."""

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area
from bigstory.accounts.models import User
from bigstory.core.files.refused import Refused
from bigstory.example.load import load_example
from bigstory.pages.tests.ground import lay_the_ground
from partnerships.models import Activity, Partnership


@pytest.mark.django_db
def test_outside_demo_mode_it_is_refused_and_nobody_is_made(settings):
    settings.DEMO = False
    lay_the_ground()
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("load_example")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_without_areas_it_says_what_to_load_first(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_framework, import_areas"):
        call_command("load_example")


@pytest.mark.django_db
def test_an_area_with_a_partnership_of_its_own_gets_no_invented_one(settings):
    settings.DEMO = True
    lay_the_ground()
    Partnership.objects.create(area=Area.objects.get(slug="ramsey"), name="The real one")
    with pytest.raises(Refused, match="ramsey has a partnership or a plan already"):
        load_example()
    assert not Activity.objects.exists()
    assert not User.objects.exists()
