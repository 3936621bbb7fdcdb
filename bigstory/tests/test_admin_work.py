"""The admin: what an administrator does in it."""

import re

from django.contrib.admin.models import LogEntry

from areas.models import AreaRole, Programme
from bigstory.accounts.models import Invitation, User
from bigstory.core.db.audit import AuditLine
from bigstory.core.privacy.fields import hidden
from bigstory.tests.test_admin import url


class TestWork:
    def test_a_role_given_leaves_a_line_in_the_audit(self, cast, area):
        roles = {
            "area_roles-TOTAL_FORMS": "1",
            "area_roles-INITIAL_FORMS": "0",
            "area_roles-0-role": "worker",
            "area_roles-0-area": area.pk,
            "area_roles-0-user": cast.nobody.user.pk,
        }
        person = {"email": "nobody@example.org", "name": "Nat", "is_active": "on"}
        answer = cast.admin.client.post(url(User, "change", cast.nobody.user.pk), person | roles)
        assert answer.status_code == 302
        held = AreaRole.objects.get(user=cast.nobody.user)
        assert (held.role, held.granted_by) == ("worker", cast.admin.user)
        assert AuditLine.objects.filter(
            verb="role.given", area=area.slug, actor=str(cast.admin.user.pk)
        ).exists()

    def test_a_role_in_no_area_gets_a_sentence(self, cast):
        page = cast.admin.client.post(
            url(AreaRole, "add"), {"user": cast.nobody.user.pk, "role": "worker"}
        )
        assert "choose which" in page.content.decode()
        assert not AreaRole.objects.filter(user=cast.nobody.user).exists()

    def test_a_new_address_ends_what_the_old_one_could_open(self, cast, client, letters):
        from allauth.account.models import EmailAddress

        user = cast.nobody.user
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        fields = {"email": "New@example.org", "name": "Nat", "is_active": "on"}
        management = {"area_roles-TOTAL_FORMS": "0", "area_roles-INITIAL_FORMS": "0"}
        cast.admin.client.post(url(User, "change", user.pk), fields | management)
        told = [to for letter in letters for to in letter.to]
        client.post("/account/sign-in/", {"login": "nobody@example.org"})
        assert len(letters) == len(told)
        assert told == ["nobody@example.org", "new@example.org"]
        assert User.objects.get(pk=user.pk).email == "new@example.org"

    def test_an_administrator_invites_an_administrator(self, cast, letters):
        cast.admin.client.post(
            url(Invitation, "add"), {"email": "next@example.net", "role": "administrator"}
        )
        assert letters[0].to == ["next@example.net"]
        assert Invitation.objects.get().invited_by == cast.admin.user

    def test_a_word_of_the_programme_is_put_right_and_its_history_kept(self, cast, programme):
        form = (
            cast.admin.client.get(url(Programme, "change", programme.pk)).context["adminform"].form
        )
        management = {
            f"{prefix}-{name}": "0"
            for prefix in ("steps", "rules")
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        fields = {n: v for n, v in form.initial.items() if v is not None} | {
            "word_area": "patch",
            "name": "Big Local, mended",
        }
        answer = cast.admin.client.post(url(Programme, "change", programme.pk), fields | management)
        assert answer.status_code == 302
        page = cast.admin.client.get(url(Programme, "history", programme.pk)).content.decode()
        assert "Big Local, mended" in page
        programme.refresh_from_db()
        assert programme.words["area"] == "patch"
        assert LogEntry.objects.filter(object_id=str(programme.pk)).exists()

    def test_history_has_nothing_that_our_content_policy_refuses(self, cast, programme):
        page = cast.admin.client.get(url(Programme, "history", programme.pk)).content.decode()
        assert not re.search(r"\sstyle=|\son\w+=", page)

    def test_the_keys_of_a_second_step_never_show(self, cast):
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import TOTP

        TOTP.activate(cast.trust.user, "JBSWY3DPEHPK3PXP")
        page = cast.admin.client.get(
            url(Authenticator, "change", Authenticator.objects.get().pk)
        ).content.decode()
        assert "JBSWY3DPEHPK3PXP" not in page
        assert hidden(Authenticator) == frozenset()
