"""The forms around a plan that is written: sending it, answering it, beginning the next one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import ManyPicks
from bigstory.kit.once import OnceForm
from bigstory.kit.words import WordsField
from partnerships.models import Plan, Priority

LONGEST_LETTER = 5_000


class SendForm(forms.Form):
    """Sending a plan. `seen` is the digest of the words the sender looked over."""

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


class ReplyForm(forms.Form):
    """Local Trust's answer. Words are required, whatever the verdict."""

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
