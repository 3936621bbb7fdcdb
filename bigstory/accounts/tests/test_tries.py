"""Whoever guesses at somebody's account gets five tries in five minutes, and keeps nobody out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bigstory.accounts.models import User
from bigstory.accounts.tests.factories import UserFactory
from bigstory.accounts.tests.test_second_step import SECRET
from bigstory.core.limits.counting import Limit

SIGN_IN = "/account/sign-in/"
CODE = "/account/sign-in/code/"
BY_PASSWORD = "/account/sign-in/password/"
FORGOTTEN = "/account/password/forgotten/"
STEP = "/account/second-step/authenticate/"
CONFIRM = "/account/confirm/"
CHANGE = "/account/password/change/"
PASSWORD = "three warm words"
NETWORKS = [f"203.0.113.{n}" for n in range(1, 12)]


@pytest.fixture
def denise(db):
    user = UserFactory(email="denise@example.net", name="Denise")
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def by_password(client, password=PASSWORD, address="denise@example.net", **where):
    return client.post(BY_PASSWORD, {"login": address, "password": password}, **where)


def code_in(mail) -> str:
    return re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", mail.body, re.MULTILINE)[1]


def known_device(user: User) -> Client:
    """Where this person signed in before, and signed out."""
    client = Client()
    assert by_password(client, address=user.email).status_code == 302
    client.post("/account/sign-out/")
    return client


def guesses(*, at="denise@example.net") -> list:
    """Six guesses at the password, each from a network of its own."""
    pages = [by_password(Client(REMOTE_ADDR=where), "wrong", at) for where in NETWORKS[:6]]
    return [page.content.decode() for page in pages]


def test_five_guesses_from_anywhere_and_the_right_password_is_not_looked_at(denise):
    assert ["too many times" in page for page in guesses()] == [False] * 5 + [True]
    stranger = Client(REMOTE_ADDR=NETWORKS[8])
    assert "Wait 5 minutes" in by_password(stranger).content.decode()
    assert not signed_in(stranger)


def test_however_her_address_is_written_it_is_one_count(denise, letters):
    for address in ["Denise@example.net", "DENISE@EXAMPLE.NET", "denise@example.net "] * 2:
        by_password(Client(), "wrong", address)
        Client().post(SIGN_IN, {"login": address})
    assert "too many times" in by_password(Client()).content.decode()
    assert len(letters) == 5


def test_the_wait_it_says_is_the_one_there_is(denise):
    noon = datetime.now(UTC)
    with time_machine.travel(noon, tick=False):
        guesses()
    with time_machine.travel(noon + timedelta(minutes=4, seconds=20), tick=False):
        assert "Wait 40 seconds" in by_password(Client()).content.decode()
    with time_machine.travel(noon + timedelta(minutes=5), tick=False):
        client = Client()
        by_password(client)
        assert signed_in(client)


def test_on_her_own_phone_denise_gets_in_while_a_stranger_guesses(denise, letters):
    phone = known_device(denise)
    guesses()
    for _again in range(6):
        Client().post(SIGN_IN, {"login": denise.email})
    letters.clear()
    by_password(phone)
    assert signed_in(phone)
    phone.post("/account/sign-out/")
    phone.post(SIGN_IN, {"login": denise.email})
    phone.post(CODE, {"code": code_in(letters[-1])})
    assert signed_in(phone)


def test_a_known_device_has_five_guesses_of_its_own_and_no_more(denise):
    phone = known_device(denise)
    for _guess in range(5):
        by_password(phone, "wrong")
    by_password(phone)
    assert not signed_in(phone)


def test_a_device_is_known_for_a_year(denise):
    phone = known_device(denise)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=366)):
        guesses()
        by_password(phone)
        assert not signed_in(phone)


def test_a_device_of_a_hub_knows_the_latest_twelve(denise):
    hub = known_device(denise)
    for n in range(12):
        user = UserFactory(email=f"person{n}@example.net")
        user.set_password(PASSWORD)
        user.save()
        by_password(hub, address=user.email)
        hub.post("/account/sign-out/")
    guesses()
    by_password(hub)
    assert not signed_in(hub)
    guesses(at="person0@example.net")
    by_password(hub, address="person0@example.net")
    assert signed_in(hub)


def test_who_is_right_each_time_may_come_as_often_as_they_like(denise):
    TOTP.activate(denise, SECRET)
    codes = iter(RecoveryCodes.activate(denise).get_unused_codes())
    for _day in range(7):
        client = Client()
        by_password(client)
        client.post(STEP, {"code": next(codes)})
        assert signed_in(client)


def test_whoever_used_up_one_way_in_has_the_others(denise, letters):
    guesses()
    client = Client()
    client.post(SIGN_IN, {"login": denise.email})
    client.post(CODE, {"code": code_in(letters[-1])})
    assert signed_in(client)


def test_a_device_is_known_for_those_who_signed_in_there_and_for_nobody_else(denise):
    tom = UserFactory(email="tom@example.net")
    tom.set_password(PASSWORD)
    tom.save()
    his = known_device(tom)
    guesses()
    by_password(his)
    assert not signed_in(his)


def test_the_device_is_remembered_without_a_name_and_only_for_the_server(denise):
    cookie = known_device(denise).cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not re.search(r"denise|example", cookie.value)
    assert "device" not in by_password(Client(), "wrong").cookies


def test_a_made_up_device_is_none(denise):
    stranger = Client()
    number, signed = known_device(denise).cookies["device"].value.split(".", 1)
    stranger.cookies["device"] = f"{number[::-1]}.{signed}"
    guesses()
    by_password(stranger)
    assert not signed_in(stranger)


def test_an_unknown_address_is_limited_in_the_same_words(denise):
    known, unknown = guesses()[-1], guesses(at="nobody@example.net")[-1]
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", known) == token.sub("", unknown).replace("nobody@", "denise@")


@pytest.mark.parametrize("start", ["sign in", "another", "forgotten"])
def test_asking_for_a_letter_is_as_much_work_for_an_unknown_address(denise, letters, start):
    """Else the time that a page takes would tell who has an account."""

    def statements(address: str) -> list[str]:
        client = Client()
        client.post(SIGN_IN, {"login": address})
        with CaptureQueriesContext(connection) as asked:
            if start == "sign in":
                Client().post(SIGN_IN, {"login": address})
            elif start == "another":
                client.post(CODE, {"action": "resend"})
            else:
                client.post(FORGOTTEN, {"email": address})
        return [query["sql"].split()[0] for query in asked.captured_queries]

    written = statements(denise.email).count("INSERT")
    assert statements("x@example.net").count("INSERT") == written >= 2, "a try and a letter"
    assert {letter.to[0] for letter in letters} == {denise.email}


def test_codes_from_letters_are_guessed_five_times_however_often_one_is_asked_for(denise, letters):
    for where in NETWORKS[:3]:
        stranger = Client(REMOTE_ADDR=where)
        stranger.post(SIGN_IN, {"login": denise.email})
        for _guess in range(2):
            page = stranger.post(CODE, {"code": "XXXX-XXXX"}).content.decode()
    assert "That was tried too many times" in page
    stranger.post(CODE, {"code": code_in(letters[-1])})
    assert not signed_in(stranger)


def test_a_code_that_was_not_looked_at_is_no_wrong_one(denise, letters):
    """A stranger used up the tries; three times she is told to wait, and then her code works."""
    noon = datetime.now(UTC)
    with time_machine.travel(noon, tick=False):
        for where in NETWORKS[:3]:
            stranger = Client(REMOTE_ADDR=where)
            stranger.post(SIGN_IN, {"login": denise.email})
            for _guess in range(2):
                stranger.post(CODE, {"code": "XXXX-XXXX"})
        hers = Client()
        hers.post(SIGN_IN, {"login": denise.email})
        code = {"code": code_in(letters[-1])}
        pages = [hers.post(CODE, code).content.decode() for _press in range(4)]
    assert ["Wait 5 minutes" in page for page in pages] == [True] * 4
    with time_machine.travel(noon + timedelta(minutes=5), tick=False):
        hers.post(CODE, code)
    assert signed_in(hers)


def test_a_mailbox_gets_five_letters_however_they_are_asked_for(denise, letters):
    stranger = Client()
    for _press in range(3):
        stranger.post(SIGN_IN, {"login": denise.email})
        stranger.post(CODE, {"action": "resend"})
    for where in NETWORKS[:4]:
        Client(REMOTE_ADDR=where).post(FORGOTTEN, {"email": "Denise@example.net"})
    assert len(letters) == 5


def test_the_code_for_a_new_password_is_guessed_five_times(denise, letters):
    for _session in range(2):
        stranger = Client()
        stranger.post(FORGOTTEN, {"email": denise.email})
        for _guess in range(2 + _session):
            stranger.post(f"{FORGOTTEN}code/", {"code": "XXXX-XXXX"})
    stranger = Client()
    stranger.post(FORGOTTEN, {"email": denise.email})
    page = stranger.post(f"{FORGOTTEN}code/", {"code": code_in(letters[-1])})
    assert "That was tried too many times" in page.content.decode()


def test_a_whole_hub_signs_in_behind_one_address(db):
    for n in range(12):
        user = UserFactory(email=f"person{n}@example.net")
        user.set_password(PASSWORD)
        user.save()
        client = Client()
        by_password(client, "wrong", user.email)
        by_password(client, PASSWORD, user.email)
        assert signed_in(client)


def test_one_network_sends_sixty_forms_a_minute_and_a_known_device_goes_on(denise):
    phone = known_device(denise)
    with time_machine.travel(datetime.now(UTC), tick=False):
        strangers = [Client(REMOTE_ADDR=NETWORKS[0]).post(CODE) for _form in range(61)]
    phone.defaults["REMOTE_ADDR"] = NETWORKS[0]
    assert [answer.status_code for answer in strangers] == [302] * 60 + [429]
    assert "Wait 60 seconds" in strangers[-1].content.decode()
    by_password(phone)
    assert signed_in(phone)


def test_a_made_up_device_is_counted_where_it_is(db):
    answers = []
    with time_machine.travel(datetime.now(UTC), tick=False):
        for n in range(61):
            stranger = Client(REMOTE_ADDR=NETWORKS[0])
            stranger.cookies["device"] = f"stranger{n}.mark:1tzYxS:{'x' * 43}"
            answers.append(stranger.post(CODE).status_code)
    assert answers[-1] == 429


def test_looking_at_the_pages_counts_nothing(client, denise):
    for page in (SIGN_IN, BY_PASSWORD, FORGOTTEN):
        client.get(page)
    assert not Limit.objects.exists()
