"""The form that invites somebody, and the one with which they accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import Area, AreaRole
from areas.places.forms.many import ManyAreas
from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import AREA_ROLES, Role
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, Field, Fold, FormHelper, PlainField, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.words import LineField

# Administrators are invited from the admin, an LTO officer for their organisation and so for all
# its areas, and a keeper is named by the partnership.
GIVEN_ELSEWHERE = (Role.ADMINISTRATOR, Role.LTO, Role.KEEPER)


class InviteForm(OnceForm, ManyAreas):
    helper = FormHelper(
        *("email", "name", "role", "area"),
        Fold(
            _("More than one place"),
            Field("areas", template="areas/places/pick_areas.html"),
            "regions",
            PlainField("names"),
            hint=_("One letter for all of them"),
        ),
        ButtonHolder(Submit(_("Send the invitation"))),
        form_action="invitations",
    )
    none_chosen = ""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        error_messages={
            "required": _("Enter the e-mail address of the person you invite."),
            "invalid": _("Enter an e-mail address, such as denise@example.org."),
        },
    )
    name = LineField(
        label=_("What you call them"), max_length=80, required=False, help_text=_("If you know it.")
    )
    role = forms.ChoiceField(
        label=_("As what?"),
        widget=Picks(shape="three"),
        choices=[(role.value, role.label) for role in Role if role not in GIVEN_ELSEWHERE],
        help_text=_(
            "A role for the whole programme, and a role for yourself, takes a second person or a "
            "day. Whoever holds the money is let in on the page of their organisation."
        ),
        error_messages={"required": _("Choose what they will be.")},
    )
    area = forms.ModelChoiceField(
        Area.objects.all(),
        label=_("In which area?"),
        to_field_name="slug",
        required=False,
        empty_label=_("The whole programme"),
        help_text=_("Local Trust and evaluators belong to the whole programme."),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean(self) -> dict[str, Any]:
        """What `chosen` holds is every area they are to have the role in and have it not yet."""
        super().clean()
        data = self.cleaned_data
        if data.get("area") is not None:
            chosen = {area.pk: area for area in [data["area"], *data["chosen"]]}
            data["chosen"] = list(chosen.values())
        role, chosen = data.get("role"), data["chosen"]
        asked = {"area", "areas", "regions", "names"} & self.errors.keys()
        if role in AREA_ROLES and not chosen and not asked:
            self.add_error("area", _("Choose the area they will belong to."))
        if role and role not in AREA_ROLES and chosen:
            self.add_error(
                "area", _("Choose the whole programme: this role is not held in one area.")
            )
        if not self.errors:
            self._refuse_what_is_there(data["email"], data["role"], chosen)
        return data

    def _refuse_what_is_there(self, email: str, role: str, chosen: list[Area]) -> None:
        slugs = {area.slug for area in chosen}
        same = Invitation.objects.open().filter(email=email, role=role)
        if any(slugs & set(one.area_slugs) or slugs == set(one.area_slugs) for one in same):
            self.add_error(
                "email",
                _("They have this invitation already. You can send it again from the list."),
            )
            return
        held = AreaRole.objects.active().filter(user__email__iexact=email, role=role)
        theirs = set(held.values_list("area", flat=True))
        left = [area for area in chosen if area.pk not in theirs]
        if not left and (chosen or None in theirs):
            self.add_error(
                "email", _("They have this role already, so there is nothing to invite them to.")
            )
        elif User.objects.filter(email__iexact=email, is_active=False).exists():
            self.add_error(
                "email", _("Their account here is closed. An administrator can open it again.")
            )
        self.cleaned_data["chosen"] = left


class NameForm(forms.Form):
    """What somebody wants to be called, on their own account page."""

    helper = FormHelper("name", ButtonHolder(Submit(_("Save my name"))), form_action="account")

    name = LineField(
        label=_("What should we call you?"),
        max_length=80,
        help_text=_(
            "A first name will do. People in your area and Local Trust see it beside what you "
            "write."
        ),
        error_messages={"required": _("Tell us what to call you. A first name will do.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


class AcceptForm(NameForm):
    """The same of somebody who was invited."""

    helper = FormHelper("name", ButtonHolder(Submit(_("Yes, count me in"))))
