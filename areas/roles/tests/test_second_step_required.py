"""Whoever reads across areas sets up a second step before anything else."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from areas.models import AreaRole
from bigstory.core.db.dated import today
from bigstory.testing.every_address import every_address

SET_UP = "/account/second-step/"
OPEN = set(
    """
    about privacy accessibility health
    account account_unsaved account_logout account_reauthenticate
    mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn
    """.split()
)
NEEDS_ONE = ["trust", "evaluator", "admin"]
NEEDS_NONE = ["member", "worker", "lto", "rep"]


@pytest.fixture(autouse=True)
def required(plain_settings, settings):
    settings.SECOND_STEP_REQUIRED = True


@pytest.mark.parametrize("who", NEEDS_ONE)
@pytest.mark.parametrize("path", ["/areas/", "/admin/", "/account/people/"])
def test_without_a_second_step_a_page_leads_to_setting_one_up(cast, who, path):
    answer = getattr(cast, who).client.get(path)
    assert (answer.status_code, answer.url) == (302, SET_UP)


@pytest.mark.once
def test_that_is_so_of_every_address_but_those_named_here(cast):
    client = cast.trust.client
    closed = [each for each in every_address() if each[0] not in OPEN]
    elsewhere = [
        (name, path)
        for name, path in closed
        for answer in [client.get(path)]
        if (answer.status_code, answer.headers.get("Location")) != (302, SET_UP)
    ]
    assert elsewhere == []
    assert len(closed) > 500


def test_what_is_open_without_a_second_step_is_there():
    assert OPEN - {name for name, _path in every_address()} == set()


@pytest.mark.parametrize("who", NEEDS_ONE)
def test_a_form_sent_without_a_second_step_is_not_taken(cast, who):
    answer = getattr(cast, who).client.post(
        "/account/invitations/", {"email": "x@example.org", "role": "member"}
    )
    assert answer.url == SET_UP


@pytest.mark.parametrize("who", NEEDS_ONE)
@pytest.mark.parametrize(
    "path",
    [
        SET_UP,
        f"{SET_UP}totp/activate/",
        f"{SET_UP}webauthn/",
        "/account/",
        "/account/sign-out/",
        "/about/",
    ],
)
def test_setting_one_up_and_leaving_stay_open(cast, who, path):
    answer = getattr(cast, who).client.get(path)
    assert answer.status_code == 200


@pytest.mark.parametrize("who", NEEDS_ONE)
def test_with_a_second_step_the_door_is_open(cast, who):
    person = getattr(cast, who)
    TOTP.activate(person.user, "JBSWY3DPEHPK3PXP")
    assert person.client.get("/areas/").status_code == 200


@pytest.mark.parametrize("who", NEEDS_NONE)
def test_people_of_an_area_are_not_asked(cast, who):
    assert getattr(cast, who).client.get("/areas/").status_code == 200


def test_a_member_who_becomes_an_evaluator_is_asked_at_the_next_click(cast):
    AreaRole.objects.create(user=cast.member.user, role="evaluator", starts=today())
    assert cast.member.client.get("/areas/").url == SET_UP


def test_in_the_demo_nobody_is_asked(cast, settings):
    settings.SECOND_STEP_REQUIRED = False
    assert cast.trust.client.get("/areas/").status_code == 200


def test_the_page_says_why(cast):
    page = cast.trust.client.get("/areas/", follow=True)
    assert "Your role reads across areas" in page.content.decode()


def test_an_administrator_is_told_what_is_true_of_them(cast):
    page = cast.admin.client.get("/areas/", follow=True)
    assert "Your role changes who may do what" in page.content.decode()
