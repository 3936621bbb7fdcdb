"""Where each page of the site is found in the record at hand, for tests that look at all of them.

`paths()` asks the database for examples, in the order they were made, so that it finds the same
ones again after the record has grown. A name of an address that is not here fails `test_markup.py`.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse

from areas.models import Area, Owed
from bigstory.core.moving.models import SentFile
from bigstory.testing.pages.examples import (
    activities_of,
    first_of,
    names_of,
    needs_of,
    of_decisions,
    of_desk,
    of_evidence,
    of_holders,
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
    DESK,
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
from partnerships.models import (
    ExpectedPayment,
    MediaItem,
    Organisation,
    PaperCard,
    PlanVersion,
    Regular,
)

__all__ = ["NOT_PAGES", "OF_A_KEY", "POST_ONLY", "paths"]


def paths(area: str = "ramsey") -> dict[str, list[str]]:
    """Addresses worth looking at by the name of each: full, empty, filtered, in every state."""
    empty = first_of(Area.objects.exclude(slug=area).filter(activities=None), "slug")
    places = [area, *empty, "no-such-area"]
    addresses = {name: [reverse(name)] for name in PLAIN}
    for name in [*OF_AN_AREA, *PEOPLE, *MONEY, *OF_DECISIONS, *DESK]:
        addresses[name] = [reverse(name, args=[slug]) for slug in places]
    addresses |= _of_plans(area)
    addresses |= of_plan_writing(area, places)
    addresses["came_of_priority"] = needs_of(area)
    addresses |= _of_spend_reports(area)
    addresses |= _of_activities(area)
    addresses |= _of_stories(area)
    addresses |= of_evidence(area)
    addresses |= of_people_in_stories(area)
    addresses |= _of_safety()
    addresses |= _of_telling(area)
    addresses |= of_people(area)
    addresses |= of_decisions(area)
    addresses |= of_desk(area)
    addresses |= of_holders(area)
    addresses |= _of_media(area)
    addresses |= _of_letters(area)
    addresses |= _of_everything_else()
    for name, queries in QUERIES.items():
        addresses[name] += [addresses[name][0] + query for query in queries]
    return addresses


def _reversed(name: str, keys: Iterable[Sequence]) -> list[str]:
    return [reverse(name, args=key) for key in keys]


def _of_plans(area: str) -> dict[str, list[str]]:
    plans = plans_of(area)
    sent = PlanVersion.objects.filter(plan__area__slug=area).order_by("pk")
    keys = sent.values_list("plan__number", "number", "pk")[:2]
    return {name: _reversed(name, plans) for name in OF_A_PLAN} | {
        "plan_version": _reversed("plan_version", [(area, *key[:2]) for key in [*keys, (99, 1)]]),
        "plan_review": _reversed("plan_review", [*([pk] for *_key, pk in keys), [MISSING]]),
    }


def _of_spend_reports(area: str) -> dict[str, list[str]]:
    reports = spend_reports_of(area)
    expected = [*first_of(ExpectedPayment.objects.filter(area__slug=area)), MISSING]
    return {name: _reversed(name, reports) for name in OF_A_SPEND_REPORT} | {
        "spend_report_reply": _reversed("spend_report_reply", [[pk] for _area, pk in reports]),
        "expected_change": _reversed("expected_change", [(area, pk) for pk in expected]),
    }


def _of_activities(area: str) -> dict[str, list[str]]:
    activities = activities_of(area)
    codes = [*first_of(PaperCard.objects.filter(area__slug=area), "code"), "AAAAAA"]
    regulars = [*first_of(Regular.objects.filter(area__slug=area)), MISSING]
    return {name: _reversed(name, activities) for name in OF_AN_ACTIVITY} | {
        "card_print": _reversed("card_print", [(area, code) for code in codes]),
        "card": _reversed("card", [[code] for code in codes]),
        "regular_change": _reversed("regular_change", [(area, pk) for pk in regulars]),
    }


def _of_stories(area: str) -> dict[str, list[str]]:
    stories = stories_of(area)
    return {name: _reversed(name, [[pk] for pk in stories]) for name in OF_A_STORY}


def _of_letters(area: str) -> dict[str, list[str]]:
    about = ("plan", "change", "spend_report", "yearly_review", "story")
    owed = Owed.objects.ours().filter(area__slug=area, about__in=about).order_by("about", "pk")
    first = {row.about: row.thing for row in owed}
    keys = [*first.items(), ("story", MISSING)]
    return {"letters": _reversed("letters", keys)}


def _of_safety() -> dict[str, list[str]]:
    stops = [*first_of(Hold.objects.standing()), MISSING]
    people = [*first_of(Person.objects.here(), "key"), UUID(int=1)]
    flags = [*first_of(Flag.objects.open()), MISSING]
    return {
        "stop_lift": _reversed("stop_lift", [[pk] for pk in stops]),
        "person_held": _reversed("person_held", [[key] for key in people]),
        "flag_answer": _reversed("flag_answer", [[pk] for pk in flags]),
    }


def _of_telling(area: str) -> dict[str, list[str]]:
    steps = [*(step.slug for step in STEPS), CHECK, "none"]
    half_told = ChangeStory.objects.filter(area__slug=area, state__in=["draft", "returned"])
    keys = [(pk, step) for pk in first_of(half_told) for step in steps]
    return {"story_tell": _reversed("story_tell", keys)}


def _of_media(area: str) -> dict[str, list[str]]:
    photos = MediaItem.objects.filter(kind=MediaItem.Kind.PHOTO)
    recordings = MediaItem.objects.filter(kind__in=[MediaItem.Kind.AUDIO, MediaItem.Kind.FILM])
    films = ElsewhereFilm.objects.filter(story__area__slug=area).order_by("pk")
    film_keys = [
        *films.values_list("story", "pk")[:1],
        *((pk, MISSING) for pk in stories_of(area)[:1]),
    ]
    parts = [
        (name, part)
        for name in names_of(area, recordings)
        for part in ("sound.mp3", "captions.vtt")
    ]
    sizes = [(name, "small") for name in names_of(area, photos)]
    return {
        "photo_cover": _reversed("photo_cover", photos_of_stories(area)),
        "media_people": _reversed("media_people", of_stories(area, MediaItem.objects.all())),
        "film_change": _reversed("film_change", film_keys),
        "story_recording": _reversed("story_recording", of_stories(area, recordings)),
        "recording": _reversed("recording", parts),
        "photo": _reversed("photo", sizes),
    }


def _of_everything_else() -> dict[str, list[str]]:
    organisations = first_of(Organisation.objects.all())
    outcomes = first_of(Outcome.objects.all(), "slug")
    secret = "a-link-that-was-never-made"
    files = [*first_of(SentFile.objects.all()), MISSING]
    sheets = [("payments", "csv"), ("no-such", "csv")]
    return {
        **{
            name: _reversed(name, [[pk] for pk in organisations])
            for name in ("organisation", "organisation_change", "officer_new")
        },
        "moving_send": _reversed("moving_send", [["payments"], ["no-such"]]),
        "moving_template": _reversed("moving_template", sheets),
        "moving_out": _reversed("moving_out", sheets),
        "moving_refused": _reversed("moving_refused", [(pk, "csv") for pk in files]),
        "moving_file": _reversed("moving_file", [[pk] for pk in files]),
        "moving_match": _reversed("moving_match", [[pk] for pk in files]),
        "sitemap_section": _reversed("sitemap_section", [["stories"], ["no-such"]]),
        "outcome_feed": _reversed("outcome_feed", [[slug] for slug in outcomes]),
        "outcome": _reversed("outcome", [[slug] for slug in [*outcomes, "none"]]),
        "mine": [reverse("mine", args=[secret])],
        "calendar_by_link": [reverse("calendar_by_link", args=[secret])],
        "mine_media": [reverse("mine_media", args=[secret, UUID(int=1), "sound.mp3"])],
        "change_by_link": [reverse("change_by_link", args=["a-link-that-was-never-sent"])],
        "invitation_accept": [reverse("invitation_accept", args=["a-link-that-was-never-sent"])],
    }
