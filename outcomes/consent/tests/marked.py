"""Somebody who left their mark wherever the record has a place for it, and the search for it."""

import re

from django.db import connection

from outcomes.consent.actions.people import add_guardian
from outcomes.consent.actions.permissions import record_event
from outcomes.media.tests.test_story_photos import a_photo
from outcomes.models import (
    Appearance,
    ChangeStory,
    ErasureAsked,
    Evidence,
    Outcome,
    Person,
    PersonLink,
    Reading,
    StoryReview,
    StoryVersion,
)
from outcomes.tests.factories import StoryFactory
from partnerships.models import Seat
from partnerships.tests.factories import ActivityFactory, PartnershipFactory

MARK = "Zqmaureen"
OTHER = "Zqother"


def tell_of(area, cast, mark: str) -> Person:
    """Somebody with their mark wherever the record has a place for it: they told a story, are in
    one, sign in.
    """
    from bigstory.accounts.models import Invitation, User

    user = User.objects.create_user(f"{mark}@example.org".lower(), name=f"{mark} account")
    Invitation.objects.create(
        email=user.email,
        name=f"{mark} invited",
        role="member",
        digest=mark,
        invited_by=cast.trust.user,
        expires_at="2090-01-01T00:00Z",
    )
    person = Person.objects.create(
        area=area,
        name=f"{mark} Brown",
        known_as=f"{mark}, resident",
        what_they_are=f"{mark} keeps the keys",
        contact=f"{mark} 01487",
        told="yes",
        told_how=f"{mark} was rung up",
        age="13_to_17",
        user=user,
    )
    guardian = add_guardian(
        person, by=cast.member.user, name=f"{mark} mother", what_they_are=f"{mark} mum"
    )
    told = story_with(
        area,
        person,
        f"{mark} told it",
        how="teller",
        told_by=mark,
        told_by_is="resident",
        written_by=user,
    )
    ChangeStory.objects.filter(pk=told.pk).update(written_by_name=f"{mark} account")
    a_photo(cast, told, alt_text=f"{mark} laughing")
    other = story_with(
        area, person, "What the club did", before=f"Then {mark} Brown came.", told_by="Ken"
    )
    words = {"title": f"With {mark}", "photos": [{"alt": mark}]}
    version, _made = StoryVersion.objects.update_or_create(
        story=other, number=1, defaults={"words": words}
    )
    Evidence.objects.create(
        story=other,
        kind="quote",
        words=f"{mark} said so",
        said_by=mark,
        said_by_is=f"{mark}’s sister",
    )
    Reading.objects.create(
        story=other, outcome=Outcome.objects.first(), party="teller", answer="yes", because=mark
    )
    StoryReview.objects.create(
        story=other,
        version=version,
        verdict="returned",
        words=f"Thank {mark}.",
        at="2026-01-01T00:00Z",
        reviewer=user,
        reviewer_name=f"{mark} account",
    )
    Appearance.objects.filter(story=other, person=person).update(identifiable=True)
    record_event(
        person=person,
        use="words",
        how_far="public",
        by=cast.member.user,
        given_by="guardian",
        guardian=guardian,
        child_agreed="yes",
        called_by="another",
        called=f"{mark} of the hall",
        shown=f"Then {mark} Brown came.",
    )
    ErasureAsked.objects.create(person=person, words=f"{mark} please")
    PersonLink.objects.create(person=person, digest=mark.lower() * 3)
    activity = ActivityFactory(
        area=area, title="Lunch", logged_by=user, logged_by_name=f"{mark} account"
    )
    activity.told_by = f"{mark} Brown"
    activity.save()
    partnership = (
        area.partnership if hasattr(area, "partnership") else PartnershipFactory(area=area)
    )
    seat = Seat(
        partnership=partnership,
        name=f"{mark} Brown",
        role=f"{mark} chair",
        kind="resident",
        user=user,
    )
    seat.joined = "2020-01-01"
    seat.save()
    return person


def story_with(area, person, title: str, *, how: str = "about", **values) -> ChangeStory:
    story = StoryFactory(area=area, title=title, state="published", audience="programme", **values)
    Appearance.objects.create(story=story, person=person, how=how, identifiable=True)
    return story


def whole_record(*, search: bool = True) -> str:
    """Every cell of every table of the database, history and search too.

    How often a word stands in the files of the search depends on how tidy these are, so counts are
    made without.
    """
    tables = [
        name for name in connection.introspection.table_names() if search or "_fts" not in name
    ]
    text = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            text += [repr(row) for row in cursor.fetchall()]
    return "\n".join(text)


def marks(text: str, mark: str) -> list[str]:
    # The address of the account and the digests of links are written small.
    return re.findall(rf".{{0,60}}{mark}.{{0,60}}", text, re.IGNORECASE)
