"""Local Trust invites; the link works once; everybody else cannot invite."""

import re
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from areas.access import can
from areas.models import AreaRole
from areas.roles.actions.invitations import NotOpen, accept, invite
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import May
from bigstory.core.db.audit import AuditLine
from bigstory.core.models import Worker

LIST = "/account/invitations/"


def form(**changes) -> dict:
    fields = {"email": "new@example.net", "name": "Rosa", "role": "member", "area": "ramsey"}
    return {name: value for name, value in (fields | changes).items() if value is not None}


def link_in(mail) -> str:
    return re.search(r"http://testserver(/account/invitations/[\w-]+/)", mail.body).group(1)


@pytest.fixture
def link(cast, letters) -> str:
    cast.trust.client.post(LIST, form())
    return link_in(letters[0])


def test_the_letter_says_who_asks_whom_to_what_and_until_when(cast, letters):
    Worker.objects.create()
    answer = cast.trust.client.post(LIST, form(), follow=True)
    assert "The invitation to new@example.net is on its way" in answer.content.decode()
    letter = letters[0]
    assert letter.to == ["new@example.net"]
    assert "Hello Rosa," in letter.body
    assert "Priya invites you to Big Story as Partnership member in Ramsey." in letter.body
    assert AuditLine.objects.filter(verb="invitation.sent", area="ramsey").count() == 1


def test_only_a_digest_of_the_link_is_kept(link):
    secret = link.split("/")[-2]
    kept = Invitation.objects.values().get()
    assert secret not in repr(kept)
    assert kept["digest"] == Invitation.digest_of(secret)


def test_looking_at_an_invitation_changes_nothing(client, link):
    page = client.get(link)
    assert "<bdi>Priya</bdi> invites you" in page.content.decode()
    assert not User.objects.filter(email="new@example.net").exists()
    assert Invitation.objects.open().count() == 1


def test_saying_yes_makes_the_person_gives_the_role_and_signs_in(client, link, area):
    answer = client.post(link, {"name": "Rosa"})
    assert (answer.status_code, answer.url) == (302, "/")
    rosa = User.objects.get(email="new@example.net")
    assert (rosa.name, rosa.has_usable_password()) == ("Rosa", False)
    assert can(rosa, May.LOG, area)
    assert client.session["_auth_user_id"] == str(rosa.pk)
    assert AuditLine.objects.filter(verb="invitation.accepted", actor=str(rosa.pk)).exists()
    assert AuditLine.objects.filter(verb="role.given", area=area.slug).count() == 1


def test_no_name_no_account_and_the_page_says_so(client, link):
    page = client.post(link, {"name": ""})
    assert "Tell us what to call you" in page.content.decode()
    assert not User.objects.filter(email="new@example.net").exists()


def closed(link):
    return Client().get(link), Client().post(link, {"name": "Rosa"})


def used(cast, link):
    Client().post(link, {"name": "Rosa"})


def run_out(cast, link):
    Invitation.objects.update(expires_at=timezone.now())


def taken_back(cast, link):
    cast.trust.client.post(f"{LIST}{Invitation.objects.get().pk}/take-back/")


def sent_again(cast, link):
    cast.trust.client.post(f"{LIST}{Invitation.objects.get().pk}/send-again/")


@pytest.mark.parametrize("what", [used, run_out, taken_back, sent_again])
def test_a_link_that_works_no_more_shows_one_and_the_same_page(cast, link, what):
    what(cast, link)
    people = User.objects.count()
    never_was = Client().get(f"{LIST}never-was-one/")
    for answer in closed(link):
        assert answer.status_code == never_was.status_code == 404
        assert "ask whoever invited you to send it again" in answer.content.decode()
    assert User.objects.count() == people


def test_sending_again_gives_a_new_link_that_works(cast, link, letters, client):
    run_out(cast, link)
    sent_again(cast, link)
    client.post(link_in(letters[1]), {"name": "Rosa"})
    assert User.objects.filter(email="new@example.net").exists()


def test_two_presses_of_the_button_make_one_role(link, area):
    invitation = Invitation.objects.get()
    accept(invitation=invitation, name="Rosa", changes=str)
    with pytest.raises(NotOpen):
        accept(invitation=invitation, name="Rosa", changes=str)
    assert AreaRole.objects.filter(user__email="new@example.net").count() == 1


def test_a_form_sent_twice_sends_one_letter(cast, letters):
    sent = form(token="3f2b5e0c-27d6-4a09-9d3c-1d7c1a0f1f10")
    cast.trust.client.post(LIST, sent)
    Invitation.objects.update(expires_at=timezone.now())  # so that only the token stands in the way
    cast.trust.client.post(LIST, sent)
    assert Invitation.objects.count() == len(letters) == 1


def test_without_a_worker_the_page_says_that_the_letter_waits(cast, letters):
    page = cast.trust.client.post(LIST, form(), follow=True).content.decode()
    assert "is kept, and its letter waits to be sent" in page
    assert "The letter waits to be sent." in page
    assert len(letters) == 1
    assert "The letter waits" not in cast.trust.client.get(LIST).content.decode()


def test_a_letter_nobody_took_is_told_and_can_be_sent_again(cast, letters, settings):
    settings.EMAIL_BACKEND = f"{__name__}.NobodyThere"
    cast.trust.client.post(LIST, form())
    assert letters == []
    assert "may not have arrived" in cast.trust.client.get(LIST).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast.trust.client.post(f"{LIST}{Invitation.objects.get().pk}/send-again/")
    assert len(letters) == 1
    assert "may not have arrived" not in cast.trust.client.get(LIST).content.decode()


class NobodyThere(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"new@example.net": (550, b"nobody of that name")})


@pytest.mark.parametrize("deed", ["take-back", "send-again"])
def test_a_letter_whose_link_works_no_more_is_not_sent(cast, letters, deed):
    cast.trust.client.post(LIST, form())
    cast.trust.client.post(f"{LIST}{Invitation.objects.get().pk}/{deed}/")
    assert len(letters) == (deed == "send-again")


def at(secret: str) -> str:
    return f"http://testserver{LIST}{secret}/"


class TestSomebodyWithAnAccount:
    @pytest.fixture
    def to_the_neighbour(self, cast, letters, area):
        """They were invited before they had an account, and came in by another letter."""
        whom = {"email": "colin@example.net", "role": "member", "area": area}
        how = {"by": cast.trust.user, "address": at, "changes": str}
        invite(**whom, **how)
        link = link_in(letters[0])
        User.objects.filter(pk=cast.neighbour.user.pk).update(email="colin@example.net")
        cast.neighbour.user.refresh_from_db()
        return link

    def test_signed_in_they_say_yes_and_have_the_role_as_well(self, cast, to_the_neighbour, area):
        cast.neighbour.client.post(to_the_neighbour)
        neighbour = User.objects.get(pk=cast.neighbour.user.pk)
        assert can(neighbour, May.LOG, area)
        assert AreaRole.objects.filter(user=neighbour).count() == 2

    def test_signed_out_they_sign_in_first_so_that_a_link_opens_no_account(
        self, cast, to_the_neighbour, client, area
    ):
        page = client.post(to_the_neighbour, {"name": "Somebody"})
        assert "You have an account here already" in page.content.decode()
        assert "_auth_user_id" not in client.session
        assert not can(User.objects.get(pk=cast.neighbour.user.pk), May.LOG, area)

    def test_somebody_else_signed_in_cannot_take_it(self, cast, to_the_neighbour, area):
        page = cast.nobody.client.post(to_the_neighbour, {"name": "Nat"})
        assert "you are signed in as nobody@example.org" in page.content.decode()
        assert Invitation.objects.open().count() == 1

    def test_a_closed_account_stays_closed(self, cast, to_the_neighbour, client):
        User.objects.filter(pk=cast.neighbour.user.pk).update(is_active=False)
        assert client.post(to_the_neighbour, {"name": "Colin"}).status_code == 404


WRONG = [
    ({"email": ""}, "Enter the e-mail address"),
    ({"email": "rosa"}, "such as denise@example.org"),
    ({"role": None}, "Choose what they will be"),
    ({"role": "administrator"}, "not one of the available choices"),
    ({"area": ""}, "Choose the area they will belong to"),
    ({"area": "no-such-area"}, "not one of the available choices"),
    ({"role": "evaluator"}, "Choose the whole programme"),
    ({"email": "Member@example.org"}, "They have this role already"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_a_mistake_gets_a_sentence_and_sends_nothing(cast, letters, changes, words):
    assert cast.member.user
    page = cast.trust.client.post(LIST, form(**changes))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert letters == []
    assert not Invitation.objects.exists()


def test_the_same_invitation_is_not_made_twice(cast, link):
    page = cast.trust.client.post(LIST, form())
    assert "You can send it again from the list" in page.content.decode()


@pytest.mark.parametrize("who", ["member", "worker", "lto", "rep", "evaluator", "admin", "nobody"])
def test_nobody_but_local_trust_invites_or_ends_roles(cast, who, link):
    client = getattr(cast, who).client
    role = AreaRole.objects.filter(user=cast.neighbour.user).get()
    before = Invitation.objects.values().get()
    assert client.get(LIST).status_code == 403
    assert client.post(LIST, form(email="other@example.net")).status_code == 403
    assert client.post(f"{LIST}{before['id']}/send-again/").status_code == 403
    if who != "admin":  # who takes one back in place of deleting it
        assert client.post(f"{LIST}{before['id']}/take-back/").status_code == 403
    assert client.get("/account/people/").status_code == 403
    assert client.post(f"/account/people/{role.pk}/end/").status_code == 403
    assert Invitation.objects.values().get() == before
    role.refresh_from_db()
    assert role.ends is None


def test_local_trust_cannot_make_an_administrator(cast):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        invite(
            email="x@example.net",
            role="administrator",
            area=None,
            by=cast.trust.user,
            address=str,
            changes=str,
        )
    assert invite(
        email="x@example.net",
        role="administrator",
        area=None,
        by=cast.admin.user,
        address=str,
        changes=str,
    )


def test_the_list_costs_the_same_for_one_invitation_and_for_thirty(
    cast, area, django_assert_num_queries
):
    client = cast.trust.client
    counted = []
    for many in (1, 29):
        for number in range(many):
            email = f"p{number}-{many}@example.net"
            invite(
                email=email, role="member", area=area, by=cast.trust.user, address=str, changes=str
            )
        counted.append(_queries(client, LIST))
    assert counted[0] == counted[1] <= 12


def _queries(client, path) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_each_invitation_stands_under_what_became_of_it(cast, link):
    assert "new@example.net" in cast.trust.client.get(LIST).content.decode()
    used(cast, link)
    assert "new@example.net" not in cast.trust.client.get(LIST).content.decode()
    assert "new@example.net" in cast.trust.client.get(f"{LIST}?state=used").content.decode()
