"""The admin of people, with the roles they hold.

What gives somebody more power, or changes how they sign in, takes a second person or a day
(areas/powers). Closing an account, and ending a role, is done at once.
"""

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.admin.asking import ONLY_ASKED, say_it_waits, told_what_it_takes
from areas.admin.roles import RoleForm, RoleRows, end_role_of, give_role
from areas.models import AreaRole, PowerChange
from areas.powers.actions.changes import AnotherWaits, ask
from areas.powers.actions.kinds import NotPossible
from areas.powers.views.changes import A_SECOND_PERSON, changes_address
from areas.roles.actions.ending import close_account
from bigstory.accounts.admin import PersonAdmin
from bigstory.accounts.models import User
from bigstory.accounts.somebody import signed_in
from bigstory.core.record_admin import Fields

# Django's class takes no type at run time.
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    _PersonForm = forms.ModelForm[User]
else:
    _PersonForm = forms.ModelForm

LOST = "lost_second_step"
What = PowerChange.What


class PersonForm(_PersonForm):
    takes: "StrOrPromise" = A_SECOND_PERSON
    lost_second_step = forms.BooleanField(
        label=gettext_lazy("They lost their phone or key: remove their second step"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        for name in ("email", LOST):
            self.fields[name].help_text = self.takes
        self.fields["is_active"].help_text = gettext_lazy(
            "Without it the account is closed at once, its roles end and it is signed out. Opening "
            "it again takes a second person or a day."
        )

    def clean_lost_second_step(self) -> bool:
        lost = bool(self.cleaned_data[LOST])
        if lost and not Authenticator.objects.filter(user=self.instance).exists():
            raise forms.ValidationError(_("They have no second step."))
        return lost


class PersonWithRolesAdmin(PersonAdmin):
    form = PersonForm
    inlines = [RoleRows]

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Fields:
        fields = [name for name in super().get_fields(request, obj) if name != LOST]
        return [*fields, LOST] if obj is not None else fields

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return told_what_it_takes(super().get_form(request, obj, change, **kwargs), request)

    def save_model(
        self, request: HttpRequest, obj: User, form: "forms.ModelForm[User]", change: bool
    ) -> None:
        """What only another may agree to stays as it was, and is asked for."""
        if not change:
            return super().save_model(request, obj, form, change)
        before = User.objects.get(pk=obj.pk)
        address, is_active = obj.email.lower(), obj.is_active
        obj.email, obj.is_active = before.email, before.is_active
        if "name" in form.changed_data:
            # And no more: what happened to the account meanwhile would be undone.
            obj.save(update_fields=["name"])
        if before.is_active and not is_active:
            close_account(user=obj, by=signed_in(request))
        if is_active and not before.is_active:
            _ask(request, What.REOPENED, obj)
        if address != before.email.lower():
            _ask(request, What.ADDRESS, obj, new_address=address)
        if form.cleaned_data.get(LOST):
            steps = Authenticator.objects.filter(user=obj).order_by("pk")
            data = {"steps": list(steps.values_list("pk", flat=True))}
            _ask(request, What.SECOND_STEP, obj, data=data)
        return None

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        asked = getattr(request, ONLY_ASKED, False)
        told = _("Asked for what takes a second person or a day.") if asked else message
        return super().log_change(request, obj, told)

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """That it was changed is not said of what was only asked for."""
        if not getattr(request, ONLY_ASKED, False):
            super().message_user(request, message, *args, **kwargs)

    def save_formset(
        self,
        request: HttpRequest,
        form: "forms.ModelForm[User]",
        formset: "forms.BaseModelFormSet[AreaRole, RoleForm]",
        change: bool,
    ) -> None:
        for area_role in formset.save(commit=False):
            if area_role.pk:
                end_role_of(request, area_role)
            elif (asked := give_role(request, area_role)) is not None:
                say_it_waits(request, asked)


def _ask(request: HttpRequest, what: What, person: User, **fields: Any) -> None:
    by, address = signed_in(request), changes_address(request)
    try:
        change = ask(what=what, by=by, address=address, person=person, **fields)
    except AnotherWaits:
        messages.error(request, _("Another address waits for this account. Stop that one first."))
    except NotPossible:
        messages.error(request, _("This account was erased, or the address is somebody else's."))
    else:
        say_it_waits(request, change)


admin.site.register(User, PersonWithRolesAdmin)
