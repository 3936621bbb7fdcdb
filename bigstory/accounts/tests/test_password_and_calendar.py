"""The address of a calendar needs no password. Whoever takes a new one because somebody had the old
one must not leave that door open.
"""

import pytest
from django.test import Client

from bigstory.accounts.calendar_links import make_calendar_link
from bigstory.accounts.models import CalendarLink
from bigstory.accounts.tests.test_sign_in import FORGOTTEN, code_in
from bigstory.core.db.audit import AuditLine
from bigstory.testing.opened import opened

pytestmark = pytest.mark.django_db
CHANGE = "/account/password/change/"
OLD, NEW = "three warm words", "four new warm words"


@pytest.fixture
def denise(cast, area):
    user = cast.member.user
    user.set_password(OLD)
    user.save()
    cast.member.client.force_login(user)
    return cast.member


@pytest.fixture
def address(denise) -> str:
    return f"/calendar/{make_calendar_link(by=denise.user)}/big-story.ics"


def change(person, **more):
    typed = {"oldpassword": OLD, "password1": NEW, "password2": NEW} | more
    return person.client.post(CHANGE, opened(person.client, CHANGE, **typed), follow=True)


def test_changing_it_ends_the_address_too_unless_she_says_otherwise(denise, address):
    page = denise.client.get(CHANGE).content.decode()
    assert "End the address of my calendar too" in page
    assert "You can make a new one" in change(denise).content.decode()
    assert Client().get(address).status_code == 410
    assert AuditLine.objects.filter(verb="calendarlink.ended").count() == 1


def test_with_the_tick_taken_out_her_phone_goes_on(denise, address):
    assert "You can make a new one" not in change(denise, end_calendar=None).content.decode()
    denise.user.refresh_from_db()
    assert denise.user.check_password(NEW)
    assert Client().get(address).status_code == 200


def test_a_change_that_is_refused_ends_nothing(denise, address):
    page = change(denise, password1="short", password2="short").content.decode()
    assert "End the address of my calendar too" in page
    assert Client().get(address).status_code == 200


def test_whoever_has_no_address_is_not_asked(denise):
    assert "calendar too" not in denise.client.get(CHANGE).content.decode()
    change(denise)
    denise.user.refresh_from_db()
    assert denise.user.check_password(NEW)


def test_an_address_that_came_while_the_page_was_open_ends_by_no_silence(denise):
    """Whoever has the password can make one: then it is asked about before the password is new."""
    body = opened(denise.client, CHANGE, oldpassword=OLD, password1=NEW, password2=NEW)
    address = f"/calendar/{make_calendar_link(by=denise.user)}/big-story.ics"
    denise.client.post(CHANGE, body)
    assert Client().get(address).status_code == 410


def test_a_forgotten_password_ends_it_and_says_so(denise, address, letters):
    browser = Client()
    browser.post(FORGOTTEN, {"email": denise.user.email}, follow=True)
    page = browser.post(f"{FORGOTTEN}code/", {"code": code_in(letters[-1])}, follow=True)
    typed = {"password1": NEW, "password2": NEW}
    done = browser.post(page.request["PATH_INFO"], typed, follow=True).content.decode()
    assert "Your new password is saved" in done
    assert "You can make a new one" in done
    assert Client().get(address).status_code == 410


def test_the_first_password_of_somebody_ends_nothing(cast, area):
    user = cast.member.user
    user.set_unusable_password()
    user.save()
    cast.member.client.force_login(user)
    address = f"/calendar/{make_calendar_link(by=user)}/big-story.ics"
    path = "/account/password/choose/"
    cast.member.client.post(path, {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert Client().get(address).status_code == 200
    assert CalendarLink.objects.get().ended_at is None
