"""The questions about somebody to speak to, and about what was said."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.desk.models.contacts import LEAST_FIGURES
from areas.models import Area, Contact, ContactNote
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import BackLink, ButtonHolder, Fold, FormHelper, PlainField, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm
from bigstory.kit.when import DayField, refuse_far_days
from bigstory.kit.words import LineField, WordsField

CONTACT = ("name", "there_for", "phone", "email", "reached", "rung_first", "ends")
NOTE = ("kind", "on", "spoken_to", "about", "next_step", "next_by", "readers")


class ContactForm(forms.Form):
    """Somebody to speak to."""

    name = LineField(
        label=_("What is their name?"),
        max_length=80,
        error_messages={"required": _("Write their name. A first name will do.")},
    )
    there_for = LineField(
        label=_("What are they there for?"),
        max_length=120,
        required=False,
        help_text=_("Such as “Chair”, “Paid worker” or “Keeps the accounts at the hub”."),
    )
    phone = LineField(
        label=_("Their telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        required=False,
        error_messages={"invalid": _("Enter an e-mail address, such as kemi@example.org.")},
    )
    reached = LineField(
        label=_("When and how are they best reached?"),
        max_length=160,
        required=False,
        help_text=_("Such as “Tuesdays to Thursdays, prefers a text first”."),
    )
    rung_first = forms.BooleanField(label=_("Ring them first"), required=False)
    ends = DayField(
        label=_("From which day are they no longer to be rung?"),
        help_text=_("Leave it empty while they are."),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(each.isdigit() for each in phone) < LEAST_FIGURES:
            raise forms.ValidationError(
                _now("Write a whole telephone number, such as 01632 960122.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not self.errors and not (data["phone"] or data["email"]):
            self.add_error("phone", _now("Write a number or an e-mail address to reach them by."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CONTACT}


class NewContactForm(OnceForm, ContactForm):
    helper = FormHelper(
        *("name", "there_for", "phone", "email", "reached", "rung_first"),
        Fold(_("They are here for a time only"), "ends"),
        ButtonHolder(
            Submit(_("Write them down"), icon="plus"),
            BackLink(_("Leave it")),
            css_class="field row",
        ),
    )


class ChangeContactForm(MarkedForm, ContactForm):
    helper = FormHelper(
        *CONTACT, ButtonHolder(Submit(_("Save")), BackLink(_("Leave it")), css_class="field row")
    )


class NoteForm(forms.Form):
    """A call, a visit or a mail: one line will do."""

    about = WordsField(
        label=_("What was it about?"),
        rows=2,
        help_text=_("One line will do."),
        error_messages={"required": _("Write a line about what was said.")},
    )
    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=ContactNote.Kind.choices,
        widget=Picks(shape="three"),
        error_messages={"required": _("Choose whether it was a call, a visit or an e-mail.")},
    )
    on = DayField(label=_("On which day?"))
    spoken_to = LineField(
        label=_("With whom?"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "list": "people-here"}),
    )
    next_step = LineField(
        label=_("What comes next?"),
        max_length=160,
        required=False,
        help_text=_("Such as “Ring again about the new chair”."),
    )
    next_by = DayField(label=_("By which day?"), help_text=_("We remind you then."))
    readers = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=ContactNote.Readers.choices,
        widget=Picks(shape="three"),
        initial=ContactNote.Readers.REP,
        error_messages={"required": _("Choose who reads it.")},
    )

    def __init__(self, *args: Any, keeps: bool, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        if not keeps:
            # What a Rep notes is read by Local Trust and by them: nobody need be asked.
            del self.fields["readers"]

    def clean_on(self) -> date:
        day: date | None = self.cleaned_data["on"]
        if day is None:
            raise forms.ValidationError(_now("Write the day. Today will do."))
        refuse_far_days(day, now=today())
        return day

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("next_by") and not data.get("next_step") and "next_step" not in self.errors:
            self.add_error("next_step", _now("Write what is to be done by that day."))
        return data

    def values(self) -> dict[str, Any]:
        """The fields of a note, with the contact whose name was written."""
        values = {name: self.cleaned_data[name] for name in NOTE if name in self.fields}
        same = Contact.objects.filter(area=self.area, name__iexact=values["spoken_to"])
        values["contact"] = same.first() if values["spoken_to"] else None
        return values


class NewNoteForm(OnceForm, NoteForm):
    @property
    def helper(self) -> FormHelper:
        readers = ["readers"] if "readers" in self.fields else []
        return FormHelper(
            *(PlainField("about"), "kind", PlainField("on", "spoken_to")),
            Fold(_("What comes next"), PlainField("next_step", "next_by")),
            *readers,
            ButtonHolder(Submit(_("Keep it"), css_class="btn btn--small"), css_class="field row"),
        )


class ChangeNoteForm(MarkedForm, NoteForm):
    asked_by = {"contact": ("spoken_to",)}
    kept_with = {"contact": "spoken_to"}

    @property
    def helper(self) -> FormHelper:
        names = [name for name in ("about", *NOTE) if name in self.fields]
        return FormHelper(
            *dict.fromkeys(names),
            ButtonHolder(Submit(_("Save")), BackLink(_("Leave it")), css_class="field row"),
        )
