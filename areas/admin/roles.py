"""The admin of who holds which role and who is invited.

Every change of a role leaves a line in the audit.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Area, AreaRole
from areas.roles.actions import invite, role_closed
from bigstory.accounts.admin import PersonAdmin
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import AREA_ROLES
from bigstory.accounts.somebody import signed_in
from bigstory.core.admin_groups import Group
from bigstory.core.db import audit
from bigstory.core.record_admin import Fields, RecordAdmin, Rows

# Django's class takes no type at run time.
if TYPE_CHECKING:
    _RoleForm = forms.ModelForm[AreaRole]
    _InvitationForm = forms.ModelForm[Invitation]
else:
    _RoleForm = _InvitationForm = forms.ModelForm


def _check_area(form: forms.BaseForm, role: str | None, area: Area | None) -> None:
    """Add an error where a role of an area has none, or a role of the programme has one."""
    if role in AREA_ROLES and area is None:
        form.add_error("area", _("This role is held in one area: choose which."))
    if role and role not in AREA_ROLES and area is not None:
        form.add_error(
            "area", _("This role is held for the whole programme: leave the area empty.")
        )


class RoleForm(_RoleForm):
    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        _check_area(self, data.get("role"), data.get("area"))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        # Our sentence says it better than the name of the database's own check.
        # The stubs leave this one out.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | ({"role"} if self.errors else set())


class RoleRows(Rows):
    model = AreaRole
    form = RoleForm
    fk_name = "user"
    fields = ["role", "area", "starts", "ends", "granted_by"]
    readonly_fields = ["granted_by"]
    autocomplete_fields = ["area"]


class PersonWithRolesAdmin(PersonAdmin):
    inlines = [RoleRows]

    def save_formset(
        self,
        request: HttpRequest,
        form: "forms.ModelForm[User]",
        formset: "forms.BaseModelFormSet[AreaRole, RoleForm]",
        change: bool,
    ) -> None:
        removed = [deleted.instance for deleted in formset.deleted_forms if deleted.instance.pk]
        for area_role in removed:
            _record(request, "role.removed", area_role)
            role_closed(area_role)
        for area_role in formset.save(commit=False):
            _save_role(request, area_role)
        for area_role in removed:
            area_role.delete()


class RoleAdmin(RecordAdmin):
    group = Group.PEOPLE
    form = RoleForm
    list_display = ["user", "role", "area", "starts", "ends", "granted_by"]
    list_filter = ["role", "area__region"]
    search_fields = ["user__name", "user__email", "area__name", "area__local_name"]
    autocomplete_fields = ["user", "area"]
    readonly_fields = ["granted_by"]

    def save_model(self, request: HttpRequest, obj: AreaRole, form: RoleForm, change: bool) -> None:
        _save_role(request, obj)

    def delete_model(self, request: HttpRequest, obj: AreaRole) -> None:
        _record(request, "role.removed", obj)
        role_closed(obj)
        super().delete_model(request, obj)


def _save_role(request: HttpRequest, area_role: AreaRole) -> None:
    verb = "role.changed" if area_role.pk else "role.given"
    if not area_role.pk:
        area_role.granted_by = signed_in(request)
    area_role.save()
    if area_role.ends is not None:
        role_closed(area_role)
    _record(request, verb, area_role)


def _record(request: HttpRequest, verb: str, area_role: AreaRole) -> None:
    slug = area_role.area.slug if area_role.area else ""
    audit.record(verb, area_role, by=request.user, area=slug, role=area_role.role)


class InvitationForm(_InvitationForm):
    """Asks for the area by its slug, which is what an invitation keeps."""

    area: Area | None

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        slug = data.get("area_slug")
        area = Area.objects.filter(slug=slug).first() if slug else None
        if slug and area is None:
            self.add_error(
                "area_slug",
                _("There is no area of this name. Use its short name, as in its address."),
            )
        elif data.get("role") in AREA_ROLES and area is None:
            self.add_error("area_slug", _("This role is held in one area: say which."))
        elif data.get("role") and data["role"] not in AREA_ROLES and area is not None:
            self.add_error(
                "area_slug", _("This role is held for the whole programme: leave the area empty.")
            )
        self.area = area
        return data


class InvitationAdmin(RecordAdmin):
    """Adding one sends the letter. An invitation is not edited: take it back and send another."""

    group = Group.PEOPLE
    form = InvitationForm
    fields = ["email", "name", "role", "area_slug"]
    sent = ["invited_by", "created_at", "expires_at", "used_at", "withdrawn_at"]
    list_display = ["email", "role", "area_slug", *sent]
    list_filter = ["role"]
    search_fields = ["email", "name", "area_slug"]
    date_hierarchy = "created_at"

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Fields:
        return [*super().get_fields(request, obj), *(self.sent if obj else [])]

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return [*super().get_exclude(request, obj), "digest"]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: InvitationForm, change: bool
    ) -> None:
        data = form.cleaned_data
        invitation = invite(
            email=data["email"],
            name=data["name"],
            role=data["role"],
            area=form.area,
            by=signed_in(request),
            address=partial(_address, request),
        )
        obj.pk = invitation.pk


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation_accept", args=[secret]))


admin.site.register(User, PersonWithRolesAdmin)
admin.site.register(Invitation, InvitationAdmin)
admin.site.register(AreaRole, RoleAdmin)
