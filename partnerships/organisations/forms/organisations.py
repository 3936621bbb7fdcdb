"""The questions about an organisation, and about whoever signs in for it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.accounts.models import Invitation, User
from bigstory.accounts.roles import Role
from bigstory.core.text.sides import with_names
from bigstory.kit.layout import ButtonHolder, Fold, FormHelper, Include, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.words import LineField, WordsField
from partnerships.models import Officership, Organisation
from partnerships.organisations.queries.finding import Found, find
from partnerships.organisations.queries.numbers import read_charity_number, read_company_number

FIELDS = ("name", "charity_number", "company_number", "about", "contact_name", "contact_phone")
LONG = {"max_length": gettext_lazy("That is long. Keep it to %(limit_value)d letters.")}
CONTACT = Fold(
    gettext_lazy("Whom to ring"),
    "contact_name",
    "contact_phone",
    hint=gettext_lazy("Only %(funder)s reads it"),
    is_open=True,
)


class OrganisationForm(forms.Form):
    name = LineField(
        label=gettext_lazy("What is it called?"),
        max_length=160,
        error_messages=LONG | {"required": gettext_lazy("Write the name of the organisation.")},
    )
    charity_number = LineField(
        label=gettext_lazy("Charity number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Of England and Wales, such as 1199999. We can check how it is written, not whose it "
            "is."
        ),
        error_messages=LONG,
    )
    company_number = LineField(
        label=gettext_lazy("Company number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Eight signs, such as 01234567 or SC123456. Zeros left out in front are put back."
        ),
        error_messages=LONG,
    )
    about = WordsField(
        rows=2,
        max_length=1_000,
        required=False,
        label=gettext_lazy("What is it, in a line?"),
        help_text=gettext_lazy("Everybody can read that."),
    )
    contact_name = LineField(
        label=gettext_lazy("Whom do you speak to there?"),
        max_length=80,
        required=False,
        error_messages=LONG,
    )
    contact_phone = LineField(
        label=gettext_lazy("On which number?"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
        error_messages=LONG,
    )

    def __init__(self, *args, organisation: Organisation | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.known = Found()

    def clean_charity_number(self) -> str:
        typed = self.cleaned_data["charity_number"]
        try:
            return read_charity_number(typed) if typed else ""
        except ValueError:
            raise forms.ValidationError(
                _("A charity number has six or seven digits, such as 1199999 or 1199999-1.")
            ) from None

    def clean_company_number(self) -> str:
        typed = self.cleaned_data["company_number"]
        try:
            return read_company_number(typed) if typed else ""
        except ValueError:
            raise forms.ValidationError(
                _(
                    "A company number has eight signs: digits, or two letters and then digits, "
                    "such as 01234567 or SC123456."
                )
            ) from None

    def clean(self):
        data = super().clean()
        besides = self.organisation.pk if self.organisation else None
        for field in ("name", "charity_number", "company_number"):
            found = find(data.get(field) or "", besides=besides)
            self.known = Found(
                [*self.known.same, *(each for each in found.same if each not in self.known.same)],
                found.near if field == "name" else self.known.near,
            )
            if found.same:
                self.add_error(field, self._known(found.same[0]))
        return data

    def _known(self, other: Organisation) -> str:
        return with_names(_("We know that one already: it is %(name)s."), name=other)

    def values(self) -> dict:
        """The fields of an Organisation, ready to save."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class NewOrganisationForm(OnceForm, OrganisationForm):
    """One that is new. Where others are called something like it, that is asked about once."""

    another = forms.BooleanField(
        label=gettext_lazy("It is none of these"), required=False, widget=forms.HiddenInput
    )

    @property
    def helper(self) -> FormHelper:
        return FormHelper(
            Include("partnerships/organisations/known.html"),
            *(["another"] if self.asks else []),
            "name",
            "charity_number",
            "company_number",
            "about",
            CONTACT,
            ButtonHolder(
                Submit(gettext_lazy("Write it down"), css_class="btn btn--big", icon="plus"),
                css_class="field row",
            ),
        )

    @property
    def asks(self) -> bool:
        return not isinstance(self.fields["another"].widget, forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if self.known.near and not self.known.same:
            self.fields["another"].widget = forms.CheckboxInput()
            if not data.get("another"):
                self.add_error(
                    "another",
                    _("We know others that are called something like it. Is it one of them?"),
                )
        return data


class ChangeOrganisationForm(MarkedForm, OrganisationForm):
    helper = FormHelper(
        Include("partnerships/organisations/known.html"),
        "name",
        "charity_number",
        "company_number",
        "about",
        CONTACT,
        ButtonHolder(Submit(gettext_lazy("Save")), css_class="field row"),
    )


def initial_of(organisation: Organisation) -> dict:
    """What the change form shows first."""
    return {name: getattr(organisation, name) for name in FIELDS} | {
        "seen": mark_of(organisation, FIELDS)
    }


class OfficerForm(OnceForm):
    """Somebody who is to sign in for an organisation."""

    helper = FormHelper(
        "email",
        "name",
        ButtonHolder(Submit(gettext_lazy("Let them in"), css_class="btn btn--big")),
    )

    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy(
            "Whoever has an account here is in at once. Others get a letter with a link."
        ),
        error_messages={
            "required": gettext_lazy("Enter their e-mail address."),
            "invalid": gettext_lazy("Enter an e-mail address, such as janet@example.org."),
        },
    )
    name = LineField(
        label=gettext_lazy("What you call them"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("If you know it."),
    )

    def __init__(self, *args, organisation: Organisation, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.by = by
        self.known: User | None = None

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == self.by.email.lower():
            raise forms.ValidationError(
                _("That is your own address. Ask a colleague to let you in.")
            )
        self.known = User.objects.filter(email__iexact=email).first()
        if self.known is not None and not self.known.is_active:
            raise forms.ValidationError(
                _("That account is closed. An administrator can ask for it to be opened again.")
            )
        if self.known is not None and self._signs_in(self.known):
            raise forms.ValidationError(_("They sign in for this organisation already."))
        if self._is_invited(email):
            raise forms.ValidationError(
                _("They have this invitation already. You can send it again from the list.")
            )
        return email

    def _signs_in(self, user: User) -> bool:
        own = Officership.objects.active().filter(organisation=self.organisation)
        return own.filter(user=user).exists()

    def _is_invited(self, email: str) -> bool:
        waiting = Invitation.objects.open().filter(email__iexact=email, role=Role.LTO)
        return waiting.filter(officer_invitation__organisation=self.organisation).exists()
