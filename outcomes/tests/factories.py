"""Stories, readings and what became of them, for tests."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from areas.tests.factories import AreaFactory
from bigstory.testing.record import clear, let_out
from outcomes.models import ChangeStory, Outcome, Reading, StoryVersion
from outcomes.publishing.actions.area_counts import recount
from outcomes.publishing.actions.publications import publish_story
from outcomes.stories.queries.words import words_as_sent

SENT = ("sent", "published", "not_used", "returned")


class StoryFactory(DjangoModelFactory):
    """A draft, unless told otherwise. What was sent has its time and the words it was sent with."""

    class Meta:
        model = ChangeStory
        skip_postgeneration_save = True

    area = factory.SubFactory(AreaFactory)
    title = factory.Sequence(lambda n: f"Thursday lunch {n}")
    what_changed = "It was one table. Now it is four."
    told_by = "Maureen"
    told_by_is = "74, resident"
    told_on = date(2024, 6, 6)
    people = ChangeStory.People.NOBODY
    sent_at = factory.LazyAttribute(lambda made: timezone.now() if made.state in SENT else None)
    state = ChangeStory.State.DRAFT

    @factory.post_generation
    def version(self, create, extracted, **kwargs):
        if create and self.state in SENT:
            StoryVersion.objects.create(story=self, number=1, words=words_as_sent(self))
        if create and not let_out(self) and self.state in SENT:
            recount(self.area)


class PublicStoryFactory(StoryFactory):
    """A story everybody reads, cleared by the product's own action."""

    state = ChangeStory.State.PUBLISHED
    audience = "public"
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def version(self, create, extracted, **kwargs):
        if create:
            StoryVersion.objects.create(story=self, number=1, words=words_as_sent(self))

    @factory.post_generation
    def cleared(self, create, extracted, **kwargs):
        if create:
            publish_story(clear(self), by=None)


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    story = factory.SubFactory(StoryFactory)
    outcome = factory.LazyFunction(lambda: Outcome.objects.get(slug="better-place"))
    party = Reading.Party.TELLER
    answer = Reading.Answer.YES
