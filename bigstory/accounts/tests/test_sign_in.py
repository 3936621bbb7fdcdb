"""Getting in: a code by e-mail, a password, one press in the demo. And not getting in."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from bigstory.accounts.models import User
from bigstory.accounts.sample import EMAILS, PASSWORD
from bigstory.accounts.tests.factories import UserFactory
from bigstory.core.models import Worker
from bigstory.core.work.mail import post, send_next

SIGN_IN = "/account/sign-in/"
CODE = "/account/sign-in/code/"
BY_PASSWORD = "/account/sign-in/password/"
FORGOTTEN = "/account/password/forgotten/"


@pytest.fixture
def denise(db):
    user = UserFactory(email="denise@example.net", name="Denise")
    user.set_password("three warm words")
    user.save()
    return user


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def code_in(mail) -> str:
    return re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", mail.body, re.MULTILINE).group(1)


def test_a_member_signs_in_with_the_code_from_the_mail(client, denise, letters):
    page = client.post(SIGN_IN, {"login": "Denise@Example.net"}, follow=True)
    assert "If denise@example.net belongs to somebody here" in page.content.decode()
    assert letters[0].to == ["denise@example.net"]
    answer = client.post(CODE, {"code": code_in(letters[0])})
    assert (answer.status_code, answer.url) == (302, "/")
    assert signed_in(client)


def test_her_code_leaves_before_other_letters_and_not_once_it_works_no_more(
    client, denise, mailoutbox, time_machine_at
):
    post("many_reports", to="priya@example.net", context={"many": 5, "desk": "https://x/"})
    client.post(SIGN_IN, {"login": denise.email})
    while send_next():
        pass
    assert [letter.to for letter in mailoutbox] == [[denise.email], ["priya@example.net"]]
    Client().post(SIGN_IN, {"login": denise.email})
    time_machine_at(minutes=11)
    while send_next():
        pass
    assert len(mailoutbox) == 2


def test_after_signing_in_she_is_where_she_wanted_to_go(client, denise, letters):
    client.post(f"{SIGN_IN}?next=/account/", {"login": denise.email, "next": "/account/"})
    answer = client.post(
        f"{CODE}?next=/account/", {"code": code_in(letters[0]), "next": "/account/"}
    )
    assert answer.url == "/account/"


@pytest.mark.parametrize("start", [SIGN_IN, FORGOTTEN])
def test_an_unknown_address_sees_the_same_pages_and_gets_no_mail(client, denise, letters, start):
    field = "login" if start == SIGN_IN else "email"
    shown = []
    for email in (denise.email, "nobody@example.net"):
        client.cookies.clear()
        page = client.post(start, {field: email}, follow=True)
        shown.append(
            (page.status_code, page.redirect_chain, _without(page.content.decode(), email))
        )
    assert shown[0] == shown[1]
    assert [mail.to for mail in letters] == [[denise.email]]


def _without(html: str, email: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html.replace(email, "X"))


def test_three_wrong_codes_and_the_right_one_works_no_more(client, denise, letters):
    client.post(SIGN_IN, {"login": denise.email})
    for _again in range(3):
        client.post(CODE, {"code": "XXXX-XXXX"})
    client.post(CODE, {"code": code_in(letters[0])})
    assert not signed_in(client)


def test_a_code_works_for_ten_minutes(client, denise, letters, time_machine_at):
    client.post(SIGN_IN, {"login": denise.email})
    code = code_in(letters[0])
    time_machine_at(minutes=11)
    client.post(CODE, {"code": code})
    assert not signed_in(client)


@pytest.fixture
def time_machine_at():
    import datetime

    import time_machine

    travels = []

    def go(**ahead):
        travel = time_machine.travel(
            datetime.datetime.now(datetime.UTC) + datetime.timedelta(**ahead)
        )
        travel.start()
        travels.append(travel)

    yield go
    for travel in travels:
        travel.stop()


def test_a_password_is_the_second_way(client, denise):
    answer = client.post(
        BY_PASSWORD, {"login": "DENISE@example.net", "password": "three warm words"}
    )
    assert (answer.status_code, answer.url) == (302, "/")
    assert signed_in(client)


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(client, denise):
    page = client.post(BY_PASSWORD, {"login": denise.email, "password": "wrong"})
    html = page.content.decode()
    assert "That address and password do not go together" in html
    assert 'value="denise@example.net"' in html
    assert not signed_in(client)


def test_a_neighbour_at_the_same_hub_still_gets_in_when_one_person_guessed_wrong(client, denise):
    other = UserFactory(email="tom@example.net")
    other.set_password("other warm words")
    other.save()
    for _guess in range(6):
        client.post(BY_PASSWORD, {"login": denise.email, "password": "wrong"})
    client.post(BY_PASSWORD, {"login": other.email, "password": "other warm words"})
    assert signed_in(client)


def test_a_forgotten_password_is_replaced_by_way_of_a_code(client, denise, letters):
    client.post(FORGOTTEN, {"email": denise.email})
    client.post(f"{FORGOTTEN}code/", {"code": code_in(letters[0])})
    done = client.post(
        f"{FORGOTTEN}new/",
        {"password1": "four new warm words", "password2": "four new warm words"},
        follow=True,
    )
    assert "Your new password is saved" in done.content.decode()
    client.post(BY_PASSWORD, {"login": denise.email, "password": "four new warm words"})
    assert signed_in(client)


def test_a_short_password_is_refused_with_what_to_do(client, denise):
    client.force_login(denise, backend="areas.roles.sign_in.RoleBackend")
    page = client.post(
        "/account/password/change/",
        {"oldpassword": "three warm words", "password1": "short", "password2": "short"},
    )
    assert "12 characters" in page.content.decode()
    denise.refresh_from_db()
    assert denise.check_password("three warm words")


def test_whoever_changes_a_password_gets_a_letter_about_it(client, denise, letters):
    client.force_login(denise, backend="areas.roles.sign_in.RoleBackend")
    words = {
        "oldpassword": "three warm words",
        "password1": "four new warm words",
        "password2": "four new warm words",
    }
    assert client.post("/account/password/change/", words).url == "/account/"
    assert letters[0].to == [denise.email]
    assert "Your password was changed." in letters[0].body


@pytest.mark.parametrize("email", ["denise@example.net", "nobody@example.net"])
def test_no_page_speaks_to_a_mail_server(client, denise, settings, email):
    settings.EMAIL_BACKEND = "a mail server that is not even there"
    page = client.post(SIGN_IN, {"login": email}, follow=True).content.decode()
    assert "a code is on its way" in page
    assert "Letters are not going out just now" in page
    Worker.objects.create()
    assert "Letters are not going out" not in client.get(CODE).content.decode()


def test_a_closed_account_gets_no_code_and_stops_at_the_next_click(client, denise, letters):
    client.force_login(denise, backend="areas.roles.sign_in.RoleBackend")
    denise.is_active = False
    denise.save()
    assert client.get("/account/").status_code == 302
    client.post(SIGN_IN, {"login": denise.email})
    assert letters == []


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_request_login_code", "mfa_signup_webauthn"]
)
def test_what_we_do_not_use_of_allauth_does_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "social/connections/", "login/"])
def test_nobody_signs_up_by_themselves(client, db, path):
    assert client.get(f"/account/{path}").status_code in (302, 404)
    assert client.post(f"/account/{path}", {"email": "new@example.net"}).status_code in (
        302,
        403,
        404,
    )
    assert not User.objects.filter(email="new@example.net").exists()


class TestDemo:
    @pytest.fixture
    def sample(self, db):
        return UserFactory(email=EMAILS[0], name="Denise")

    def test_the_sign_in_page_lists_the_sample_people(self, client, settings, sample):
        settings.DEMO = True
        html = client.get(SIGN_IN).content.decode()
        assert "Partnership member in Ramsey" in html
        assert PASSWORD in html

    def test_one_press_signs_in(self, client, settings, sample):
        settings.DEMO = True
        client.post("/account/sign-in/example/", {"email": sample.email})
        assert signed_in(client)

    def test_only_sample_people_have_such_a_button(self, client, settings, denise):
        settings.DEMO = True
        assert client.post("/account/sign-in/example/", {"email": denise.email}).status_code == 404
        assert not signed_in(client)

    def test_outside_the_demo_there_is_no_such_thing(self, client, settings, sample):
        settings.DEMO = False
        assert PASSWORD not in client.get(SIGN_IN).content.decode()
        assert client.post("/account/sign-in/example/", {"email": sample.email}).status_code == 404
        assert not signed_in(client)
