"""Somebody is let in for an organisation: at once where they are here, else by a letter."""

import re

import pytest
from django.urls import reverse

from areas.access import can
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.testing.opened import opened
from partnerships.models import Officership
from partnerships.tests.factories import LtoAppointmentFactory

JANET = "janet@example.org"


@pytest.fixture
def works(area, other_area):
    first = LtoAppointmentFactory(area=area, organisation__name="Edmonton Works")
    LtoAppointmentFactory(area=other_area, organisation=first.organisation)
    return first.organisation


def let_in(person, works, email=JANET, name="Janet"):
    path = reverse("officer_new", args=[works.pk])
    return person.client.post(path, opened(person.client, path, email=email, name=name))


def link_in(letter) -> str:
    return re.search(r"https?://[^/]+(/account/invitations/\S+)", letter.body)[1]


def test_a_new_person_is_invited_for_all_areas_of_the_organisation(
    cast, area, other_area, works, letters, client
):
    let_in(cast.trust, works)
    letter = letters[-1]
    assert "as LTO officer of Edmonton Works" in letter.body
    page = client.get(link_in(letter)).content.decode()
    assert "Edmonton Works" in page
    assert "whole programme" not in page
    client.post(link_in(letter), {"name": "Janet"})
    janet = User.objects.get(email=JANET)
    assert can(janet, May.EDIT_MONEY, area)
    assert can(janet, May.EDIT_MONEY, other_area)
    assert Officership.objects.get().added_by == cast.trust.user


def test_whoever_was_invited_stands_there_until_they_say_yes(cast, works, letters, client):
    def words() -> str:
        return cast.trust.client.get(works.get_absolute_url()).content.decode()

    assert "Nobody signs in for it yet" in words()
    let_in(cast.trust, works)
    assert "Nobody signs in for it yet" not in words()
    assert "has not said yes yet" in words()
    client.post(link_in(letters[-1]), {"name": "Janet"})
    assert "has not said yes yet" not in words()


def test_the_letter_that_is_sent_again_says_the_same(cast, works, letters):
    let_in(cast.trust, works)
    row = Invitation.objects.get()
    cast.trust.client.post(reverse("invitation_send_again", args=[row.pk]))
    assert "as LTO officer of Edmonton Works" in letters[-1].body
    assert "Edmonton Works" in cast.trust.client.get(reverse("invitations")).content.decode()


def test_somebody_who_is_here_is_in_at_once_and_is_told(cast, area, works, letters):
    let_in(cast.trust, works, email=cast.nobody.user.email)
    assert not Invitation.objects.exists()
    assert can(User.objects.get(pk=cast.nobody.user.pk), May.EDIT_MONEY, area)
    assert letters[-1].to == [cast.nobody.user.email]
    assert "Edmonton Works" in letters[-1].body


@pytest.mark.parametrize("twice", ["here", "invited"])
def test_nobody_is_let_in_twice(cast, works, twice):
    email = cast.nobody.user.email if twice == "here" else JANET
    let_in(cast.trust, works, email=email)
    again = let_in(cast.second_trust, works, email=email).content.decode()
    assert "already" in again


def test_nobody_lets_themself_in(cast, works):
    page = let_in(cast.trust, works, email=cast.trust.user.email).content.decode()
    assert "That is your own address" in page
    assert not Officership.objects.exists()


def test_an_address_that_became_the_inviters_own_opens_nothing(cast, works, letters, area):
    let_in(cast.trust, works)
    User.objects.filter(pk=cast.trust.user.pk).update(email=JANET)
    cast.trust.client.post(link_in(letters[-1]))
    assert not Officership.objects.exists()


def test_it_ends_on_the_page_of_the_organisation(cast, area, works):
    let_in(cast.trust, works, email=cast.nobody.user.email)
    row = Officership.objects.get()
    end = reverse("officer_end", args=[row.pk])
    for who in (cast.member, cast.lto, cast.nobody, cast.evaluator):
        assert who.client.post(end).status_code in (403, 404)
    cast.trust.client.post(end)
    row.refresh_from_db()
    assert row.ends == today()
    assert not can(User.objects.get(pk=cast.nobody.user.pk), May.EDIT_MONEY, area)
