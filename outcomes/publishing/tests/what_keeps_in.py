"""Every single thing that keeps a story in, how far it still goes then, and what keeps none in."""

from django.utils import timezone

from bigstory.core.db.dated import today
from outcomes.models import Appearance, ChangeStory, Hold, Person
from outcomes.publishing.tests.ways_of_asking import TOMORROW
from partnerships.models import MediaItem


def spoil(**values):
    return lambda story, cast: ChangeStory.objects.filter(pk=story.pk).update(**values)


def approver(story):
    return story.reviews.first().reviewer


# What keeps a story in, and how far it still goes.
SPOILT = {
    "a draft": (spoil(state="draft"), "area"),
    "back with a question": (spoil(state="returned"), "area"),
    "sent": (spoil(state="sent"), "programme"),
    "accepted, not shared": (spoil(state="accepted"), "programme"),
    "set aside": (spoil(state="not_used"), "programme"),
    "taken back": (spoil(state="withdrawn"), ""),
    "for its area": (spoil(audience="area"), "area"),
    "for the programme": (spoil(audience="programme"), "programme"),
    "for all areas": (spoil(audience="network"), "network"),
    "kept back until tomorrow": (spoil(held_until=TOMORROW), "area"),
    "nobody confirmed": (spoil(people_confirmed_at=None), "programme"),
    "nobody thought about it": (spoil(people="not_yet"), "programme"),
    "nobody thought about it, and nobody is recognised": (
        lambda story, cast: (
            spoil(people="not_yet")(story, cast),
            story.appearances.update(identifiable=False),
        ),
        "programme",
    ),
    "nobody in it, and yet somebody is": (spoil(people="nobody"), "programme"),
    "a word to look at": (spoil(words_unchecked=1), "area"),
    "words nobody looked at": (spoil(words_unchecked=None), "area"),
    "its writer approved it": (
        lambda story, cast: spoil(written_by=approver(story))(story, cast),
        "programme",
    ),
    "its sender approved it": (
        lambda story, cast: story.versions.update(sent_by=approver(story)),
        "programme",
    ),
    "nobody approved it": (lambda story, cast: story.reviews.all().delete(), "programme"),
    "an approval without a name": (
        lambda story, cast: story.reviews.update(reviewer=None),
        "programme",
    ),
    "only a reply": (lambda story, cast: story.reviews.update(verdict="replied"), "programme"),
    "somebody nobody knows": (
        lambda story, cast: Appearance.objects.create(story=story, unknown=2, how="name"),
        "programme",
    ),
    "an empty list": (lambda story, cast: story.appearances.all().delete(), "programme"),
    "a stop on it": (lambda story, cast: Hold.objects.create(story=story), ""),
    "a stop on its area": (lambda story, cast: Hold.objects.create(area=story.area), ""),
    "a stop on somebody in it": (
        lambda story, cast: Hold.objects.create(person=story.appearances.get().person),
        "",
    ),
}
NOT_SPOILT = {
    "as it is": lambda story, cast: None,
    "its day has come": spoil(held_until=today()),
    "accepted by a word of before": lambda story, cast: story.reviews.update(verdict="accepted"),
    "a stop that was lifted": lambda story, cast: Hold.objects.create(
        story=story, lifted_at=timezone.now()
    ),
    "a stop elsewhere": lambda story, cast: Hold.objects.create(
        area=cast.neighbour.user.area_roles.first().area
    ),
    "written by somebody else": lambda story, cast: spoil(written_by=cast.member.user)(story, cast),
    "sent by somebody else": lambda story, cast: story.versions.update(sent_by=cast.member.user),
    "somebody listed whom nobody recognises": lambda story, cast: Appearance.objects.create(
        story=story,
        person=Person.objects.create(area=story.area, age="adult"),
        how="name",
        identifiable=False,
    ),
    "nobody in it, but for one nobody recognises": lambda story, cast: (
        spoil(people="nobody")(story, cast),
        story.appearances.update(identifiable=False),
    ),
    "a face nobody knows in a picture of it": lambda story, cast: Appearance.objects.create(
        story=story, media=MediaItem.objects.create(area=story.area, bytes=1), unknown=1, how="face"
    ),
    "somebody in a picture of it alone whom nobody asked": lambda story, cast: (
        Appearance.objects.create(
            story=story,
            media=MediaItem.objects.create(area=story.area, bytes=1),
            person=Person.objects.create(area=story.area, age="adult"),
            how="face",
        )
    ),
}
EACH = {**SPOILT, **{name: (spoils, "public") for name, spoils in NOT_SPOILT.items()}}
