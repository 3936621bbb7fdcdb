"""The example, loaded once for all tests of this folder, which only look at it."""

import pytest
from django.db import transaction
from django.test import override_settings

from bigstory.example.load import load_example
from bigstory.pages.tests.ground import lay_the_ground


@pytest.fixture(scope="package")
def stored(tmp_path_factory):
    """The folder of the files that come with it."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker, stored):
    """The example, loaded once for the tests that only look at it, and rolled back after the
    last.
    """
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, PASSWORD_HASHERS=quick, MEDIA_ROOT=stored),
        transaction.atomic(),
    ):
        lay_the_ground()
        yield load_example()
        transaction.set_rollback(True)


@pytest.fixture
def example(loaded, db, settings):
    settings.DEMO = True
    return loaded
