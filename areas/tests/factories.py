"""Places and roles for tests."""

import factory
from factory.django import DjangoModelFactory

from areas.models import Area, AreaFacts, AreaRole, Programme, Region
from bigstory.accounts.roles import Role
from bigstory.accounts.tests.factories import UserFactory


class ProgrammeFactory(DjangoModelFactory):
    """The programme of the fixture `programme` where that was loaded; a bare one otherwise."""

    class Meta:
        model = Programme
        django_get_or_create = ("slug",)

    slug = "big-local"
    name = "Big Local"


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("slug",)

    slug = "north-east"
    name = "North East"


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")
    basis = Area.Basis.STATED

    @factory.post_generation
    def facts(self, create, extracted, **kwargs):
        if create:
            AreaFacts.objects.create(area=self, **kwargs)


class AreaRoleFactory(DjangoModelFactory):
    """A role in an area; for the whole programme, say area=None."""

    class Meta:
        model = AreaRole

    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER
    area = factory.SubFactory(AreaFactory)
