"""Where each page of the site is found in the record at hand, for tests that look at all of them.

`paths()` asks the database for examples, in the order they were made, so that it finds the same
ones again after the record has grown. A name of an address that is not here fails `test_markup.py`.
"""

from uuid import UUID

from django.urls import reverse

from areas.models import Area
from bigstory.testing.pages.examples import (
    activities_of,
    first_of,
    names_of,
    needs_of,
    of_decisions,
    of_evidence,
    of_people,
    of_people_in_stories,
    of_plan_writing,
    of_stories,
    photos_of_stories,
    plans_of,
    spend_reports_of,
    stories_of,
)
from bigstory.testing.pages.names import (
    MISSING,
    MONEY,
    NOT_PAGES,
    OF_A_KEY,
    OF_A_PLAN,
    OF_A_SPEND_REPORT,
    OF_A_STORY,
    OF_AN_ACTIVITY,
    OF_AN_AREA,
    OF_DECISIONS,
    PEOPLE,
    PLAIN,
    POST_ONLY,
    QUERIES,
)
from outcomes.models import ChangeStory, ElsewhereFilm, Flag, Hold, Outcome, Person
from outcomes.stories.forms.steps import CHECK, STEPS
from partnerships.models import MediaItem, Organisation, PaperCard, PlanVersion, Regular

__all__ = ["NOT_PAGES", "OF_A_KEY", "POST_ONLY", "paths"]


def paths(area: str = "ramsey") -> dict[str, list[str]]:
    """For each name of an address, paths worth looking at: full, empty, filtered, in every
    state.
    """
    addresses = {name: [reverse(name)] for name in PLAIN}
    places = [
        area,
        *first_of(Area.objects.exclude(slug=area).filter(activities=None), "slug"),
        "no-such-area",
    ]
    for name in [*OF_AN_AREA, *PEOPLE, *MONEY, *OF_DECISIONS]:
        addresses[name] = [reverse(name, args=[slug]) for slug in places]
    plans, stories, reports = plans_of(area), stories_of(area), spend_reports_of(area)
    for name in OF_A_PLAN:
        addresses[name] = [reverse(name, args=key) for key in plans]
    sent = (
        PlanVersion.objects.filter(plan__area__slug=area)
        .order_by("pk")
        .values_list("plan__number", "number", "pk")
    )
    addresses["plan_version"] = [
        reverse("plan_version", args=[area, *key[:2]]) for key in [*sent[:2], (99, 1, 0)]
    ]
    addresses["plan_review"] = [
        reverse("plan_review", args=[pk]) for *_key, pk in [*sent[:2], (MISSING,)]
    ]
    addresses |= of_plan_writing(area, places)
    addresses["came_of_priority"] = needs_of(area)
    for name in OF_A_SPEND_REPORT:
        addresses[name] = [reverse(name, args=key) for key in reports]
    addresses["spend_report_reply"] = [
        reverse("spend_report_reply", args=[pk]) for _area, pk in reports
    ]
    activities = activities_of(area)
    for name in OF_AN_ACTIVITY:
        addresses[name] = [reverse(name, args=key) for key in activities]
    codes = first_of(PaperCard.objects.filter(area__slug=area), "code")
    addresses["card_print"] = [
        reverse("card_print", args=[area, code]) for code in [*codes, "AAAAAA"]
    ]
    addresses["card"] = [reverse("card", args=[code]) for code in [*codes, "AAAAAA"]]
    addresses["regular_change"] = [
        reverse("regular_change", args=key)
        for key in [
            *((area, pk) for pk in first_of(Regular.objects.filter(area__slug=area))),
            (area, MISSING),
        ]
    ]
    for name in OF_A_STORY:
        addresses[name] = [reverse(name, args=[pk]) for pk in stories]
    addresses |= of_evidence(area)
    addresses |= of_people_in_stories(area)
    addresses["stop_lift"] = [
        reverse("stop_lift", args=[pk]) for pk in [*first_of(Hold.objects.standing()), MISSING]
    ]
    wishes = [*first_of(Person.objects.here(), "key"), UUID(int=1)]
    addresses["person_held"] = [reverse("person_held", args=[key]) for key in wishes]
    addresses["flag_answer"] = [
        reverse("flag_answer", args=[pk]) for pk in [*first_of(Flag.objects.open()), MISSING]
    ]
    steps = [*(step.slug for step in STEPS), CHECK, "none"]
    being_told = first_of(
        ChangeStory.objects.filter(area__slug=area, state__in=["draft", "returned"])
    )
    addresses["story_tell"] = [
        reverse("story_tell", args=[pk, step]) for pk in being_told for step in steps
    ]
    addresses |= of_people(area)
    addresses |= of_decisions(area)
    addresses["photo_cover"] = [reverse("photo_cover", args=key) for key in photos_of_stories(area)]
    photos = MediaItem.objects.filter(kind=MediaItem.Kind.PHOTO)
    recordings = MediaItem.objects.filter(kind__in=[MediaItem.Kind.AUDIO, MediaItem.Kind.FILM])
    addresses["media_people"] = [
        reverse("media_people", args=key) for key in of_stories(area, MediaItem.objects.all())
    ]
    films = (
        ElsewhereFilm.objects.filter(story__area__slug=area)
        .order_by("pk")
        .values_list("story", "pk")[:1]
    )
    never = [(pk, MISSING) for pk in stories[:1]]
    addresses["film_change"] = [reverse("film_change", args=key) for key in [*films, *never]]
    addresses["story_recording"] = [
        reverse("story_recording", args=key) for key in of_stories(area, recordings)
    ]
    parts = ("sound.mp3", "captions.vtt")
    addresses["recording"] = [
        reverse("recording", args=[n, part]) for n in names_of(area, recordings) for part in parts
    ]
    addresses["photo"] = [reverse("photo", args=[name, "small"]) for name in names_of(area, photos)]
    addresses["organisation"] = [
        reverse("organisation", args=[pk]) for pk in first_of(Organisation.objects.all())
    ]
    addresses["outcome_feed"] = [
        reverse("outcome_feed", args=[slug]) for slug in first_of(Outcome.objects.all(), "slug")
    ]
    addresses["outcome"] = [
        reverse("outcome", args=[slug])
        for slug in [*first_of(Outcome.objects.all(), "slug"), "none"]
    ]
    addresses["mine"] = [reverse("mine", args=["a-link-that-was-never-made"])]
    addresses["mine_media"] = [
        reverse("mine_media", args=["a-link-that-was-never-made", UUID(int=1), "sound.mp3"])
    ]
    addresses["invitation_accept"] = [
        reverse("invitation_accept", args=["a-link-that-was-never-sent"])
    ]
    for name, queries in QUERIES.items():
        addresses[name] += [addresses[name][0] + query for query in queries]
    return addresses
