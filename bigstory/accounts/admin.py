"""People and how they sign in.

Which roles they hold is added in areas/admin.py, which knows areas.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.models import User
from bigstory.core.admin_groups import Group
from bigstory.core.closings.ledger import closed
from bigstory.core.record_admin import RecordAdmin


class PersonAdmin(RecordAdmin):
    """No password is set or shown: who forgot theirs signs in with a code, and nobody signs in as
    somebody else.
    """

    group = Group.PEOPLE
    fields = ["email", "name", "is_active", "joined_at", "last_login"]
    readonly_fields = ["joined_at", "last_login"]
    list_display = ["email", "name", "is_active", "joined_at", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["email", "name"]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """An account is closed, not deleted: what its owner did stays theirs in the audit."""
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: "forms.ModelForm[User]", change: bool
    ) -> None:
        """A new address replaces the old one everywhere: codes sent to the old one must not work
        any more.
        """
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and not obj.is_active:
            closed("account", obj, born=obj.joined_at)
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()


@admin.register(Authenticator)
class AuthenticatorAdmin(RecordAdmin):
    """To help somebody who lost their phone: remove the second step, and they set up another.

    The keys never show.
    """

    group = Group.PEOPLE
    plain_name = _("second steps")
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__email", "user__name"]

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False
