"""What it is for those whom it is about, for Local Trust, and on the machine itself."""

import re
import threading

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from areas.models import AreaRole, PowerChange
from areas.powers.actions.changes import agree, stop
from areas.roles.actions.ending import shut_account
from areas.roles.actions.invitations import accept, invite
from bigstory.accounts.calendar_links import make_calendar_link
from bigstory.accounts.models import Invitation, User
from bigstory.tests.powers.paths import (
    AGAIN,
    LATER,
    LIST,
    address,
    addressees,
    change_person,
    holds,
    lines,
    mail_to,
    nat,
    own_role,
    reopened,
    work_off_tasks,
)
from bigstory.tests.test_admin import url
from bigstory.tests.test_older_copy_put_back import lost


class TestLocalTrust:
    def invite(self, cast, **fields):
        row = {"email": "new@example.net", "role": "member", "area": "ramsey", **fields}
        return cast.trust.client.post("/account/invitations/", row, follow=True)

    def test_a_role_in_one_area_for_somebody_else_is_given_as_ever(self, cast, letters):
        assert cast.admin.user
        self.invite(cast)
        invitation = Invitation.objects.get()
        link = re.search(r"/account/invitations/[\w-]+/", mail_to(letters[0].to[0])).group()
        Client().post(link, {"name": "Rosa"})
        assert AreaRole.objects.filter(user__email=invitation.email, role="member").exists()
        assert not PowerChange.objects.exists()

    def test_a_colleague_who_says_yes_at_once_begins_when_somebody_agrees(self, cast, letters):
        assert cast.admin.user
        self.invite(cast, email="marcus@example.net", role="trust", area="")
        assert len(letters)
        link = re.search(r"/account/invitations/[\w-]+/", mail_to("marcus@example.net")).group()
        marcus = Client()
        assert "The role begins when a second person" in marcus.get(link).content.decode()
        marcus.post(link, {"name": "Marcus"})
        assert marcus.get("/portfolio/").status_code == 403
        front = marcus.get("/").content.decode()
        assert "Local Trust, for the whole programme" in front
        assert "nobody has said yet" not in front
        assert "waits for a second person" in marcus.get("/account/").content.decode()
        cast.admin.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/")
        assert marcus.get("/portfolio/").status_code == 200

    def test_a_stopped_invitation_opens_nothing(self, cast, letters):
        assert cast.admin.user
        self.invite(cast, email="marcus@example.net", role="trust", area="")
        assert len(letters)
        link = re.search(r"/account/invitations/[\w-]+/", mail_to("marcus@example.net")).group()
        cast.admin.client.post(f"{LIST}{PowerChange.objects.get().pk}/stop/")
        assert Client().get(link).status_code == 404
        assert Client().post(link, {"name": "Marcus"}).status_code == 404
        assert not User.objects.filter(email="marcus@example.net").exists()

    def test_taken_back_it_is_not_asked_for_any_more(self, cast, letters):
        assert cast.admin.user
        self.invite(cast, email="marcus@example.net", role="trust", area="")
        invitation = Invitation.objects.get()
        at = url(Invitation, "change", invitation.pk)
        assert cast.admin.client.post(url(Invitation, "delete", invitation.pk)).status_code == 403
        page = cast.admin.client.get(at).content.decode()
        take_back = f"/account/invitations/{invitation.pk}/take-back/"
        assert f'formaction="{take_back}"' in page
        answer = cast.admin.client.post(take_back, follow=True)
        assert "is taken back" in answer.content.decode()
        assert PowerChange.objects.get().state == "stopped"
        assert "marcus@example.net" not in addressees(letters)
        assert take_back not in cast.admin.client.get(at).content.decode()

    def test_nobody_agrees_to_an_invitation_at_an_address_that_became_theirs(self, cast):
        assert cast.admin.user
        self.invite(cast, email="marcus@example.net", role="evaluator", area="")
        User.objects.filter(pk=cast.admin.user.pk).update(email="marcus@example.net")
        cast.admin.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/")
        assert PowerChange.objects.get().waits

    def test_nobody_accepts_their_own_invitation_at_an_address_that_became_theirs(
        self, cast, letters
    ):
        assert cast.admin.user
        self.invite(cast)
        link = re.search(r"/account/invitations/[\w-]+/", mail_to(letters[0].to[0])).group()
        User.objects.filter(pk=cast.trust.user.pk).update(email="new@example.net")
        page = cast.trust.client.post(link, follow=True)
        assert "Your role begins when a second person" in page.content.decode()
        assert not holds("trust", "member")(cast)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite in memory has one connection"
)
def test_whoever_says_yes_while_somebody_agrees_has_the_role(cast):
    by, second = cast.trust.user, cast.admin.user
    fields = {"role": "trust", "area": None, "address": str, "changes": str}
    invitation = invite(email="marcus@example.net", name="Marcus", by=by, **fields)

    def press():
        try:
            agree(change=PowerChange.objects.get(), by=second)
        finally:
            connection.close()

    agreeing = threading.Thread(target=press)
    with transaction.atomic():
        marcus = accept(invitation=invitation, changes=str)
        agreeing.start()
        agreeing.join(timeout=1)
        assert agreeing.is_alive(), "it waits for the invitation"
    agreeing.join()
    assert PowerChange.objects.get().state == "done"
    assert AreaRole.objects.active().filter(user=marcus, role="trust").exists()


class TestAccounts:
    def test_a_new_address_gets_no_code_before_it_is_one(
        self, cast, trust, letters, django_capture_on_commit_callbacks
    ):
        user = cast.nobody.user
        address(cast)
        Client().post("/account/sign-in/", {"login": AGAIN})
        assert AGAIN not in addressees(letters)
        halfway = Client()
        halfway.post("/account/sign-in/", {"login": user.email})
        assert cast.nobody.client.get(LIST).context["waiting"][0]["address"] == AGAIN
        with django_capture_on_commit_callbacks(execute=True):
            trust.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/")
            # Whoever was signed in is out at once, and nobody's session was read with locks held.
            assert halfway.session.session_key in _kept_sessions()
            assert cast.nobody.client.get("/account/").status_code == 302
        assert halfway.session.session_key not in _kept_sessions()
        Client().post("/account/sign-in/", {"login": AGAIN})
        assert AGAIN in addressees(letters)

    def test_a_new_name_undoes_nothing_that_happened_meanwhile(self, cast, trust):
        nobody = cast.nobody.user
        with CaptureQueriesContext(connection) as asked:
            change_person(cast, nobody, name="Nathaniel")
        written = [each["sql"] for each in asked if 'UPDATE "accounts_user"' in each["sql"]]
        assert nat(cast).name == "Nathaniel"
        assert not any('"email"' in sql or '"is_active"' in sql for sql in written)

    def test_one_address_waits_at_a_time(self, cast, trust):
        address(cast)
        page = change_person(cast, cast.nobody.user, email="other@example.net")
        assert "Stop that one first" in page.content.decode()
        assert PowerChange.objects.count() == 1

    def test_an_address_that_is_somebody_elses_by_then_is_not_taken(self, cast, trust):
        address(cast)
        User.objects.create_user(AGAIN)
        page = trust.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/", follow=True)
        assert "could not be done any more" in page.content.decode()
        assert nat(cast).email == "nobody@example.org"

    def test_priya_lost_her_phone(self, cast, trust, letters):
        """Marcus knows of it and agrees: she signs in by mail a minute later, and keeps what she
        set up since.
        """
        TOTP.activate(trust.user, "JBSWY3DPEHPK3PXP")
        change_person(cast, trust.user, lost_second_step="on")
        letter = next(each for each in letters if each.to == ["trust@example.org"])
        assert "The second step of Priya is removed" in letter.body
        new = Authenticator.objects.create(user=trust.user, type="webauthn", data={})
        change = PowerChange.objects.get()
        assert trust.client.post(f"{LIST}{change.pk}/agree/").status_code == 403
        cast.second_trust.client.post(f"{LIST}{change.pk}/agree/")
        assert list(Authenticator.objects.filter(user=trust.user)) == [new]
        assert trust.client.get("/account/").status_code == 302, "signed out wherever she was"
        assert "Sign in with a code from your mail" in letters[-1].body

    @pytest.mark.parametrize("what", [{"lost_second_step": "on"}, {"email": AGAIN}])
    def test_a_phone_or_mail_in_other_hands_reads_no_calendar_any_more(self, cast, trust, what):
        TOTP.activate(trust.user, "JBSWY3DPEHPK3PXP")
        calendar = reverse("calendar_by_link", args=[make_calendar_link(by=trust.user)])
        change_person(cast, trust.user, **what)
        assert Client().get(calendar).status_code == 200
        cast.second_trust.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/")
        assert Client().get(calendar).status_code == 410

    def test_who_has_no_second_step_is_told_so(self, cast, trust):
        page = change_person(cast, cast.nobody.user, lost_second_step="on")
        assert "They have no second step" in page.content.decode()

    def test_a_closed_account_that_is_opened_again_is_signed_in_nowhere(
        self, cast, trust, django_capture_on_commit_callbacks
    ):
        nobody = cast.nobody
        assert nobody.client.get("/account/").status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            change_person(cast, nobody.user, is_active=None)
        change_person(cast, nat(cast), is_active="on")
        trust.client.post(f"{LIST}{PowerChange.objects.get().pk}/agree/")
        assert nat(cast).is_active
        assert nobody.client.get("/account/").status_code == 302

    def test_an_account_that_was_erased_meanwhile_stays_so(self, cast, trust, letters):
        reopened(cast)
        assert len(letters)
        shut_account(cast.nobody.user, by=None)
        User.objects.filter(pk=cast.nobody.user.pk).update(email="x@erased.invalid")
        with time_machine.travel(timezone.now() + LATER, tick=True):
            work_off_tasks()
        assert PowerChange.objects.get().state == "lapsed"
        assert not nat(cast).is_active


def test_nobody_stops_what_is_none_of_their_business(cast, trust):
    own_role(cast)
    change = PowerChange.objects.get()
    for who in (cast.member, cast.evaluator):
        assert who.client.post(f"{LIST}{change.pk}/stop/").status_code == 404
        with pytest.raises(PermissionDenied):
            stop(change=change, by=who.user)
    assert PowerChange.objects.waiting().exists()


def _kept_sessions() -> set[str]:
    return set(Session.objects.values_list("session_key", flat=True))


def test_what_was_stopped_is_not_done_by_an_older_copy_that_is_put_back(cast, trust, letters):
    own_role(cast)
    assert len(letters)
    change = PowerChange.objects.get()
    with lost():
        trust.client.post(f"{LIST}{change.pk}/stop/")
    assert PowerChange.objects.waiting().exists()
    call_command("close_again")
    with time_machine.travel(timezone.now() + LATER, tick=True):
        work_off_tasks()
        assert not holds("admin", "trust")(cast)


def test_a_letter_about_what_was_stopped_meanwhile_does_not_leave(cast, trust, letters):
    own_role(cast)
    trust.client.post(f"{LIST}{PowerChange.objects.get().pk}/stop/")
    (letter,) = letters
    assert letter.to == ["admin@example.org"]
    assert "somebody stopped it" in letter.body


class TestOnTheMachine:
    def test_the_first_administrator_is_made_at_once(self, db, letters):
        call_command("make_administrator", "sam@example.net", name="Sam")
        assert AreaRole.objects.get().role == "administrator"
        assert addressees(letters) == {"sam@example.net"}

    def test_a_later_one_too_and_all_are_told(self, cast, trust, letters):
        call_command("make_administrator", "kim@example.net", name="Kim")
        assert addressees(letters) == {"kim@example.net", "trust@example.org"}
        assert "on the machine" in letters[0].body
        assert lines(PowerChange.objects.get()) == ["power.done"]

    def test_so_it_is_with_a_new_lawful_basis(self, cast, trust, programme, letters, tmp_path):
        from outcomes.framework.exchange.permissions import LAWFUL_BASES_FILE, keep_lawful_bases

        words = LAWFUL_BASES_FILE.read_text(encoding="utf-8")
        path = tmp_path / "basis.toml"
        path.write_text(re.sub(r"from_date = \S+", "from_date = 2031-01-01", words))
        assert keep_lawful_bases(programme, path)
        assert addressees(letters) == {"trust@example.org"}
        assert "The lawful basis of" in letters[0].body
