"""A new site says what comes first, to whoever can do it."""

import pytest

from areas.models import AreaRole
from bigstory.accounts.models import Invitation
from bigstory.accounts.roles import Role
from bigstory.accounts.tests.factories import UserFactory

FIRST = "First steps"


@pytest.fixture
def sam(db, client, programme):
    """The administrator of an empty site, as `make_administrator` leaves it."""
    user = UserFactory(email="sam@example.net", name="Sam")
    AreaRole.objects.create(user=user, role=Role.ADMINISTRATOR)
    client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    return client


def shown(client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_the_administrator_is_led_to_invite_the_first_of_the_funder(sam, letters):
    before = shown(sam, "/admin/")
    assert FIRST in before
    assert "Nobody of Local Trust is here yet" in before
    form = shown(sam, "/admin/accounts/invitation/add/?role=trust")
    assert '<option value="trust" selected>' in form
    sam.post("/admin/accounts/invitation/add/", {"email": "priya@example.net", "role": "trust"})
    assert Invitation.objects.open().filter(role=Role.TRUST).count() == 1
    assert "priya@example.net was invited on" in shown(sam, "/admin/")


def test_once_somebody_is_here_the_steps_are_gone(cast):
    assert cast.trust.client.get("/portfolio/").status_code == 200
    assert FIRST not in shown(cast.admin.client, "/admin/")


def test_an_empty_portfolio_leads_to_the_spreadsheets(db, client, programme):
    user = UserFactory(email="priya@example.net", name="Priya")
    AreaRole.objects.create(user=user, role=Role.TRUST)
    client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    page = shown(client, "/portfolio/")
    assert "No area is here yet" in page
    for path in ("/moving/", "/account/invitations/", "/organisations/", "/officers/"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200
    assert "No area fits that" in shown(client, "/portfolio/?q=nowhere")
    assert "Write down the first" in shown(client, "/organisations/")


def test_whoever_only_reads_is_asked_for_no_spreadsheet(db, client, programme):
    user = UserFactory(email="ines@example.net", name="Ines")
    AreaRole.objects.create(user=user, role=Role.EVALUATOR)
    client.force_login(user, backend="areas.roles.sign_in.RoleBackend")
    page = shown(client, "/portfolio/")
    assert "No area is here yet." in page
    assert "spreadsheet" not in page
