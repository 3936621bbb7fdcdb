"""An older copy of the database is put back: nobody reads or enters anything until what was closed
since is closed again.
"""

from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from areas.models import AreaRole
from areas.roles.actions.ending import end_role
from areas.roles.actions.invitations import (
    accept,
    invite,
    renew,
    withdraw,
)
from areas.tests.factories import AreaFactory
from bigstory.accounts.calendar_links import end_calendar_links, make_calendar_link
from bigstory.accounts.models import CalendarLink, Invitation
from bigstory.core.closings import ledger
from bigstory.core.closings.models import Closing
from bigstory.core.db.choices import rung
from bigstory.core.work.mail import post
from bigstory.core.work.models import Mail
from bigstory.testing.older_copy import closed_again, lost
from bigstory.testing.record import a_photo, log, publish
from bigstory.tests.hidden_inputs import page_of
from bigstory.tests.mutants import marked
from outcomes.consent.actions.erasure import erase_person
from outcomes.consent.actions.links import end_links, link_of, make_link
from outcomes.consent.actions.people import set_media_people
from outcomes.consent.actions.permissions import record_event
from outcomes.consent.actions.stops import place_stop
from outcomes.media.actions.photos import cover_photo
from outcomes.media.actions.recordings import remove_film
from outcomes.models import Hold, Person, Publication
from outcomes.publishing.actions.activities import publish_activity, take_down_activity
from outcomes.publishing.actions.publications import tighten_publication
from outcomes.publishing.tests.heron import Story, with_media
from outcomes.publishing.tests.test_steps_back import STEPS, fresh
from partnerships.log.actions.photos import take_away
from partnerships.models import MediaItem


@pytest.fixture
def heron(area, cast):
    heron = Story(area, cast)
    heron.publish()
    return heron


@pytest.mark.parametrize("step", [step for step in STEPS if "alone" not in step])
def test_whoever_stepped_back_is_as_far_back_again(heron, cast, capsys, step):
    does, circle = STEPS[step]
    page = heron.story.get_absolute_url()
    with lost():
        does(heron)
        assert heron.circle == circle
        taken_back = fresh(heron).state == "withdrawn"
    assert heron.circle == "public", "the older copy has it for everybody"
    assert Client().get(page).status_code == 503
    assert cast.trust.client.get(page).status_code == 503
    closed_again(capsys)
    assert not heron.circle or rung(heron.circle) <= rung(circle or "area")
    assert (fresh(heron).state == "withdrawn") == taken_back
    assert Client().get(page).status_code != 200
    assert not Session.objects.exists()
    assert "Nothing is to be closed" in closed_again(capsys)


def test_what_she_wants_to_be_out_of_stays_shut_however_it_is_published(heron, capsys):
    with lost():
        heron.lets_it_go("nowhere")
        heron.lets_it_go("area", "media")
    closed_again(capsys)
    limits = dict(heron.maureen.permissions.order_by("pk").values_list("use", "how_far"))
    assert limits == {"words": "nowhere", "media": "area"}


def test_another_name_than_her_own_is_not_hers_again(heron, capsys):
    with lost():
        heron.lets_it_go("public", called_by="another", called="Zqmo")
    assert "Zqmo" not in ledger.place().read_text()
    closed_again(capsys)
    assert heron.maureen.permissions.order_by("pk").last().called_by == "what_they_are"


def test_somebody_the_copy_does_not_know_in_the_story_stops_it(heron, area, capsys):
    with lost():
        heron.lists_ann()
        ann = Person.objects.get(name="Ann")
        record_event(person=ann, use="words", how_far="nowhere", story=heron.story, by=heron.worker)
    assert "is stopped, as this copy does not know them" in closed_again(capsys)
    assert Hold.objects.standing().get().story == heron.story
    assert heron.circle == ""


def test_a_child_whose_family_the_copy_cannot_name_is_in_nothing_public(heron, capsys):
    Person.objects.update(age="under_13")
    with lost():
        record_event(
            person=heron.maureen,
            use="words",
            how_far="network",
            story=heron.story,
            by=heron.worker,
            given_by="guardian",
            guardian=heron.maureen.guardians.create(name="Asha"),
            child_agreed="no",
        )
    closed_again(capsys)
    assert heron.circle == ""


def test_what_was_logged_a_photo_and_somebody_erased_go_again(heron, area, cast, capsys):
    lunch = log(area, audience="public")
    publish_activity(lunch, by=cast.trust.user)
    story = publish(area, "The other one")
    a_photo(story, marked("JPEG"), people="nobody", alt_text="A table")
    with lost():
        take_down_activity(activity=lunch, by=cast.trust.user)
        take_away(MediaItem.objects.get())
        erase_person(heron.maureen, by=cast.trust.user, why="by letter")
    assert Publication.objects.filter(activity=lunch).exists()
    written = ledger.size()
    closed_again(capsys)
    ledger.write_out()
    assert ledger.size() == written, "it is there already"
    assert not Publication.objects.filter(activity=lunch).exists()
    assert not MediaItem.objects.exists()
    assert Person.objects.get(pk=heron.maureen.pk).erased_at


def test_a_letter_that_may_have_gone_waits_for_a_person(heron, capsys):
    letter = post("login_code", to="denise@example.org", context={"code": "1234"})
    with lost():
        place_stop(story=heron.story, by=heron.worker)
        letter.delete()
    assert "1 letters held back" in closed_again(capsys)
    assert not Mail.objects.open().exists()


@pytest.mark.parametrize("how", ["covered", "somebody is in it", "film"])
def test_a_picture_that_was_covered_or_kept_in_is_not_bare_again(heron, cast, capsys, how):
    """The words go as far as before; what went with them does not."""
    with_media(heron)
    table = a_photo(heron.story, marked("JPEG"), people="nobody", alt_text="A table")
    heron.publish()
    copy = Publication.objects.get(story=heron.story)
    assert (copy.published_media.filter(circle="public").count(), len(copy.films)) == (2, 1)
    with lost():
        match how:
            case "covered":
                cover_photo(heron.story, table, by=cast.member.user, boxes=[(0, 0, 500, 500)])
            case "somebody is in it":
                set_media_people(heron.story, table, by=heron.worker, people=[], unknown=1)
            case "film":
                remove_film(heron.story.films.get(), by=cast.member.user)
        assert heron.circle == "public"
    closed_again(capsys)
    assert heron.circle == ""


def test_what_leaves_everything_beside_a_story_as_it_was_closes_nothing(heron):
    with_media(heron)
    heron.publish()
    before = Closing.objects.count()
    tighten_publication(heron.story, by=None)
    assert Closing.objects.count() == before


# --- who comes in
def test_a_role_that_ended_lets_nobody_in(cast, capsys):
    denise = cast.member.user
    with lost():
        end_role(area_role=AreaRole.objects.get(user=denise), by=cast.trust.user)
    assert AreaRole.objects.active().filter(user=denise).exists()
    closed_again(capsys)
    assert not AreaRole.objects.active().filter(user=denise).exists()


def test_an_account_that_was_closed_in_the_admin_is_closed(cast, capsys):
    denise = cast.member.user
    form = {"email": denise.email, "name": "Denise", "area_roles-TOTAL_FORMS": 0}
    with lost():
        page = reverse("admin:accounts_user_change", args=[denise.pk])
        cast.admin.client.post(page, form | {"area_roles-INITIAL_FORMS": 0})
        denise.refresh_from_db()
        assert not denise.is_active
    closed_again(capsys)
    denise.refresh_from_db()
    assert not denise.is_active


@contextmanager
def lost_after_it_moved(area):
    """What is done in here was done after the address of the area had changed."""
    slug = area.slug
    with lost():
        area.slug = "elsewhere"
        area.save()
        yield
    area.slug = slug


def test_an_area_that_had_moved_is_stopped_and_its_worker_shown_out(heron, area, cast, capsys):
    denise = AreaRole.objects.get(user=cast.member.user)
    with lost_after_it_moved(area):
        place_stop(area=area, by=None)
        end_role(area_role=denise, by=cast.trust.user)
    closed_again(capsys)
    assert heron.circle == ""
    assert Hold.objects.standing().filter(area=area).exists()
    assert not AreaRole.objects.active().filter(pk=denise.pk).exists()


def test_an_area_that_is_not_there_keeps_the_site_shut_until_it_is_taken_in(heron, capsys):
    with lost():
        later = AreaFactory()
        place_stop(area=later, by=None)
    with pytest.raises(CommandError, match="1 could not be closed"):
        call_command("close_again")
    assert f"there is no area {later.pk} ({later.slug})" in capsys.readouterr().out
    assert Client().get("/about/").status_code == 503
    there = AreaFactory(slug=later.slug)
    closed_again(capsys)
    assert Hold.objects.standing().get().area == there


@pytest.mark.parametrize("ends", ["used", "withdrawn", "replaced"])
def test_the_link_of_an_invitation_opens_nothing(cast, area, capsys, ends):
    secrets = []

    def to(secret):
        secrets.append(secret)
        return f"https://example.org/{secret}"

    rosa = {"email": "rosa@example.org", "role": "member", "area": area}
    letter = invite(**rosa, by=cast.trust.user, address=to, changes=to)
    with lost():
        match ends:
            case "used":
                accept(invitation=letter, changes=to)
            case "withdrawn":
                withdraw(invitation=letter, by=cast.trust.user)
            case "replaced":
                renew(invitation=letter, by=cast.trust.user, address=to)
    closed_again(capsys)
    assert not Invitation.objects.open().exists()
    page = page_of(Client().get(reverse("invitation_accept", args=[secrets[0]])))
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize("ends", ["ended", "replaced"])
def test_her_private_link_that_ended_opens_nothing(heron, capsys, ends):
    secret = make_link(person=heron.maureen, by=heron.worker)
    with lost():
        (end_links if ends == "ended" else make_link)(person=heron.maureen, by=heron.worker)
    assert link_of(secret).ended_at is None
    closed_again(capsys)
    assert link_of(secret).ended_at
    assert Client().get(reverse("mine", args=[secret])).status_code == 410


@pytest.mark.parametrize("ends", ["ended", "replaced"])
def test_the_address_of_a_calendar_that_ended_opens_nothing(cast, area, capsys, ends):
    secret = make_calendar_link(by=cast.member.user)
    path = reverse("calendar_by_link", args=[secret])
    with lost():
        if ends == "ended":
            end_calendar_links(user=cast.member.user, by=cast.member.user)
        else:
            make_calendar_link(by=cast.member.user)
    assert CalendarLink.objects.get().ended_at is None
    closed_again(capsys)
    assert Client().get(path).status_code == 410
