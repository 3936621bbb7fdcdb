"""The questions about a partnership itself, and about who keeps its roster."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.accounts.models import User
from bigstory.core.db.dated import today
from bigstory.core.text.sides import with_names
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, Fold, FormHelper, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.when import DayField, refuse_far_days
from bigstory.kit.words import LineField
from partnerships.models import Partnership
from partnerships.organisations.forms.organisations import OrganisationForm
from partnerships.table.queries.setting_up import belongs_to_another, its_body

FIELDS = ("name", "formed_on", "closed_on")
INCORPORATED = ("legal_form", "incorporated_on")
BODY = ("name", "charity_number", "company_number")
SAVE = ButtonHolder(Submit(gettext_lazy("Save")), css_class="field row")


class PartnershipForm(forms.Form):
    name = LineField(
        label=gettext_lazy("What is it called?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name of the partnership.")},
    )
    formed_on = DayField(
        label=gettext_lazy("When was it formed?"),
        help_text=gettext_lazy("About will do. Leave it empty if nobody knows."),
    )

    def clean_formed_on(self) -> date | None:
        refuse_far_days(self.cleaned_data["formed_on"], now=today())
        return self.cleaned_data["formed_on"]


class NewPartnershipForm(OnceForm, PartnershipForm):
    helper = FormHelper(
        "name",
        "formed_on",
        ButtonHolder(
            Submit(gettext_lazy("Write it down"), css_class="btn btn--big", icon="plus"),
            css_class="field row",
        ),
    )

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("name", "formed_on")}


class ChangePartnershipForm(MarkedForm, PartnershipForm):
    closed_on = DayField(
        label=gettext_lazy("From which day is it no longer there?"),
        help_text=gettext_lazy("Empty while it is. Everything it did stays in the record."),
    )

    @property
    def helper(self) -> FormHelper:
        is_open = bool(self.initial.get("closed_on"))
        return FormHelper(
            "name", "formed_on", Fold(_("It has closed"), "closed_on", is_open=is_open), SAVE
        )

    def clean_closed_on(self) -> date | None:
        refuse_far_days(self.cleaned_data["closed_on"], now=today())
        return self.cleaned_data["closed_on"]

    def clean(self):
        data = super().clean()
        formed, closed = data.get("formed_on"), data.get("closed_on")
        if formed and closed and closed < formed:
            self.add_error("closed_on", _("It cannot close before it was formed. Check both days."))
        return data

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}


class IncorporatedForm(MarkedForm, OrganisationForm):
    """It became a body of its own: which kind, on which day, and under which numbers."""

    legal_form = forms.ChoiceField(
        label=gettext_lazy("What did it become?"),
        choices=[
            choice
            for choice in Partnership.LegalForm.choices
            if choice[0] != Partnership.LegalForm.UNINCORPORATED
        ],
        widget=Picks(shape="one"),
        error_messages={"required": gettext_lazy("Choose what it became.")},
    )
    incorporated_on = DayField(label=gettext_lazy("On which day?"))

    def __init__(self, *args, partnership: Partnership, **kwargs):
        super().__init__(*args, organisation=partnership.organisation, **kwargs)
        self.partnership = partnership
        for name in ("about", "contact_name", "contact_phone"):
            del self.fields[name]
        self.fields["name"].label = _("Under which name is it registered?")
        if partnership.organisation is not None:
            for name in BODY:
                del self.fields[name]

    @property
    def helper(self) -> FormHelper:
        return FormHelper(*(n for n in (*INCORPORATED, *BODY) if n in self.fields), SAVE)

    def clean_incorporated_on(self) -> date:
        day = self.cleaned_data["incorporated_on"]
        if day is None:
            raise forms.ValidationError(_("Write the day on which it was registered."))
        refuse_far_days(day, now=today())
        formed = self.partnership.formed_on
        if formed and day < formed:
            raise forms.ValidationError(_("That is before the partnership was formed."))
        return day

    def clean(self):
        """One we know by that number or name is this one, unless it is another partnership."""
        data = forms.Form.clean(self)
        known = its_body(data) if "name" in self.fields else None
        if known is not None and belongs_to_another(known, self.partnership):
            sentence = _("%(name)s is the body of another partnership.")
            self.add_error("name", with_names(sentence, name=known))
        return data

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in INCORPORATED}

    def body(self) -> dict:
        """The fields of an Organisation, where it has none yet."""
        return {name: self.cleaned_data[name] for name in BODY if name in self.fields}


class KeeperForm(OnceForm):
    helper = FormHelper(
        "user",
        ButtonHolder(Submit(gettext_lazy("They keep it"), css_class="btn"), css_class="field row"),
    )

    user = forms.ModelChoiceField(
        label=gettext_lazy("Who is to keep the roster?"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={
            "required": gettext_lazy("Choose who is to keep it."),
            "invalid_choice": gettext_lazy("Choose somebody from the list."),
        },
    )

    def __init__(self, *args, people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(pk__in=[each.pk for each in people])
        # Never an e-mail address.
        self.fields["user"].label_from_instance = lambda user: (
            user.name or _("Somebody without a name")
        )


def initial_of(partnership: Partnership, names: tuple[str, ...]) -> dict:
    """What a form that changes these fields shows first."""
    values = {name: getattr(partnership, name) for name in names}
    return values | {"seen": mark_of(partnership, names)}
