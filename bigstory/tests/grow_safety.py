"""Stops, readers' messages and wishes to be forgotten, as many as asked."""

from outcomes.models import ChangeStory, ErasureAsked, Flag, Hold, Person


def grow_safety(area, numbers) -> None:
    """Of drafts: what is public stays so."""
    stories = list(ChangeStory.objects.filter(area=area, state="draft")[: len(numbers)])
    Hold.objects.bulk_create(Hold(story=story) for story in stories)
    Flag.objects.bulk_create(
        Flag(story=story, what="wrong", words="It was another year.") for story in stories
    )
    people = Person.objects.bulk_create(
        Person(area=area, name=f"Somebody {n}", age="adult") for n in numbers
    )
    ErasureAsked.objects.bulk_create(ErasureAsked(person=person) for person in people)
