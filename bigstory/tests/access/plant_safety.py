"""A stop, a reader's message, a wish to be forgotten and a private link in each area."""

from areas.models import AreaRole
from bigstory.accounts.models import CalendarLink, User
from outcomes.consent.actions.links import digest_of
from outcomes.models import ErasureAsked, Flag, Hold, Person, PersonLink


def plant_safety(world, letter, area, trust) -> None:
    """The stop is of a story that was taken back, so that it takes nothing from anybody.

    The link is of somebody about whom nothing is planted: whoever holds a link reads what is held
    on them (outcomes/consent/tests/test_links.py).
    """
    told = [story for of, story in world.things["story"] if of == letter]
    withdrawn = next(story for story in told if story.state == "withdrawn")
    public = next(
        story for story in told if (story.state, story.audience) == ("published", "public")
    )
    world.keep(
        "hold", letter, world.plant(Hold.objects.create(story=withdrawn, note="n"), "hold", letter)
    )
    flag = Flag.objects.create(story=public, what="wrong", words="w", contact="c")
    world.keep("flag", letter, world.plant(flag, "flag", letter))
    person = Person.objects.create(area=area, name="Somebody", age="adult")
    world.plant(ErasureAsked.objects.create(person=person, words="w"), "wish", letter)
    world.keep("wish", letter, person)
    for role in AreaRole.objects.filter(area=area).order_by("pk")[:1]:
        world.keep("account", letter, role.user)
    secret = f"the-private-link-of-somebody-in-area-{letter}"
    PersonLink.objects.create(person=person, digest=digest_of(secret), made_by=trust)
    world.keep("link", letter, secret)
    # Of somebody with no area: it opens to everybody, and shows nothing.
    owner = User.objects.create_user(f"calendar-{letter}@example.org")
    secret = f"the-address-of-a-calendar-in-area-{letter}"
    CalendarLink.objects.create(user=owner, digest=CalendarLink.digest_of(secret))
    world.keep("calendar_link", letter, secret)
