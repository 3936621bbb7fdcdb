"""The admin of who holds which role and who is invited.

A role that gives somebody more power takes a second person or a day (areas/powers). A role that is
held is ended here, and never made longer, moved or deleted: whoever held it stays on record.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.admin.asking import AddedBySecond, say_it_waits, told_what_it_takes
from areas.models import Area, AreaRole, PowerChange
from areas.powers.actions.changes import ask
from areas.powers.queries import needs_a_second
from areas.powers.views.changes import A_SECOND_PERSON, changes_address
from areas.roles.actions.ending import role_closed
from areas.roles.actions.invitations import invite
from bigstory.accounts.models import Invitation
from bigstory.accounts.roles import AREA_ROLES
from bigstory.accounts.somebody import signed_in
from bigstory.core.admin_groups import Group
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.record_admin import Fields, RecordAdmin, Rows

# Django's class takes no type at run time.
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

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
    """Gives a role; of one that is held, only the end may be brought nearer."""

    takes: "StrOrPromise" = A_SECOND_PERSON

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("user", "role", "area", "starts"):
            if name in self.fields:
                self.fields[name].disabled = self.instance.pk is not None
        if "role" in self.fields:
            self.fields["role"].help_text = self.takes

    def clean_ends(self) -> Any:
        ends = self.cleaned_data["ends"]
        before = self.initial.get("ends")
        if self.instance.pk is None or ends == before:
            return ends
        if before is not None and (ends is None or ends > before or before <= today()):
            raise forms.ValidationError(
                _("A role is not made longer. Give it once more, from the day it goes on.")
            )
        if ends is not None and ends < today():
            raise forms.ValidationError(_("A role ends today at the soonest."))
        return ends

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
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        told_what_it_takes(formset.form, request)
        return formset


class RoleAdmin(AddedBySecond):
    group = Group.PEOPLE
    form = RoleForm
    list_display = ["user", "role", "area", "starts", "ends", "granted_by"]
    list_filter = ["role", "area__region"]
    search_fields = ["user__name", "user__email", "area__name", "area__local_name"]
    autocomplete_fields = ["user", "area"]
    readonly_fields = ["granted_by"]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return told_what_it_takes(super().get_form(request, obj, change, **kwargs), request)

    def ask(self, request: HttpRequest, obj: AreaRole) -> PowerChange | None:
        return give_role(request, obj)

    def save_model(self, request: HttpRequest, obj: AreaRole, form: Any, change: bool) -> None:
        if change:
            return end_role_of(request, obj)
        return super().save_model(request, obj, form, change)


def end_role_of(request: HttpRequest, area_role: AreaRole) -> None:
    area_role.save(update_fields=["ends"])
    if area_role.ends is not None:
        role_closed(area_role)
    _record(request, "role.changed", area_role)


def give_role(request: HttpRequest, area_role: AreaRole) -> PowerChange | None:
    """Give a role; or ask for it, and return what waits."""
    by = signed_in(request)
    if not needs_a_second(by, area_role.role, area_role.user):
        area_role.granted_by = by
        area_role.save()
        _record(request, "role.given", area_role)
        return None
    days = {name: getattr(area_role, name) for name in ("starts", "ends")}
    return ask(
        what=PowerChange.What.ROLE,
        by=by,
        address=changes_address(request),
        person=area_role.user,
        area=area_role.area,
        data={"role": area_role.role}
        | {name: day.isoformat() for name, day in days.items() if day},
    )


def _record(request: HttpRequest, verb: str, area_role: AreaRole) -> None:
    slug = area_role.area.slug if area_role.area else ""
    audit.record(verb, area_role, by=request.user, area=slug, role=area_role.role)


class InvitationForm(_InvitationForm):
    """Asks for the area by its slug, which is what an invitation keeps."""

    area: Area | None
    takes: "StrOrPromise" = A_SECOND_PERSON

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].help_text = self.takes

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

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return told_what_it_takes(super().get_form(request, obj, change, **kwargs), request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        invitation = kwargs.get("obj")
        context["waits"] = (
            invitation is not None
            and invitation.used_at is None
            and invitation.withdrawn_at is None
        )
        return super().render_change_form(request, context, *args, **kwargs)

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
            changes=changes_address(request),
        )
        obj.pk = invitation.pk
        for waiting in invitation.power_changes.waiting():
            say_it_waits(request, waiting)


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation_accept", args=[secret]))


admin.site.register(Invitation, InvitationAdmin)
admin.site.register(AreaRole, RoleAdmin)


@admin.register(PowerChange)
class PowerChangeAdmin(RecordAdmin):
    """To be looked at. Agreeing and stopping have a page of their own."""

    group = Group.PEOPLE
    only_read = True
    list_display = ["what", "person", "asked_by", "asked_at", "due", "state", "ended_at"]
    list_filter = ["what", "state"]
    search_fields = ["person__name", "person__email"]
    date_hierarchy = "asked_at"
