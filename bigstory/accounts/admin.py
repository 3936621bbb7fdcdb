"""People and how they sign in.

Which roles they hold is added in areas/admin/people.py, which knows areas.
"""

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bigstory.accounts.models import CalendarLink, User
from bigstory.core.admin_groups import Group
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
        """How somebody signs in is changed in areas/powers, and by nobody alone."""
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Authenticator)
class AuthenticatorAdmin(RecordAdmin):
    """What second steps there are; on the page of a person they are removed. Keys never show."""

    only_read = True
    group = Group.PEOPLE
    plain_name = _("second steps")
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__email", "user__name"]


@admin.register(CalendarLink)
class CalendarLinkAdmin(RecordAdmin):
    """Who has a calendar on their phone, and since when. The address itself is stored nowhere."""

    only_read = True
    group = Group.PEOPLE
    fields = ["user", "made_at", "ended_at"]
    readonly_fields = ["user", "made_at", "ended_at"]
    list_display = ["user", "made_at", "ended_at"]
    search_fields = ["user__email", "user__name"]
