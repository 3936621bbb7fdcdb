"""The forms around a plan that is written: sending it, answering it, beginning the next one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.desk.forms.letters import ask_button
from bigstory.kit.fields import ManyPicks
from bigstory.kit.layout import BackLink, ButtonHolder, FormHelper, Submit, Text
from bigstory.kit.once import OnceForm
from bigstory.kit.words import WordsField
from partnerships.models import Plan, Priority

LONGEST_LETTER = 5_000


class SendForm(forms.Form):
    """Sending a plan. `seen` is the digest of the words the sender looked over, and `stops` says
    why it cannot be sent yet.
    """

    stops = ""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    note = WordsField(
        label=_("A note to go with it"),
        max_length=LONGEST_LETTER,
        required=False,
        rows=4,
        help_text=_(
            "What is new, what you are unsure of, what you would like to be asked. It "
            "may stay empty."
        ),
    )

    @property
    def helper(self) -> FormHelper:
        if not self.stops:
            buttons = ButtonHolder(Submit(_("Send it now")), BackLink(_("Not yet")))
            return FormHelper("note", buttons)
        typed = ["note"] if self["note"].value() else []
        away = ButtonHolder(BackLink(_("Go and write it down"), css_class="btn"))
        return FormHelper(*typed, away)


class ReplyForm(forms.Form):
    """Local Trust's answer. Words are required, whatever the verdict."""

    helper = FormHelper(
        "words",
        ButtonHolder(
            Submit(_("Endorse it"), name="verdict", value="endorsed"),
            Submit(
                _("Send it back with these reasons"),
                name="verdict",
                value="returned",
                css_class="btn btn--quiet",
            ),
            ask_button(),
        ),
        Text(
            _(
                "Endorsed, everybody can read it, and the %(plan)s before it ends. Sent back, the "
                "area can change it and send it again."
            ),
            css_class="soft small",
        ),
        autosave=True,
    )

    words = WordsField(
        label=_("Your reply"),
        max_length=LONGEST_LETTER,
        help_text=_(
            "What you read, what you liked, what you ask. The area reads this, word for word."
        ),
        error_messages={
            "required": _("Write a few words to the area. A reply is owed, whatever you decide.")
        },
    )


class NextForm(OnceForm):
    """Which kind of plan comes next; for one that follows on, the priorities it takes up."""

    kind = forms.ChoiceField(
        choices=[(kind, kind.label) for kind in (Plan.Kind.VARIATION, Plan.Kind.FOLLOW_ON)],
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("Choose one of the two buttons."),
            "required": _("Choose one of the two."),
        },
    )
    carry = forms.ModelMultipleChoiceField(
        label=_("Which priorities go on?"),
        queryset=Priority.objects.none(),
        required=False,
        widget=ManyPicks(shape="one"),
        help_text=_("Tick none to begin with a clean sheet. What is not done yet goes with them."),
        error_messages={"invalid_choice": _("One of these is not in this plan. Choose again.")},
    )

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["carry"].queryset = plan.priorities.all()
