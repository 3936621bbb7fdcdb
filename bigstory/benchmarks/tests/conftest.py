"""The example and some stories made of it, once for all tests of this folder, which only look."""

import pytest
from django.db import transaction
from django.test import override_settings

from bigstory.benchmarks import data
from bigstory.example.load import load_example
from bigstory.pages.tests.ground import lay_the_ground

# More than the example has, by as many as are looked at one by one.
MORE = 40


@pytest.fixture(scope="package")
def large(django_db_setup, django_db_blocker, tmp_path_factory):
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    media = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, PASSWORD_HASHERS=quick, MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        lay_the_ground()
        load_example()
        data.add(data.ChangeStory.objects.count() + MORE)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def record(large, db, settings):
    settings.DEMO = True
