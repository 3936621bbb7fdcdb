"""Once somebody has a second step, no way of signing in goes round it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from bigstory.accounts.models import User
from bigstory.accounts.tests.factories import UserFactory

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = "/account/second-step/"
# As many as allauth makes.
RECOVERY_CODES = 10


@pytest.fixture
def ines(db):
    user = UserFactory(email="ines@example.net", name="Ines")
    user.set_password("three warm words")
    user.save()
    TOTP.activate(user, SECRET)
    return user


def app_code(of_a_phone: int = 0) -> str:
    """What the app shows now on a phone whose clock is half a minute late, or early: -1, 0, 1."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[1 + of_a_phone]))


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def by_code(client, user, letters):
    client.post("/account/sign-in/", {"login": user.email})
    code = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", letters[-1].body, re.MULTILINE).group(1)
    return client.post("/account/sign-in/code/", {"code": code})


def by_password(client, user, letters):
    return client.post(
        "/account/sign-in/password/", {"login": user.email, "password": "three warm words"}
    )


def by_the_admin_of_django(client, user, letters):
    return client.post("/admin/login/", {"username": user.email, "password": "three warm words"})


@pytest.mark.parametrize("way", [by_code, by_password])
def test_each_way_in_asks_for_the_second_step(client, ines, letters, way):
    answer = way(client, ines, letters)
    assert answer.url == f"{STEP}authenticate/"
    assert not signed_in(client)
    client.post(f"{STEP}authenticate/", {"code": app_code()})
    assert signed_in(client)


def test_whoever_has_an_app_alone_is_asked_for_no_passkey(client, ines, letters):
    by_password(client, ines, letters)
    page = client.get(f"{STEP}authenticate/").content.decode()
    assert "with the code your app shows now" in page
    assert "passkey" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_admin_has_no_door_of_its_own(client, ines, letters):
    answer = by_the_admin_of_django(client, ines, letters)
    assert answer.url.startswith("/account/sign-in/")
    assert not signed_in(client)


def test_a_wrong_code_says_what_to_do(client, ines, letters):
    by_password(client, ines, letters)
    page = client.post(f"{STEP}authenticate/", {"code": "000000"})
    assert "That code is not right" in page.content.decode()
    assert not signed_in(client)


def test_a_recovery_code_lets_in_once(ines, letters):
    code = RecoveryCodes.activate(ines).get_unused_codes()[0]
    first = Client()
    second = Client()
    for client in (first, second):
        by_password(client, ines, letters)
        client.post(f"{STEP}authenticate/", {"code": code})
    assert signed_in(first)
    assert not signed_in(second)


def test_switching_the_app_on_gives_recovery_codes(client, db):
    user = User.objects.create_user("tom@example.net")
    client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    page = client.get(f"{STEP}totp/activate/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page).group(1)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = client.post(f"{STEP}totp/activate/", {"code": code}, follow=True)
    assert answer.request["PATH_INFO"] == f"{STEP}recovery-codes/"
    assert answer.content.decode().count("<code>") == RECOVERY_CODES
    assert Authenticator.objects.filter(user=user).count() == 2


def test_changing_the_second_step_asks_again_who_it_is(client, ines):
    client.force_login(ines, backend="areas.roles.sign_in.RoleBackend")
    answer = client.post(f"{STEP}totp/deactivate/")
    assert answer.url.startswith("/account/confirm/")
    assert Authenticator.objects.filter(user=ines, type="totp").exists()


PAGES = ["", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/generate/"]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_one_heading_a_way_back_and_nothing_inline(client, db, page):
    user = User.objects.create_user("tom@example.net")
    client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    html = client.get(f"{STEP}{page}").content.decode()
    assert html.count("<h1") == 1
    assert "Back to your" in html
    assert "style=" not in html
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", html)
