"""Codes of the second step, and the password of a borrowed session, are guessed five times too."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from bigstory.accounts.tests.test_second_step import SECRET, app_code
from bigstory.accounts.tests.test_tries import (
    CHANGE,
    CONFIRM,
    NETWORKS,
    PASSWORD,
    STEP,
    by_password,
    denise,
    known_device,
    signed_in,
)
from bigstory.core.limits.counting import Limit, digest

__all__ = ["denise"]


def at_the_second_step(where: str) -> Client:
    client = Client(REMOTE_ADDR=where)
    assert by_password(client).url == STEP
    return client


@pytest.mark.parametrize("which", ["app", "recovery"])
def test_codes_of_the_second_step_count_by_account_in_whatever_session(denise, which):
    TOTP.activate(denise, SECRET)
    recovery = RecoveryCodes.activate(denise).get_unused_codes()[0]
    for where in NETWORKS[:5]:
        at_the_second_step(where).post(STEP, {"code": "000000"})
    stranger = at_the_second_step(NETWORKS[7])
    page = stranger.post(STEP, {"code": app_code() if which == "app" else recovery})
    assert "That was tried too many times" in page.content.decode()
    assert not signed_in(stranger)


def test_a_stranger_at_the_second_step_does_not_keep_her_off_her_phone(denise):
    phone = known_device(denise)
    TOTP.activate(denise, SECRET)
    for where in NETWORKS[:6]:
        at_the_second_step(where).post(STEP, {"code": "000000"})
    by_password(phone)
    phone.post(STEP, {"code": app_code()})
    assert signed_in(phone)


@pytest.mark.parametrize("typed", ["{0}{1}", "{0} {1}"])
def test_a_code_of_the_app_works_once_as_long_as_it_is_good(denise, typed):
    """The clock of her phone is half a minute early, so it is good for a minute and a half."""
    TOTP.activate(denise, SECRET)
    now = datetime.fromtimestamp(time.time() // 30 * 30, UTC)
    with time_machine.travel(now, tick=False):
        code = app_code(of_a_phone=1)
        first = at_the_second_step(NETWORKS[0])
        first.post(STEP, {"code": code})
        assert signed_in(first)
    for n, seconds in enumerate((31, 61, 89)):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            second = at_the_second_step(NETWORKS[1 + n])
            second.post(STEP, {"code": typed.format(code[:3], code[3:])})
            assert not signed_in(second)


@pytest.mark.parametrize(
    ("page", "field"), [(CONFIRM, "password"), (CHANGE, "oldpassword")], ids=["confirm", "change"]
)
def test_a_borrowed_session_guesses_the_password_five_times(denise, page, field):
    client = Client()
    client.force_login(denise, backend="areas.roles.sign_in.RoleBackend")
    new = {"password1": "four new warm words", "password2": "four new warm words"}
    for _guess in range(5):
        client.post(page, {field: "wrong", **new})
    told = client.post(page, {field: PASSWORD, **new}).content.decode()
    assert "That was tried too many times" in told


def test_nobody_but_who_is_signing_in_is_counted(cast):
    """A hub where one signs in at a time and all others do something else."""
    cast.visitor.client.post(f"/account/changes/{'x' * 43}/")
    cast.member.client.post(CONFIRM, {"password": "wrong"})
    cast.member.client.post("/account/sign-out/")
    assert not Limit.objects.filter(key=digest("sign-in forms", "127.0.0.1")).exists()
