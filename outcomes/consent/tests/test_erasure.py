"""Somebody is erased: nothing of theirs is left, nothing else is gone, no backup undoes it."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from bigstory.core.closings.models import Closing
from bigstory.core.files.refused import Refused
from bigstory.core.privacy import erasing
from bigstory.core.privacy.spellings import named, without
from bigstory.testing.older_copy import forget_closings
from bigstory.testing.record import clear
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.tests.marked import MARK, OTHER, marks, whole_record
from outcomes.models import (
    Appearance,
    ChangeStory,
    Erasure,
    Hold,
    PermissionEvent,
    Person,
    Publication,
)
from outcomes.publishing.actions.publications import publish_story
from outcomes.tests.factories import StoryFactory
from partnerships.models import MediaItem


def test_nothing_of_them_is_left_and_nothing_of_anybody_else_is_gone(
    two, cast, django_capture_on_commit_callbacks
):
    person, other = two
    before = len(marks(whole_record(search=False), OTHER))
    assert len(marks(whole_record(), MARK)) >= 20
    with django_capture_on_commit_callbacks(execute=True):
        line = erase_person(person, by=cast.trust.user, why="by letter, 3 May")
    # The digests of an invitation and of a link are random; here alone they were made of the mark.
    made_up = (MARK.lower() * 3, f"'{MARK}'")
    assert [
        hit for hit in marks(whole_record(), MARK) if not any(each in hit for each in made_up)
    ] == []
    assert len(marks(whole_record(search=False), OTHER)) == before
    person.refresh_from_db()
    assert (person.name, person.user, person.erased_at is not None) == ("", None, True)
    assert line.counts["outcomes.changestory"] >= 1
    assert str(person.key) in settings.ERASURE_LEDGER.read_text()
    photos = MediaItem.objects.values_list("name", flat=True)
    assert sorted(folder.name for folder in (settings.MEDIA_ROOT / "photos").iterdir()) == sorted(
        map(str, photos)
    )


def test_a_story_they_told_is_gone_and_one_they_are_in_stays_without_them(two, cast):
    erase_person(two[0], by=cast.trust.user, why="w")
    assert not ChangeStory.objects.filter(title=f"{MARK} told it").exists()
    stays = ChangeStory.objects.filter(title="What the club did").order_by("pk").first()
    assert stays.before == "Then somebody came."
    assert stays.people_confirmed_at is None
    assert stays.versions.get().words == {"title": "With somebody", "photos": [{"alt": "somebody"}]}


def test_what_was_public_is_gone_in_the_same_moment_and_the_account_opens_nothing(area, cast):
    person = Person.objects.create(
        area=area, name="Ann Day", known_as="Ann", age="adult", user=cast.member.user
    )
    story = StoryFactory(area=area, state="published", audience="public", title="Ann told it")
    Appearance.objects.create(story=story, person=person, how="teller")
    record_event(person=person, use="words", how_far="public", story=story)
    ChangeStory.objects.filter(pk=story.pk).update(people="listed")
    publish_story(clear(story), by=None)
    assert cast.visitor.client.get(story.get_absolute_url()).status_code == 200
    assert cast.member.client.get("/").status_code == 200
    erase_person(person, by=cast.trust.user, why="w")
    assert not Publication.objects.exists()
    assert cast.visitor.client.get(f"/stories/{story.pk}/").status_code == 410, (
        "a quiet page where a link pointed"
    )
    assert "/account/" in cast.member.client.get(f"/areas/{area.slug}/log/").url


def test_that_permissions_were_given_stays_and_by_whom_does_not(two, cast):
    erase_person(two[0], by=cast.trust.user, why="w")
    event = PermissionEvent.objects.get(person=two[0])
    assert event.guardian.name == ""
    assert event.on is not None


def test_a_rule_that_is_switched_off_is_noticed(two, cast, monkeypatch):
    """The control: without one of the rules the look over every table finds what it left."""
    monkeypatch.delitem(erasing.RULES, ("outcomes.guardian", "name"))
    erase_person(two[0], by=cast.trust.user, why="w")
    assert any("mother" in hit for hit in marks(whole_record(), MARK))


def test_what_a_court_keeps_is_kept(two, cast):
    Hold.objects.create(person=two[0], kind="legal")
    with pytest.raises(Refused):
        erase_person(two[0], by=cast.trust.user, why="w")
    page = cast.trust.client.post(
        reverse("person_held", args=[two[0].key]), {"why": "w", "sure": "on"}
    )
    assert "A court or the law keeps" in page.content.decode()
    assert marks(whole_record(), MARK)
    assert not Closing.objects.filter(kind="erased").exists()


def test_where_the_list_cannot_be_written_nothing_is_erased(two, cast, settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path  # a folder
    page = cast.trust.client.post(
        reverse("person_held", args=[two[0].key]), {"why": "w", "sure": "on"}
    )
    assert "nothing was erased" in page.content.decode()
    assert not Erasure.objects.exists()
    assert ChangeStory.objects.filter(title=f"{MARK} told it").exists()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ann Day and ANN", "somebody and somebody"),
        ("Annie had a day in Anne's shop", "Annie had a somebody in Anne's shop"),
        ({"a": ["Ann's", 3]}, {"a": ["somebody's", 3]}),
    ],
)
def test_names_are_taken_out_whole(text, left):
    assert without(text, named(frozenset({"Ann Day", "Ann"}))) == left


# --- after a backup


def test_somebody_whom_a_backup_brings_back_is_erased_again(two, cast):
    person = two[0]
    kept = Person.objects.filter(pk=person.pk).values().get()
    erase_person(person, by=cast.trust.user, why="w")
    # The older database: the person is there, and their erasure is not.
    Erasure.objects.all().delete()
    Person.objects.filter(pk=person.pk).update(
        **{name: kept[name] for name in ("name", "known_as", "erased_at")}
    )
    forget_closings()
    call_command("close_again")
    assert Person.objects.get(pk=person.pk).name == ""
    call_command("close_again")
    assert Erasure.objects.count() == 1
