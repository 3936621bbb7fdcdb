"""What supports each story, a photo with it, and one round that all of them are of."""

import uuid

from outcomes.models import ChangeStory, ElsewhereFilm, Evidence, Publication, Sorting, StoryMedia
from partnerships.models import Decision, MediaItem

FILM = {
    "host": "youtube",
    "film_id": "abcdefghijk",
    "title": "The first lunch",
    "who": "",
    "transcript": "",
    "people": "nobody",
    "circle": "public",
}


def grow_evidence(area, *, by, numbers) -> None:
    """As much with each story as anybody sets beside one; of stories there are more and more."""
    bare = ChangeStory.objects.filter(area=area, evidence=None)
    stories = list(bare.select_related("publication").order_by("pk"))
    Evidence.objects.bulk_create(
        Evidence(
            story=story,
            kind=kind,
            words="It is so.",
            number=number,
            said_by="Tom",
            said_by_is="paid worker",
            order=order,
        )
        for story in stories
        for order, (kind, number) in enumerate(
            (("quote", None), ("number", 41), ("document", None))
        )
    )
    ElsewhereFilm.objects.bulk_create(
        ElsewhereFilm(
            story=story,
            host="youtube",
            film_id="abcdefghijk",
            title="The first lunch",
            people="nobody",
        )
        for story in stories
    )
    Sorting.objects.bulk_create(
        Sorting(
            story=story, reader=by, chosen={"levels": [[1, "Community"]]}, because="So it says."
        )
        for story in stories
    )
    Publication.objects.filter(story__in=stories).update(films=[FILM])
    photos = MediaItem.objects.bulk_create(
        MediaItem(
            area=area,
            for_story=True,
            width=1200,
            height=800,
            bytes=9_000,
            people="nobody",
            added_by=by,
        )
        for _story in stories
    )
    sounds = MediaItem.objects.bulk_create(
        MediaItem(
            area=area,
            for_story=True,
            kind="audio",
            seconds=61,
            bytes=9_000,
            people="nobody",
            added_by=by,
        )
        for _story in stories
    )
    photos += sounds
    stories += stories
    StoryMedia.objects.bulk_create(
        StoryMedia(story=story, media=photo) for story, photo in zip(stories, photos, strict=True)
    )
    shown = MediaItem.publications.through
    shown.objects.bulk_create(
        shown(publication=story.publication, media=photo)
        for story, photo in zip(stories, photos, strict=True)
        if hasattr(story, "publication")
    )
    _one_round(area)


def _one_round(area) -> None:
    same = (
        ChangeStory.objects.filter(area=area)
        .exclude(round=None)
        .values_list("round", flat=True)
        .first()
    )
    ChangeStory.objects.filter(area=area).update(round=same or uuid.uuid4())
    decision = Decision.objects.filter(area=area).order_by("pk").first()
    if decision is not None:
        roots = ChangeStory.decisions.through
        stories = ChangeStory.objects.filter(area=area, decisions=None)
        roots.objects.bulk_create(roots(changestory=story, decision=decision) for story in stories)
