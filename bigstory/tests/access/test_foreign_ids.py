"""A form that names something of another area links nothing to it."""

from django.db.models import F
from django.urls import reverse

from bigstory.tests.access.forms import forms_in
from outcomes.models import ChangeStory
from partnerships.models import Activity

# What a form may name by number, and where an area's things of that kind are kept in the world.
NAMED = {
    "action": "action",
    "activity": "activity",
    "activities": "activity",
    "priorities": "priority",
}


def of_area(world, kind: str, area: str) -> list[str]:
    return [str(thing.pk) for letter, thing in world.things[kind] if letter == area]


def stories(world, area: str, state: str):
    return [
        story for letter, story in world.things["story"] if letter == area and story.state == state
    ]


def pages(world) -> list[str]:
    slug = world.areas["a"].slug
    draft = stories(world, "a", "draft")[0].pk
    shown = world.things["activity"][0][1].pk
    return [
        reverse("log", args=[slug]),
        reverse("activity_change", args=[slug, shown]),
        reverse("story_new", args=[slug]),
        reverse("story_tell", args=[draft, "how"]),
    ]


def crossed() -> list:
    """Whatever reaches over the border between two areas."""
    return [
        *Activity.objects.exclude(action=None).exclude(action__priority__plan__area=F("area")),
        *ChangeStory.objects.filter(activities__isnull=False).exclude(activities__area=F("area")),
        *ChangeStory.objects.filter(priorities__isnull=False).exclude(
            priorities__plan__area=F("area")
        ),
    ]


def test_nothing_of_another_area_can_be_named_in_a_form(world, cast):
    sent = 0
    for url in pages(world):
        page = cast.worker.client.get(url)
        assert page.status_code == 200, url
        for form in forms_in(page, url):
            if form.action.startswith("/account/"):
                continue
            foreign = {name: of_area(world, kind, "b") for name, kind in NAMED.items()}
            cast.worker.client.post(form.action, form.body | foreign)
            cast.worker.client.post(f"{form.action}?activity={foreign['activity'][0]}", form.body)
            sent += 2
    assert sent >= 8
    assert crossed() == []


def test_the_same_form_links_what_is_the_area_s_own(world, cast):
    """Without this, a form that links nothing at all would pass for a careful one."""
    url = reverse("story_tell", args=[stories(world, "a", "draft")[0].pk, "how"])
    form = next(
        f
        for f in forms_in(cast.worker.client.get(url), url)
        if not f.action.startswith("/account/")
    )
    own = of_area(world, "activity", "a")[:1]
    cast.worker.client.post(form.action, form.body | {"activities": own})
    assert [str(a.pk) for a in stories(world, "a", "draft")[0].activities.all()] == own
